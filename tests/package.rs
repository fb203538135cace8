//! The Debian package, made by the one command that is documented, where its tools are.

use std::fs;
use std::process::Command;

#[test]
fn the_debian_package_holds_a_program_that_runs_and_its_man_page() {
    let has_dpkg = Command::new("dpkg-deb").arg("--version").output().is_ok();
    if !has_dpkg {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new("bash")
        .arg(".ci/deb")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("MANICULE_BINARY", env!("CARGO_BIN_EXE_manicule"))
        .env("MANICULE_DEB_FOLDER", folder.path())
        .env("MANICULE_DEB_COMPRESSION", "none")
        .output()
        .expect("bash");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let package = fs::read_dir(folder.path())
        .expect("the folder")
        .next()
        .expect("a package")
        .expect("an entry")
        .path();
    let root = folder.path().join("root");
    let unpacked = Command::new("dpkg-deb")
        .arg("-x")
        .args([&package, &root])
        .status()
        .expect("dpkg-deb");
    assert!(unpacked.success());
    let program = Command::new(root.join("usr/bin/manicule"))
        .arg("--version")
        .output()
        .expect("the program starts");
    assert!(
        program.stdout.starts_with(b"manicule "),
        "{}",
        String::from_utf8_lossy(&program.stderr)
    );
    assert!(root.join("usr/share/man/man1/manicule.1.gz").exists());
    assert!(
        root.join("usr/share/bash-completion/completions/manicule")
            .exists()
    );
}
