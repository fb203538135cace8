//! What was asked for on the command line, as files: a folder stands for the files in it.

use std::path::PathBuf;

use super::files::STANDARD_INPUT;
use super::pages;
use crate::catalogue::walk;
use crate::layout::shown;

/// The files asked for.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Their paths, in the order asked for; those of a folder by name.
    pub(super) paths: Vec<PathBuf>,
    /// Why a folder gives no file.
    pub(super) failures: Vec<String>,
}

/// Puts the files of folders in their place. What is no folder stays as it is, there or not.
pub(super) fn walk_all(asked: &[PathBuf]) -> Files {
    let mut files = Files::default();
    for path in asked {
        if path.as_os_str() == STANDARD_INPUT || !path.is_dir() {
            files.paths.push(path.clone());
            continue;
        }
        let walk = walk::walk(std::slice::from_ref(path));
        if walk.files.is_empty() {
            let name = path.to_string_lossy();
            files.failures.push(format!(
                "{}: there is no document in this folder",
                shown(&name)
            ));
        }
        files.failures.extend(walk.failures);
        let found: Vec<PathBuf> = walk.files.into_iter().map(|found| found.path).collect();
        match pages::as_document(&found) {
            Some(document) => files.paths.push(document),
            None => files.paths.extend(found),
        }
    }
    files
}
