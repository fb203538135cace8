//! Pandoc's inline notes, `^[words]`: taken out of the line, so that they are written as footnotes are.
//!
//! A note may hold whatever a line holds, and ends in the block in which it began; what does not is no note.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Placed;
use crate::document::Span;

/// A note that stood in the line: its label, and the events of its words.
#[derive(Debug)]
pub(super) struct InlineNote<'a> {
    pub(super) label: String,
    pub(super) events: Vec<Placed<'a>>,
}

/// Takes the inline notes out. In their places stand references to footnotes, whose labels are numbers that no footnote of
/// the file has.
pub(super) fn lift<'a>(
    events: Vec<Placed<'a>>,
    source: &'a str,
) -> (Vec<Placed<'a>>, Vec<InlineNote<'a>>) {
    let mut lift = Lift {
        source,
        written: Vec::with_capacity(events.len()),
        notes: Vec::new(),
        open: None,
        next: free_number(&events),
        gave_up: false,
    };
    for (event, span) in events {
        match event {
            Event::Text(_) if span.of(source).contains(['^', ']', '[']) => lift.text(span),
            event => lift.other(event, span),
        }
    }
    lift.give_up();
    (lift.written, lift.notes)
}

/// A number above those of all footnotes.
fn free_number(events: &[Placed<'_>]) -> usize {
    let labels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => label.parse::<usize>().ok(),
        _ => None,
    });
    labels.max().unwrap_or(0).saturating_add(1)
}

/// A note whose end has not come yet.
struct Open {
    /// Where among the events written it begins.
    start: usize,
    /// Its sign, `^[`.
    sign: Span,
    /// Brackets open in it.
    brackets: usize,
    /// Elements open in it.
    elements: usize,
}

struct Lift<'a> {
    source: &'a str,
    written: Vec<Placed<'a>>,
    notes: Vec<InlineNote<'a>>,
    open: Option<Open>,
    next: usize,
    /// A note of this block has no end: others in it are not looked for, so that each block is read once.
    gave_up: bool,
}

impl<'a> Lift<'a> {
    fn push_text(&mut self, start: usize, end: usize) {
        let span = Span::new(start, end);
        if !span.is_empty() {
            let text = CowStr::from(span.of(self.source));
            self.written.push((Event::Text(text), span));
        }
    }

    /// Text that may begin or end a note.
    fn text(&mut self, span: Span) {
        let bytes = span.of(self.source).as_bytes();
        let mut from = span.start;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let place = span.start + at;
            at += 1;
            match (byte, &mut self.open) {
                (b'^', None) if bytes.get(at) == Some(&b'[') && !self.gave_up => {
                    self.push_text(from, place);
                    self.open = Some(Open {
                        start: self.written.len(),
                        sign: Span::new(place, place + 2),
                        brackets: 0,
                        elements: 0,
                    });
                    at += 1;
                    from = place + 2;
                }
                (b'[', Some(open)) => open.brackets += 1,
                (b']', Some(open)) if open.brackets > 0 => open.brackets -= 1,
                (b']', Some(open)) if open.elements == 0 => {
                    self.push_text(from, place);
                    self.end();
                    from = place + 1;
                }
                _ => {}
            }
        }
        self.push_text(from, span.end);
    }

    fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let events = self.written.split_off(open.start);
        let label = self.next.to_string();
        self.next += 1;
        let reference = Event::FootnoteReference(CowStr::from(label.clone()));
        self.written.push((reference, open.sign));
        self.notes.push(InlineNote { label, events });
    }

    fn other(&mut self, event: Event<'a>, span: Span) {
        if is_end_of_block(&event) {
            self.give_up();
            self.gave_up = false;
        }
        if let Some(open) = &mut self.open {
            match &event {
                Event::Start(_) => open.elements += 1,
                // What began before the note ends in it.
                Event::End(_) if open.elements == 0 => self.give_up(),
                Event::End(_) => open.elements -= 1,
                _ => {}
            }
        }
        self.written.push((event, span));
    }

    /// The note that was begun is none: its sign is text.
    fn give_up(&mut self) {
        let Some(open) = self.open.take() else { return };
        let text = CowStr::from(open.sign.of(self.source));
        self.written
            .insert(open.start, (Event::Text(text), open.sign));
        self.gave_up = true;
    }
}

fn is_end_of_block(event: &Event<'_>) -> bool {
    let inline = |end: &TagEnd| {
        matches!(
            end,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        )
    };
    match event {
        Event::End(end) => !inline(end),
        Event::Start(tag) => !inline(&tag.to_end()),
        _ => false,
    }
}
