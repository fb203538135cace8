//! What comes in: documents onto the shelf, answers to the query, the text for the preview.

use super::super::message::{Said, complain, say};
use super::news::{Answers, News, Preview};
use super::{App, Effect, Job, Room};

/// Takes news of the documents in.
pub(in crate::app) fn shelve(app: &mut App, news: Vec<News>, effects: &mut Vec<Effect>) {
    for news in news {
        let said = take(app, news, effects);
        app.message = said.or(app.message.take());
    }
    app.room.is_stale = true;
}

fn take(app: &mut App, news: News, effects: &mut Vec<Effect>) -> Said {
    let room = &mut app.room;
    match news {
        News::Named(file, name) => app.library.name(file, name),
        News::Listed(file, documents) => room.shelf.put(file, &documents),
        News::Read(file, documents) => {
            room.shelf.take_off(file);
            room.shelf.put(file, &documents);
            // What is being read stays as it is; the rest is read anew when it is wanted.
            if app.pane.id().file != file {
                app.library.forget(file);
            }
        }
        News::Gone(file) => room.shelf.take_off(file),
        News::Progress(done, of) => room.progress = Some((done, of)),
        News::Done(failures, notice) => {
            let was_asked_early = room.is_asked_before_filled();
            (room.progress, room.is_filled, room.failures) = (None, true, failures);
            if was_asked_early {
                ask_again(room, effects);
            }
            if let Some(notice) = notice {
                return complain(notice);
            }
            let count = room.failures.len();
            let files = if count == 1 { "file" } else { "files" };
            if count > 0 {
                return complain(format!("{count} {files} could not be read; e lists them"));
            }
            if room.shelf.documents().is_empty() {
                return say("there is no document in what was opened");
            }
        }
        News::Trouble(reason) => {
            room.is_filled = true;
            return complain(reason);
        }
    }
    None
}

impl Room {
    /// Whether the query was asked while documents were still coming, so that some were not looked at.
    fn is_asked_before_filled(&self) -> bool {
        self.asked.is_some() && !self.is_filled
    }
}

/// Asks the same once more, of all documents. What is known of the answer stays until the new one begins.
fn ask_again(room: &mut Room, effects: &mut Vec<Effect>) {
    room.questions += 1;
    if let Some(asked) = &mut room.asked {
        asked.ask_again(room.questions);
        let job = Job::Ask(room.questions, asked.line.clone());
        effects.push(Effect::Work(job));
    }
}

/// Takes a part of an answer in, if it is the answer to what is asked now.
pub(in crate::app) fn answer(app: &mut App, number: u64, answers: Answers) {
    let Some(asked) = &mut app.room.asked else {
        return;
    };
    if asked.number != number {
        return;
    }
    if let Some(trouble) = &answers.trouble {
        app.message = complain(trouble.clone());
    }
    let is_last = answers.is_last;
    asked.take(answers);
    app.room.is_stale = true;
    if is_last && asked.documents.is_empty() && app.message.is_none() {
        app.message = say("no document answers");
    }
}

/// Takes the text for the preview in.
pub(in crate::app) fn preview(app: &mut App, preview: Preview) {
    app.room.preview = Some(preview);
}
