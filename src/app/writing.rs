//! From reading to writing: citations of the document and the place, and the document in another form.

use strum::IntoEnumIterator;

use crate::citation::{Citation, Exchange, Style};
use crate::command::Copied;
use crate::conversion;
use crate::document::{Document, Place};
use crate::export::{Export, Form};
use crate::layout;
use crate::library::Library;
use crate::source::Alone;
use crate::view::{NamedView, View};

use super::message::{Said, complain, say};
use super::overlay::Overlay;
use super::overlay::picker::{Entry, Picker, Purpose, Target};
use super::pane::{Pane, copying, marks};
use super::{App, Effect, Job, NewFile};

/// The longest stem of a file's name, in bytes: most file systems take 255 with ending and number.
const LONGEST_STEM: usize = 100;

/// Copies, and says what.
pub(super) fn copy(app: &mut App, what: Copied, effects: &mut Vec<Effect>) -> Said {
    let (pane, library) = (&app.pane, &app.library);
    let copied = match what {
        Copied::Passage => copying::passage(pane, library, app.settings.copy),
        Copied::FromMark => match marked(pane) {
            Ok(from) => copying::stretch(pane, library, from, app.settings.copy),
            Err(said) => return said,
        },
        Copied::Citation => note(pane, library, Style::Chicago),
        Copied::ShortCitation => note(pane, library, Style::ChicagoShort),
    };
    put(copied, effects)
}

/// Puts a text on the clipboard, and says what it is.
pub(super) fn put(copied: Option<(String, String)>, effects: &mut Vec<Effect>) -> Said {
    let (text, what) = copied?;
    effects.push(Effect::Copy(text));
    say(format!("copied {what}"))
}

/// The place marked last, in the document that is read; else what is to be said.
fn marked(pane: &Pane) -> Result<Place, Said> {
    let Some((letter, mark)) = marks::last(pane) else {
        return Err(say(
            "nothing is marked; a mark is where what is copied begins",
        ));
    };
    if mark.document != pane.id() {
        return Err(complain(format!(
            "the mark {letter} is in another document"
        )));
    }
    Ok(mark.desk.arrived.unwrap_or(mark.desk.top.place))
}

/// What is known of the document and of the place that one is at.
fn here(pane: &Pane, library: &Library) -> Option<Citation> {
    let document = pane.document(library)?;
    let place = pane
        .point(library)
        .map_or_else(|| pane.place(), |id| document.points()[id.0].place());
    Some(Citation::at(document, place))
}

/// A note on the document and the place, to be copied, and what it is called. A full note names a view that is not the
/// first: what was read in it may not be all that the source has.
pub(super) fn note(pane: &Pane, library: &Library, style: Style) -> Option<(String, String)> {
    let mut note = here(pane, library)?.note(style);
    if pane.view != View::default() && style != Style::ChicagoShort {
        let title = pane.view.named().map(NamedView::title);
        let title = title.as_deref().unwrap_or("own view");
        let end = note.trim_end_matches('.').len();
        note.truncate(end);
        note.extend([", read in the view “", title, "”."]);
    }
    Some((note, format!("a citation: {}", style.title())))
}

/// An entry for a reference manager, to be copied, and what it is called.
pub(super) fn reference(
    pane: &Pane,
    library: &Library,
    exchange: Exchange,
) -> Option<(String, String)> {
    let entry = exchange.write(&[here(pane, library)?]);
    Some((entry, format!("an entry in {}", exchange.title())))
}

/// The citations in every form, each as it would be copied.
pub(super) fn citations(pane: &Pane, library: &Library) -> Option<Picker> {
    let here = here(pane, library)?;
    let notes = Style::iter().map(|style| Entry {
        address: String::new(),
        label: layout::shown(&here.note(style)).into_owned(),
        aside: style.title().to_owned(),
        depth: 0,
        target: Target::Note(style),
    });
    let entries = Exchange::iter().map(|exchange| Entry {
        address: String::new(),
        label: exchange.readers().to_owned(),
        aside: exchange.title().to_owned(),
        depth: 0,
        target: Target::Reference(exchange),
    });
    Some(Picker::new(
        Purpose::Citations,
        notes.chain(entries).collect(),
        0,
    ))
}

/// The forms that a document can be written in.
pub(super) fn forms() -> Picker {
    let entry = |form: Form| Entry {
        address: String::new(),
        label: form.help().to_owned(),
        aside: format!(".{}", form.ending()),
        depth: 0,
        target: Target::Form(form),
    };
    Picker::new(Purpose::Forms, Form::iter().map(entry).collect(), 0)
}

/// Writes the document in a form to a new file, in the view that loses least, and lists what the form cannot carry.
pub(super) fn write_in_form(app: &mut App, form: Form, effects: &mut Vec<Effect>) -> Said {
    let document = app.pane.document(&app.library)?;
    let Export { text, losses } =
        conversion::convert(form, &[document], &View::from(form.view()), &[], &Alone);
    effects.push(Effect::Work(Job::Write(NewFile {
        stem: stem(document),
        ending: form.ending(),
        text,
    })));
    let entries = losses.iter().map(|loss| Entry {
        address: String::new(),
        label: layout::shown(&loss.what).into_owned(),
        aside: String::new(),
        depth: 0,
        target: Target::Place(loss.span.start),
    });
    let entries: Vec<Entry> = entries.collect();
    if !entries.is_empty() {
        app.overlay = Some(Overlay::List(Picker::new(Purpose::Losses, entries, 0)));
    }
    say(format!("writing {} …", form.title()))
}

/// Says under which name a text was written, or why it was not.
pub(super) fn say_written(app: &mut App, written: Result<String, String>) {
    let is_listed =
        matches!(&app.overlay, Some(Overlay::List(list)) if list.purpose == Purpose::Losses);
    let losses = if is_listed {
        "; what this form cannot carry is listed"
    } else {
        ""
    };
    app.message = match written {
        Ok(name) => say(format!("written: {}{losses}", layout::shown(&name))),
        Err(reason) => complain(format!("nothing is written: {}", layout::shown(&reason))),
    };
}

/// The document's identifier as the stem of a file's name: letters, digits, hyphens and underscores.
fn stem(document: &Document) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut stem = String::new();
    for c in document
        .id
        .chars()
        .map(|c| if is_plain(c) { c } else { '-' })
    {
        if stem.len() + c.len_utf8() > LONGEST_STEM {
            break;
        }
        stem.push(c);
    }
    if stem.is_empty() {
        stem.push_str("document");
    }
    stem
}
