//! The keys named at the right of the status line: what can be done now. A click on one does it.

use unicode_width::UnicodeWidthStr;

use crate::command::{Command, Editing, Noting, RoomCommand, Selecting, Within};
use crate::document::Pen;
use crate::keymap::Context;

use super::App;

/// Columns between two hints.
const GAP: u16 = 3;
/// Columns after the last one.
const MARGIN: u16 = 1;

/// The hints that fit into `room` at the right of a line of `width` columns, from left to right: the column at which each
/// begins, the command, and what it says. Where there is little room, the last of them stay.
pub fn hints(app: &App, width: u16, room: u16) -> Vec<(u16, Command, String)> {
    let mut end = width.saturating_sub(MARGIN);
    let first = end.saturating_sub(room);
    let mut hints = Vec::new();
    for (command, words) in wanted(app).iter().rev() {
        let Some(key) = key(app, *command) else {
            continue;
        };
        let words = format!("{key} {words}");
        let columns = u16::try_from(words.width()).unwrap_or(u16::MAX);
        let Some(start) = end.checked_sub(columns).filter(|start| *start >= first) else {
            break;
        };
        hints.push((start, *command, words));
        end = start.saturating_sub(GAP);
    }
    hints.reverse();
    hints
}

/// What can be done now, the most useful last.
fn wanted(app: &App) -> &'static [(Command, &'static str)] {
    match app.context() {
        Context::Reader if app.pane.finding.is_some() => &[
            (Command::Cancel, "forget the search"),
            (Command::PreviousHit, "previous hit"),
            (Command::NextHit, "next hit"),
            (Command::Help, "help"),
        ],
        Context::Reader if app.pane.desk().focus.is_some() => &[
            (Command::NextAnnotation, "next note"),
            (Command::OpenNote, "open it"),
            (Command::Help, "help"),
        ],
        Context::Reader if app.library.len() > 1 => &[
            (Command::NextDocument, "next document"),
            (Command::NextPoint, "next point"),
            (Command::NextAnnotation, "next note"),
            (Command::Help, "help"),
        ],
        Context::Reader => &[
            (Command::Quit, "quit"),
            (Command::NextPoint, "next point"),
            (Command::NextAnnotation, "next note"),
            (Command::Help, "help"),
        ],
        Context::Note => &[
            (Command::NextAnnotation, "next in note"),
            (Command::Back, "back to the text"),
        ],
        Context::List => &[
            (Command::Within(Within::Accept), "choose"),
            (Command::Cancel, "close"),
        ],
        Context::Sheet => &[
            (Command::Within(Within::NextEntry), "down"),
            (Command::Cancel, "close"),
        ],
        Context::Layers => &[
            (Command::Within(Within::NextShowing), "show otherwise"),
            (Command::Cancel, "close"),
        ],
        Context::Search => &[],
        Context::Selection => &[
            (Command::Select(Selecting::More), "more"),
            (Command::Highlight(Pen::A), "highlight"),
            (Command::Own(Noting::Write), "write a note"),
            (Command::Cancel, "done"),
        ],
        Context::Editor => &[
            (Command::Edit(Editing::NewLine), "new line"),
            (Command::Own(Noting::WriteLong), "your editor"),
            (Command::Cancel, "give up"),
            (Command::Within(Within::Accept), "keep"),
        ],
        Context::Room => &[
            (Command::Room(RoomCommand::Widen), "all documents"),
            (Command::Room(RoomCommand::NextOrder), "sort"),
            (Command::Room(RoomCommand::NextPart), "facets"),
            (Command::SearchEverywhere, "search"),
            (Command::Help, "help"),
        ],
        Context::Query => &[
            (Command::Within(Within::Complete), "complete"),
            (Command::Within(Within::Accept), "search"),
            (Command::Cancel, "close"),
        ],
    }
}

/// The key of a command here.
fn key(app: &App, command: Command) -> Option<String> {
    let here = app.keymap.key_of(app.context(), command);
    here.or_else(|| app.keymap.key_of(Context::Reader, command))
}

/// What the key of a command does, to be said behind a message; nothing where no key is bound.
pub(super) fn behind(key: Option<String>, does: &str) -> String {
    key.map_or(String::new(), |key| format!("; {key} {does}"))
}
