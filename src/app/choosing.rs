//! Choosing in what is laid over the text, closing it, and going from document to document.

use crate::command::{Command, Within};
use crate::library::State;

use super::message::{Said, complain, say};
use super::overlay::picker::{Purpose, Target};
use super::overlay::prompt::Prompt;
use super::overlay::source::SourceSheet;
use super::overlay::{Answer, Below, Overlay, Typing, rows_inside};
use super::pane::{moving, searching, views};
use super::{App, Effect, Library, Pane, hints, lists, own, own_list, room, waiting, writing};

impl App {
    /// Chooses: the selected entry, the layer, what was searched for.
    pub(super) fn accept(&mut self, effects: &mut Vec<Effect>) -> Said {
        if self.room.is_open && self.overlay.is_none() {
            return room::accept(self);
        }
        let answer = self
            .overlay
            .as_ref()?
            .accept(&mut below(&mut self.pane, &self.library));
        self.answer(answer, effects)
    }

    /// Closes what is open; with nothing open, forgets the focus, then the search.
    pub(super) fn cancel(&mut self, effects: &mut Vec<Effect>) -> Said {
        let desk = self.pane.desk();
        if let Some(overlay) = &self.overlay {
            let answer = overlay.cancel(&mut below(&mut self.pane, &self.library));
            return self.answer(answer, effects);
        }
        if self.room.is_open {
            return room::leave(self);
        }
        if desk.note.is_some() {
            self.pane.close_note();
        } else if desk.selection.is_some() {
            self.pane.desk_mut().selection = None;
        } else if desk.focus.is_some() {
            self.pane.drop_focus();
        } else {
            self.pane.finding = None;
        }
        None
    }

    /// Does what an overlay answers.
    pub(super) fn answer(&mut self, answer: Answer, effects: &mut Vec<Effect>) -> Said {
        match answer {
            Answer::Stay => return None,
            Answer::Switch(layer) => return views::toggle(&mut self.pane, layer),
            Answer::Close(said) => {
                self.overlay = None;
                return said;
            }
            Answer::Find(query) => return room::ask(self, &query, effects),
            Answer::Go(target) => {
                self.overlay = None;
                self.go(target, effects);
            }
            Answer::Write(writing, text) => {
                self.overlay = None;
                return own::finish(self, writing, &text, effects);
            }
            Answer::GiveUp(writing, text) => {
                self.overlay = None;
                return own::give_up(self, writing, &text);
            }
        }
        None
    }

    fn go(&mut self, target: Target, effects: &mut Vec<Effect>) {
        match target {
            // What is done to a document is not done to one that is out of sight.
            Target::Command(_) if self.room.is_open => {}
            Target::Command(command) => self.perform(command, None, effects),
            Target::Nothing => {}
            Target::Note(style) => {
                self.message =
                    writing::put(writing::note(&self.pane, &self.library, style), effects);
            }
            Target::Reference(exchange) => {
                let entry = writing::reference(&self.pane, &self.library, exchange);
                self.message = writing::put(entry, effects);
            }
            Target::Form(form) => self.message = writing::write_in_form(self, form, effects),
            Target::Point(number) => {
                let said = moving::go_to_point(&mut self.pane, &self.library, number);
                self.message = said.or(self.message.take());
            }
            Target::Place(place) => self.pane.go_to(&self.library, place),
            Target::Annotation(id) => {
                if let Some(place) = self
                    .document()
                    .filter(|document| document.has(id))
                    .map(|document| document.annotation(id).span.start)
                {
                    self.pane.leave();
                    self.pane.bring_into_sight(&self.library, place);
                    self.pane.desk_mut().focus = Some(id);
                }
            }
            Target::Document(document, place) => {
                self.room.is_open = false;
                self.pane.leave();
                self.pane.visit(&self.library, document, place);
                self.say_problems();
            }
        }
    }

    /// Moves the selection of a list, or scrolls what is laid over the text.
    pub(super) fn step_entries(&mut self, by: isize) -> Said {
        let Some(overlay) = &mut self.overlay else {
            self.room.step(by);
            return None;
        };
        if let Overlay::Everywhere(line) = overlay {
            line.recall(&self.room.history, by);
            return None;
        }
        overlay.step(&below(&mut self.pane, &self.library), by);
        None
    }

    /// Types into what is laid over the text.
    pub(super) fn type_in(&mut self, typing: Typing) -> Said {
        let overlay = self.overlay.as_mut()?;
        match overlay.type_in(&mut below(&mut self.pane, &self.library), typing) {
            Answer::Close(said) => {
                self.overlay = None;
                said
            }
            _ => None,
        }
    }

    /// Shows the layer selected in the panel in the next of the ways of showing, or the one before.
    pub(super) fn step_showing(&mut self, by: isize) -> Said {
        let Some(Overlay::Layers(panel)) = &self.overlay else {
            return None;
        };
        views::step_showing(&mut self.pane, panel.layer(), by)
    }

