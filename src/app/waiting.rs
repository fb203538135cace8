//! What cannot be done in the part of a file that has been read, and so is done when the whole is there.
//!
//! `G`, `50 g`, a search and a jump mean the whole document. While the rest of it is on its way they wait, with the progress
//! in the status line, and any key gives the wait up. Knows nothing of how files are read.

use crate::command::Command;
use crate::document::FileId;

use super::App;
use super::message::{Said, say};
use super::pane::searching;

/// Something that waits for the rest of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    file: FileId,
    wish: Wish,
}

/// What is to be done with the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// A command and its count.
    Do(Command, Option<usize>),
    /// Going to the first hit of the search that was accepted.
    Hit,
}

/// Whether the document that is read may go on behind what is there of it.
fn is_part(app: &App) -> bool {
    let opened = app.library.opened(app.pane.id().file);
    opened.is_some_and(|opened| opened.part.is_some())
}

/// Whether a command cannot be begun before the whole file is there.
pub(super) fn must_wait(app: &App, command: Command, count: Option<usize>) -> bool {
    let means_whole = match command {
        Command::End => true,
        Command::Start => count.is_some_and(|per_cent| per_cent > 0),
        Command::NextHit => searching::goes_round(&app.pane, 1),
        Command::PreviousHit => searching::goes_round(&app.pane, -1),
        _ => false,
    };
    means_whole && app.pane.desk().note.is_none() && is_part(app)
}

/// What a command came to, unless it found nothing in the part that is there and what it looks for may come.
pub(super) fn unless_to_come(
    app: &mut App,
    command: Command,
    count: Option<usize>,
    said: Said,
) -> Said {
    let looks_ahead = match command {
        Command::NextPoint | Command::NextAnnotation => true,
        Command::GoToPoint => count.is_some(),
        _ => false,
    };
    if looks_ahead && said.is_some() && is_part(app) {
        wait_for(app, Wish::Do(command, count));
        return None;
    }
    said
}

/// Waits for the rest of the file to do a command.
pub(super) fn wait(app: &mut App, command: Command, count: Option<usize>) {
    wait_for(app, Wish::Do(command, count));
}

/// What accepting a search came to, unless a hit may come in the rest of the file.
pub(super) fn unless_found_later(app: &mut App, said: Said) -> Said {
    if searching::wants_more(&app.pane) && is_part(app) {
        wait_for(app, Wish::Hit);
        return None;
    }
    said
}

fn wait_for(app: &mut App, wish: Wish) {
    let file = app.pane.id().file;
    app.waiting = Some(Waiting { file, wish });
    app.message = None;
}

/// Does what waited for a file, if the whole of it is there now and laid out. Says whether it did.
pub(super) fn end(app: &mut App, effects: &mut Vec<super::Effect>) -> bool {
    let Some(waiting) = app.waiting else {
        return false;
    };
    let is_read = app.pane.id().file == waiting.file;
    match app.library.opened(waiting.file) {
        Some(opened) if is_read && opened.part.is_some() => return false,
        Some(_) if is_read => {}
        _ => {
            app.waiting = None;
            return false;
        }
    }
    app.waiting = None;
    match waiting.wish {
        Wish::Do(command, count) => app.perform(command, count, effects),
        Wish::Hit => app.message = searching::find_in_whole(&mut app.pane, &app.library),
    }
    true
}

/// Gives up what waits.
pub(super) fn give_up(app: &mut App) {
    if app.waiting.take().is_some() {
        app.message = say("not waited for");
    }
}
