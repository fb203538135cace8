//! The list of own notes: what is in it, and in which order.

use strum::{Display, EnumIter, IntoEnumIterator};

use crate::document::{AnnotationId, Stratum};
use crate::layout;
use crate::library::Library;
use crate::notes::{Found, Kept};

use super::overlay::picker::{Entry, Picker, Purpose, Target};
use super::pane::Pane;

/// Words of a note or a quotation in the list: enough for the widest.
const WORDS_IN_A_LIST: usize = 160;

/// What the list of own notes is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumIter, Display)]
#[strum(serialize_all = "lowercase")]
pub(super) enum NotesOrder {
    /// By their places in the text; those without one last.
    #[default]
    Place,
    /// By when they were changed, the last first.
    Time,
    /// By their tags; one of several under each.
    Tag,
}

impl NotesOrder {
    /// The next order, round to the first.
    #[must_use]
    pub(super) fn next(self) -> Self {
        let mut orders = Self::iter().cycle().skip_while(|&order| order != self);
        orders.nth(1).unwrap_or_default()
    }
}

/// The own notes on the document; `None` if there are none.
pub(super) fn notes(pane: &Pane, library: &Library, order: NotesOrder) -> Option<Picker> {
    let notebook = library.notebook(pane.id())?;
    let mut kept: Vec<&Kept> = notebook.notes().iter().collect();
    kept.sort_by_key(|kept| kept.span().map_or((1, 0), |span| (0, span.start)));
    let mut entries: Vec<Entry> = Vec::new();
    match order {
        NotesOrder::Place => entries.extend(kept.iter().map(|kept| note_entry(kept, None))),
        NotesOrder::Time => {
            // Those that are not in a file yet are the newest.
            kept.sort_by(|one, other| {
                let time =
                    |kept: &Kept| kept.note.changed.clone().unwrap_or_else(|| "~".to_owned());
                time(other).cmp(&time(one))
            });
            entries.extend(kept.iter().map(|kept| note_entry(kept, None)));
        }
        NotesOrder::Tag => {
            let mut tagged: Vec<(Option<&str>, &Kept)> = Vec::new();
            for kept in kept {
                let tags = kept.note.tags.iter().map(|tag| (Some(tag.as_str()), kept));
                tagged.extend(tags);
                if kept.note.tags.is_empty() {
                    tagged.push((None, kept));
                }
            }
            tagged.sort_by_key(|(tag, _)| (tag.is_none(), *tag));
            entries.extend(
                tagged
                    .into_iter()
                    .map(|(tag, kept)| note_entry(kept, Some(tag.unwrap_or("no tag")))),
            );
        }
    }
    (!entries.is_empty()).then(|| Picker::new(Purpose::Notes, entries, 0))
}

/// A note in the list: its words and what it says.
fn note_entry(kept: &Kept, under: Option<&str>) -> Entry {
    /// Words of the quotation before what a note says.
    const WORDS: usize = 24;
    let note = &kept.note;
    let quoted = note.quotation().map(|quotation| {
        beginning(
            &quotation.exact,
            if note.text.is_empty() {
                WORDS_IN_A_LIST
            } else {
                WORDS
            },
        )
    });
    let quoted = quoted.map_or_else(|| "the document".to_owned(), |words| format!("“{words}”"));
    let state = match kept.found {
        Found::Exact(_) => "",
        Found::Moved(_) => "moved: ",
        Found::Never => "not found: ",
        Found::Often(_) => "found more than once: ",
    };
    let text = beginning(&note.text, WORDS_IN_A_LIST);
    let says = if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    };
    let tags: Vec<String> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
    let day = note.changed.as_deref().and_then(|time| time.get(..10));
    let aside: Vec<&str> = tags.iter().map(String::as_str).chain(day).collect();
    Entry {
        address: under.map_or_else(
            || {
                note.pen
                    .map_or_else(|| "o".to_owned(), |pen| format!("o{pen}"))
            },
            str::to_owned,
        ),
        label: layout::shown(&format!("{state}{quoted}{says}")).into_owned(),
        aside: layout::shown(&aside.join(" ")).into_owned(),
        depth: 0,
        target: match kept.span() {
            Some(_) => Target::Annotation(AnnotationId::of_note(Stratum::Own, kept.number)),
            None => Target::Nothing,
        },
    }
}

/// The beginning of a text in one line.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
