//! A note written in the user's own editor: `$VISUAL`, or else `$EDITOR`, with the passage quoted above it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::process::{self, Command};

use crate::app::own::Draft;

/// Has a text written; what was written, without the passage.
pub(super) fn write(draft: &Draft) -> Result<String, String> {
    let set = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let editor = set("VISUAL").or_else(|| set("EDITOR"));
    let editor = editor.ok_or("no editor is set; set VISUAL or EDITOR")?;
    let passage = quoted(&draft.passage);
    let file = put(&format!("{passage}{}", draft.text))
        .map_err(|error| format!("no file for the editor: {error}"))?;
    // As git does it: the editor's name may come with arguments, and the file's name is never part of what the shell reads.
    let status = Command::new("sh")
        .args(["-c", &format!("{editor} \"$@\""), "sh"])
        .arg(&file)
        .status();
    let text = fs::read_to_string(&file).map_err(|error| error.to_string());
    // It holds nothing that is not in memory now.
    let _ = fs::remove_file(&file);
    match status {
        Ok(status) if status.success() => Ok(without(&passage, &text?)),
        Ok(status) => Err(format!(
            "`{editor}` was left with {status}; the note is as it was"
        )),
        Err(error) => Err(format!("`{editor}` cannot be started: {error}")),
    }
}

/// A passage as quotation marks of mail and Markdown have it.
fn quoted(passage: &str) -> String {
    let lines = passage
        .lines()
        .map(|line| format!("> {}\n", line.trim_end()));
    let lines: String = lines.collect();
    if lines.is_empty() {
        lines
    } else {
        lines + "\n"
    }
}

/// What was written, without the passage above it, also where the editor broke its lines anew.
fn without(passage: &str, written: &str) -> String {
    let rest = written.strip_prefix(passage).unwrap_or_else(|| {
        let lines = written.split_inclusive('\n');
        let quoted = lines.take_while(|line| !passage.is_empty() && line.starts_with('>'));
        written.get(quoted.map(str::len).sum()..).unwrap_or(written)
    });
    rest.trim().to_owned()
}

/// A new file with this text, that only its owner may read.
fn put(text: &str) -> std::io::Result<PathBuf> {
    let mut last = None;
    for number in 0..100 {
        let name = format!("manicule-note-{}-{number}.md", process::id());
        let path = std::env::temp_dir().join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::ErrorKind::Other.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_is_no_part_of_what_was_written() {
        let passage = quoted("The lamp\nis out.");
        assert_eq!(passage, "> The lamp\n> is out.\n\n");
        assert_eq!(
            without(&passage, "> The lamp\n> is out.\n\nSince when?\n"),
            "Since when?"
        );
        assert_eq!(
            without(&passage, "> The lamp is out.\n\nSince\n> when?\n"),
            "Since\n> when?"
        );
        assert_eq!(without("", "> mine\n"), "> mine");
    }
}
