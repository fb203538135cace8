//! `manicule generate`: the man page and the completions, for those who make packages. Both are made from the command
//! line's own description, so that they say what the program does.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;
use strum::IntoEnumIterator as _;

use crate::app::lists::context_title;
use crate::keymap::{Context, Keymap};

use super::Arguments;
use super::output::{fail, write};

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Generated {
    /// The man page
    Man,
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// Completions for nushell
    Nushell,
    /// Completions for PowerShell
    #[value(name = "powershell")]
    PowerShell,
}

/// Writes one of them to standard output.
pub(super) fn generate(what: Generated) -> ExitCode {
    let mut out = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let shell = match what {
        Generated::Man => {
            return match man(command) {
                Ok(page) => write(&page, 0),
                Err(error) => fail(&error.to_string()),
            };
        }
        Generated::Nushell => {
            clap_complete::generate(clap_complete_nushell::Nushell, &mut command, name, &mut out);
            return write(&String::from_utf8_lossy(&out), 0);
        }
        Generated::Bash => Shell::Bash,
        Generated::Zsh => Shell::Zsh,
        Generated::Fish => Shell::Fish,
        Generated::PowerShell => Shell::PowerShell,
    };
    clap_complete::generate(shell, &mut command, name, &mut out);
    write(&String::from_utf8_lossy(&out), 0)
}

/// The man page: the commands with all their options, and the keys of the reader.
fn man(command: clap::Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    let actions: Vec<clap::Command> = (command.get_subcommands())
        .filter(|action| !action.is_hide_set())
        .cloned()
        .collect();
    let main = Man::new(command);
    main.render_title(&mut page)?;
    main.render_name_section(&mut page)?;
    main.render_synopsis_section(&mut page)?;
    main.render_description_section(&mut page)?;
    main.render_options_section(&mut page)?;
    for action in actions {
        let heading = format!(".SH MANICULE {}\n", action.get_name().to_uppercase());
        page.extend_from_slice(heading.as_bytes());
        let about = action.get_about().map(ToString::to_string);
        page.extend_from_slice(format!("{}\n", escaped(&about.unwrap_or_default())).as_bytes());
        Man::new(action).render_options_section(&mut page)?;
    }
    let mut page = String::from_utf8_lossy(&page).into_owned();
    add_keys(&mut page);
    page.push_str(
        ".SH EXIT STATUS\n0 if all is well, 1 if something was found wrong or nothing was found, 2 if it could not be done.\n\
         .SH FILES\nThe folder manicule in the user\\(cqs folder for configuration: keymap.toml, config.toml, conventions.toml, tei.toml.\n\
         .SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nTakes all colour away; every layer keeps its attribute and its letter.\n",
    );
    Ok(page)
}

/// The keys, by context, as the help in the reader has them.
fn add_keys(page: &mut String) {
    let keymap = Keymap::built_in();
    page.push_str(".SH KEYS\n");
    for context in Context::iter() {
        let _ = writeln!(page, ".SS {}", escaped(context_title(context)));
        for (keys, help) in keymap.bound(context) {
            let (keys, help) = (escaped(&keys.join(", ")), escaped(help));
            let _ = writeln!(page, ".TP\n\\fB{keys}\\fR\n{help}");
        }
    }
}

/// A text as roff has it: no sign of it is a command.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}
