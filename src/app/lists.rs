//! The lists laid over the text: what is in each of them.

use strum::IntoEnumIterator;

use crate::command::Command;
use crate::document::{BlockId, BlockKind, Document, DocumentId, FileId, FlowId, Place};
use crate::keymap::{Context, Keymap};
use crate::layout;
use crate::library::{Card, Library, Opened, State};
use crate::problem::{LineIndex, Problem, in_lines};
use crate::view::{Matter, View};

use super::ConfigurationProblem;
use super::overlay::picker::{Entry, NAME_ENDS, Picker, Purpose, Target};
use super::pane::Pane;

/// The first words of a point or paragraph in a list: enough for the widest list.
const WORDS_IN_A_LIST: usize = 160;

/// The points and headings of the document, in order; `None` if it has none.
pub(super) fn outline(pane: &Pane, library: &Library) -> Option<Picker> {
    let here = pane.place();
    let mut entries = points_and_headings(pane.document(library)?, &pane.view.unmarked());
    entries.sort_by_key(|(place, _)| *place);
    let selected = entries
        .partition_point(|(place, _)| *place <= here)
        .saturating_sub(1);
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    (!entries.is_empty()).then(|| Picker::new(Purpose::Outline, entries, selected))
}

/// The documents, and the files that cannot be had or are not read yet.
pub(super) fn documents(pane: &Pane, library: &Library) -> Picker {
    let documents = library.documents().enumerate().filter_map(|(number, id)| {
        let card = library.card(id)?;
        Some(Entry {
            address: (number + 1).to_string(),
            label: card.title.clone(),
            aside: aside(card),
            depth: 0,
            target: Target::Document(id, pane.desk_of(id).top.place),
        })
    });
    let files = library.files().filter_map(|(_, file)| {
        let aside = match &file.state {
            State::Known | State::Waiting => "being read".to_owned(),
            State::Failed(reason) => reason.clone(),
            State::Open(_) => return None,
        };
        Some(Entry::to_read(String::new(), file.name.clone(), aside))
    });
    let entries = documents.chain(files).collect();
    Picker::new(Purpose::Documents, entries, library.ordinal(pane.id()))
}

/// Every command by name, with its key.
pub(super) fn palette(keymap: &Keymap) -> Picker {
    let entries = Command::all().filter_map(|command| {
        Some(Entry {
            address: String::new(),
            label: format!("{}{NAME_ENDS}{}", command.name(), command.help()),
            aside: keymap.key_of(Context::Reader, command)?,
            depth: 0,
            target: Target::Command(command),
        })
    });
    Picker::new(Purpose::Palette, entries.collect(), 0)
}

/// Every key of every context, with what it does.
pub(super) fn help(keymap: &Keymap) -> Picker {
    let mut entries = Vec::new();
    for context in Context::iter() {
        let title = context_title(context).to_owned();
        entries.push(Entry::to_read(String::new(), title, String::new()));
        for command in Command::all() {
            let keys = keymap.keys_of(context, command);
            if keys.is_empty() {
                continue;
            }
            entries.push(Entry {
                address: keys.join("  "),
                label: command.help().to_owned(),
                aside: String::new(),
                depth: 1,
                target: if context == Context::Reader {
                    Target::Command(command)
                } else {
                    Target::Nothing
                },
            });
        }
    }
    Picker::new(Purpose::Help, entries, 0)
}

/// What could not be read as it stands, in every file, its commentary and the user's own files, the file that is read
/// first; and the files that cannot be had. `None` if nothing is wrong.
pub(super) fn problems(
    pane: &Pane,
    library: &Library,
    configuration: &[ConfigurationProblem],
    failures: &[String],
) -> Option<Picker> {
    let here = pane.id().file;
    let mut files: Vec<_> = library.files().collect();
    files.sort_by_key(|(id, _)| *id != here);
    let mut entries: Vec<Entry> = Vec::new();
    for (id, file) in files {
        match &file.state {
            State::Open(opened) => entries.extend(problems_of(id, &file.name, opened)),
            State::Failed(reason) => {
                entries.push(Entry::to_read(String::new(), reason.clone(), String::new()));
            }
            State::Known | State::Waiting => {}
        }
    }
    let own = configuration
        .iter()
        .map(|of| (of.file.as_str(), of.text.as_str(), &of.problem));
    let own = in_lines(own);
    let unread = failures
        .iter()
        .map(|reason| Entry::to_read(String::new(), reason.clone(), "not listed".to_owned()));
    entries.extend(unread);
    entries.extend(own.map(|(name, lines, problem)| problem_entry(name, &lines, problem)));
    (!entries.is_empty()).then(|| Picker::new(Purpose::Problems, entries, 0))
}