    /// Says how many things of the document's file could not be read as they stand.
    pub(super) fn say_problems(&mut self) {
        let file = self.pane.id().file;
        let Some(State::Open(opened)) = self.library.file(file).map(|file| &file.state) else {
            return;
        };
        // What is wrong at the end of a part may be right in the whole.
        let own = if opened.part.is_none() {
            opened.problems("").count()
        } else {
            0
        };
        let yours = self.configuration_problems.len();
        let count = own + yours;
        if count == 0 {
            return;
        }
        let key = self.keymap.key_of(self.context(), Command::Problems);
        let key = hints::behind(key, "lists them");
        let problems = if count == 1 {
            "1 problem".to_owned()
        } else {
            format!("{count} problems")
        };
        let place = match (own, yours) {
            (_, 0) => "in this file",
            (0, _) => "in your own settings and tables",
            _ => "in this file and in your own settings and tables",
        };
        self.message = complain(format!("{problems} {place}{key}"));
    }
}

/// Does what is asked for in a list, a prompt or a panel.
pub(super) fn within(app: &mut App, what: Within, effects: &mut Vec<Effect>) -> Said {
    match what {
        Within::Accept => {
            let is_search = matches!(app.overlay, Some(Overlay::Search(_)));
            let said = app.accept(effects);
            if is_search {
                waiting::unless_found_later(app, said)
            } else {
                said
            }
        }
        Within::NextEntry => app.step_entries(1),
        Within::PreviousEntry => app.step_entries(-1),
        Within::NextEntries => app.step_entries(entries_of_a_screen(app)),
        Within::PreviousEntries => app.step_entries(-entries_of_a_screen(app)),
        Within::DeleteBack => app.type_in(Typing::Pop),
        Within::DeleteAll => app.type_in(Typing::Clear),
        Within::Complete => room::complete(app),
        Within::NextShowing => app.step_showing(1),
        Within::PreviousShowing => app.step_showing(-1),
    }
}

/// How many entries a screen of a list holds.
fn entries_of_a_screen(app: &App) -> isize {
    if app.room.is_open && app.overlay.is_none() {
        return isize::try_from(room::rows(&app.room)).unwrap_or(1);
    }
    let areas = app.pane.areas();
    let rows = areas.map_or(1, |areas| rows_inside(areas.text));
    isize::try_from(rows.max(1)).unwrap_or(1)
}

/// Says where one is.
pub(super) fn position(app: &mut App) -> Said {
    let (pane, library) = (&app.pane, &app.library);
    let document = pane.document(library)?;
    let point = pane.point(library);
    let point = point.map(|id| format!(", point {}", document.points()[id.0].address()));
    let per_cent = pane.per_cent(library);
    let per_cent = per_cent.map_or_else(|| "all in sight".to_owned(), |part| format!("{part} %"));
    say(format!(
        "document {} of {}{}, {per_cent}, {}",
        library.ordinal(pane.id()) + 1,
        library.len(),
        point.unwrap_or_default(),
        library.file(pane.id().file)?.name
    ))
}

/// Opens the list of problems.
pub(super) fn open_problems(app: &mut App) -> Said {
    let problems = lists::problems(
        &app.pane,
        &app.library,
        &app.configuration_problems,
        &app.room.failures,
    );
    app.list(problems, "nothing is wrong in any open file")
}

/// Opens the search prompt.
pub(super) fn open_search(app: &mut App) -> Said {
    searching::begin(&mut app.pane);
    app.lay_over(Overlay::Search(Prompt))
}

/// Opens the outline.
pub(super) fn open_outline(app: &mut App) -> Said {
    let outline = lists::outline(&app.pane, &app.library);
    app.list(outline, "this document has no points or headings")
}

/// Opens the source at the place read.
pub(super) fn open_source(app: &mut App) -> Said {
    let sheet = SourceSheet::open(&app.pane, &app.library)?;
    app.lay_over(Overlay::Source(sheet))
}

/// Opens the list of documents.
pub(super) fn open_documents(app: &mut App) -> Said {
    let documents = lists::documents(&app.pane, &app.library);
    app.lay_over(Overlay::List(documents))
}

/// Makes a list of what is in the file anew, with what was typed.
pub(super) fn renew_list(app: &mut App) {
    let Some(Overlay::List(before)) = &app.overlay else {
        return;
    };
    let (pane, library) = (&app.pane, &app.library);
    let list = match before.purpose {
        Purpose::Outline => lists::outline(pane, library),
        Purpose::Documents => Some(lists::documents(pane, library)),
        Purpose::Notes => own_list::notes(pane, library, app.notes_order),
        Purpose::Problems => lists::problems(
            pane,
            library,
            &app.configuration_problems,
            &app.room.failures,
        ),
        Purpose::Palette
        | Purpose::Help
        | Purpose::Citations
        | Purpose::Forms
        | Purpose::Losses => None,
    };
    if let Some(mut list) = list {
        list.retype(&before.typed, before.selected());
        app.overlay = Some(Overlay::List(list));
    }
}

/// Goes to the next document, or the one before.
pub(super) fn step_documents(app: &mut App, by: isize) -> Said {
    let count = app.library.len();
    if count < 2 {
        return say("no other document is open");
    }
    let here = app.library.ordinal(app.pane.id());
    let wanted = here.saturating_add_signed(by).min(count - 1);
    if wanted == here {
        return say(if by > 0 {
            "this is the last document"
        } else {
            "this is the first document"
        });
    }
    let document = app.library.at(wanted)?;
    app.pane.leave();
    app.pane.open(document);
    app.say_problems();
    None
}

/// What lies below an overlay.
pub(super) fn below<'a>(pane: &'a mut Pane, library: &'a Library) -> Below<'a> {
    Below { pane, library }
}
