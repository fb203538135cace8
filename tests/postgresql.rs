//! The road beyond one machine: what `manicule list` prints, loaded into `PostgreSQL` by the project's own script, answers as
//! `manicule search` does.
//!
//! Runs where a `PostgreSQL` server is installed, and says so where none is. The server is the test's own: in a folder that goes
//! with it, on a socket in that folder, without a network.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The questions of `corpus/library.md`: as `manicule search` takes them, and in SQL.
fn questions() -> Vec<(String, String)> {
    let page = include_str!("../corpus/library.md");
    let sql = page
        .split("```sql")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the questions in SQL");
    let mut questions: Vec<(String, String)> = Vec::new();
    for line in sql.lines().map(str::trim) {
        match (line.strip_prefix("-- "), questions.last_mut()) {
            (Some(question), _) => questions.push((question.to_owned(), String::new())),
            (None, Some((_, statement))) => {
                statement.push_str(line);
                statement.push(' ');
            }
            (None, None) => {}
        }
    }
    questions
}

#[test]
fn postgresql_answers_as_the_program_does() {
    let Some(server) = Server::start() else {
        eprintln!("skipped: no PostgreSQL server is installed here");
        return;
    };
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = server.folder.path();
    let records = manicule(folder, &["list", "corpus", "--format", "ndjson"]);
    assert!(
        records.status.success(),
        "{}",
        String::from_utf8_lossy(&records.stderr)
    );
    let path = folder.join("documents.ndjson");
    fs::write(&path, &records.stdout).expect("a file");
    let script = project.join("corpus/postgresql.sql");
    let mut load = server.psql();
    let load = load
        .arg("--quiet")
        .arg("--file")
        .arg(script)
        .stdin(File::open(&path).expect("the records"));
    let load = load.output().expect("psql");
    assert!(
        load.status.success(),
        "{}",
        String::from_utf8_lossy(&load.stderr)
    );
    let questions = questions();
    assert_eq!(questions.len(), 3);
    for (question, sql) in &questions {
        let found = manicule(folder, &["search", question, "corpus", "--format", "json"]);
        let mut expected: Vec<String> = String::from_utf8_lossy(&found.stdout)
            .lines()
            .map(|line| {
                let hit: serde_json::Value = serde_json::from_str(line).expect("JSON");
                format!(
                    "{}|{}",
                    hit["file"].as_str().unwrap_or_default(),
                    hit["document"].as_str().unwrap_or_default()
                )
            })
            .collect();
        expected.sort();
        expected.dedup();
        assert!(!expected.is_empty(), "{question}");
        let answer = server
            .psql()
            .args(["--tuples-only", "--no-align", "--command", sql])
            .output()
            .expect("psql");
        let mut answer: Vec<String> = String::from_utf8_lossy(&answer.stdout)
            .lines()
            .map(ToOwned::to_owned)
            .collect();
        answer.sort();
        assert_eq!(answer, expected, "{question}");
    }
}

fn manicule(cache: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manicule"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_CACHE_HOME", cache.join("cache"))
        .env("XDG_CONFIG_HOME", cache.join("config"))
        .output()
        .expect("the program starts")
}

/// A `PostgreSQL` server of the test's own.
struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
}

impl Server {
    fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::tempdir().expect("a folder");
        let server = Self { folder, programs };
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(server.folder.path())
                .status();
            owned.ok().filter(std::process::ExitStatus::success)?;
        }
        let data = server.folder.path().join("data");
        let made = server
            .run("initdb")
            .args([
                "--auth=trust",
                "--no-sync",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "-D",
            ])
            .arg(&data)
            .output();
        made.ok().filter(|made| made.status.success())?;
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}'",
            server.folder.path().display()
        );
        let started = server
            .run("pg_ctl")
            .arg("-w")
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(server.folder.path().join("log"))
            .args(["-o", &options, "start"])
            .stdout(std::process::Stdio::null())
            .status();
        started.ok().filter(std::process::ExitStatus::success)?;
        Some(server)
    }

    /// One of `PostgreSQL`'s programs; the server does not run as root.
    fn run(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
                .arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }

    fn psql(&self) -> Command {
        let mut command = Command::new(self.programs.join("psql"));
        command.arg("--host").arg(self.folder.path()).args([
            "--username=postgres",
            "--no-psqlrc",
            "postgres",
        ]);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let _ = self
            .run("pg_ctl")
            .args(["-m", "immediate", "-D"])
            .arg(data)
            .arg("stop")
            .output();
    }
}

/// The folder of `PostgreSQL`'s programs: Debian keeps them apart from the path, by version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    folders.retain(|folder| folder.join("initdb").exists() && folder.join("psql").exists());
    folders.sort();
    folders.pop()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.starts_with(b"0\n"))
}