/// What is wrong in a file and in its commentary; what is wrong in the file itself leads there.
fn problems_of(file: FileId, name: &str, opened: &Opened) -> Vec<Entry> {
    let own = opened.reading.problems.len();
    let problems = in_lines(opened.problems(name)).enumerate();
    let entries = problems.map(|(number, (name, lines, problem))| {
        let mut entry = problem_entry(name, &lines, problem);
        let place = opened.reading.ledger.place_of(problem.span.start);
        // The file's own come first; a place in a commentary is none of the document.
        if let Some((document, place)) = place.filter(|_| number < own) {
            let number = u32::try_from(document).unwrap_or_default();
            entry.target = Target::Document(DocumentId { file, number }, place);
        }
        entry
    });
    entries.collect()
}

fn problem_entry(name: &str, lines: &LineIndex<'_>, problem: &Problem) -> Entry {
    let at = lines.position(problem.span.start);
    let hint = problem.hint.as_ref();
    let hint = hint.map_or(String::new(), |hint| format!(" — {hint}"));
    Entry::to_read(
        format!("{}:{}", at.line, at.column),
        format!("{}{hint}", problem.message),
        name.rsplit('/').next().unwrap_or(name).to_owned(),
    )
}

/// Who wrote to whom, unless the title says so, and when.
fn aside(card: &Card) -> String {
    let unless_titled = |name: &&String| !card.title.contains(name.as_str());
    let from = card.from.as_ref().filter(unless_titled).cloned();
    let to = card.to.as_ref().filter(unless_titled);
    let parties: Vec<String> = from
        .into_iter()
        .chain(to.map(|to| format!("to {to}")))
        .collect();
    let parts = [parties.join(" "), card.date.clone().unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    layout::shown(&parts.join(" · ")).into_owned()
}

/// What a context is called in the help.
pub fn context_title(context: Context) -> &'static str {
    match context {
        Context::Reader => "Reading",
        Context::Note => "In an open note",
        Context::List => "In a list",
        Context::Sheet => "In the metadata or the source",
        Context::Layers => "In the layers panel",
        Context::Search => "While searching",
        Context::Selection => "While selecting",
        Context::Editor => "In the editor of a note",
        Context::Room => "In the reading room",
        Context::Query => "In its query line",
    }
}

/// Points and headings, each with its place, in the words that the view has for them.
fn points_and_headings(document: &Document, view: &View) -> Vec<(usize, Entry)> {
    let points = document.points().iter().map(|point| {
        let text = document
            .block_at(point.place())
            .map(|block| words_from(document, view, block, point.place()))
            .unwrap_or_default();
        let text = text.strip_prefix(point.label.as_str()).unwrap_or(&text);
        let entry = Entry {
            address: point.address(),
            label: first_words(text),
            aside: String::new(),
            depth: point.depth(),
            target: Target::Place(point.place()),
        };
        (point.place(), entry)
    });
    let headings = document.flow_blocks(FlowId::MAIN).filter_map(|id| {
        let block = document.block(id);
        (block.kind == BlockKind::Heading).then(|| {
            let entry = Entry {
                address: String::new(),
                label: first_words(&words_from(document, view, id, block.span.start)),
                aside: String::new(),
                depth: usize::from(block.level.saturating_sub(1)),
                target: Target::Place(block.span.start),
            };
            (block.span.start, entry)
        })
    });
    headings.chain(points).collect()
}

/// What a view shows of a block from a place on.
fn words_from(document: &Document, view: &View, block: BlockId, from: Place) -> String {
    let mut words = String::new();
    for mut piece in view.visible(document, block) {
        if piece.span.end < from || piece.matter == Matter::Text && piece.span.end == from {
            continue;
        }
        if piece.matter == Matter::Text {
            piece.span.start = piece.span.start.max(from);
        }
        words.push_str(piece.text(document));
        if words.len() > 4 * WORDS_IN_A_LIST {
            break;
        }
    }
    words
}

fn first_words(text: &str) -> String {
    let first: String = text.trim_start().chars().take(WORDS_IN_A_LIST).collect();
    layout::shown(first.lines().next().unwrap_or_default()).into_owned()
}
