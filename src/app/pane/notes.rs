//! The open note: a note read whole, over the foot of the text, scrolled by itself.

use ratatui::layout::Rect;

use crate::document::{Annotation, Document, Property};
use crate::layout::{self, Measure, NoteLayout};
use crate::library::Library;

use super::Pane;

/// The least of the text that stays in sight above an open note, in rows.
const LEAST_TEXT: u16 = 3;

/// Columns before and after the lines of an open note.
pub const INDENT: u16 = 2;

/// Where the open note stands, its heading rule included; `None` if none is open.
pub fn area(pane: &Pane, library: &Library) -> Option<Rect> {
    let areas = pane.areas.as_ref()?;
    let lines = lines(pane, library)?.lines.len();
    let most = areas
        .text
        .height
        .saturating_sub(LEAST_TEXT)
        .max(2)
        .min(areas.text.height * 2 / 3 + 1);
    let height = u16::try_from(lines + 1).unwrap_or(u16::MAX).clamp(2, most);
    let y = areas.text.bottom() - height;
    Some(Rect::new(
        areas.gutter.x,
        y,
        areas.text.right() - areas.gutter.x,
        height,
    ))
}

/// Where the notes at the foot of the window stand, without the rule over them; `None` if none stand there.
pub fn foot_area(pane: &Pane) -> Option<Rect> {
    let text = pane.areas.as_ref()?.text;
    let lines = u16::try_from(pane.page.foot_lines).ok()?;
    let y = text.bottom().checked_sub(lines).filter(|_| lines > 0)?;
    Some(Rect {
        y,
        height: lines,
        ..text
    })
}

/// The lines of the open note.
pub fn lines(pane: &Pane, library: &Library) -> Option<NoteLayout> {
    let id = pane.desk().note?.annotation;
    let text = pane.areas.as_ref()?.text;
    let width = text.width.saturating_sub(INDENT).max(8);
    let document = pane.document(library)?;
    let measure = Measure::new(width).reordered(pane.reorder);
    let mut lines = layout::lay_out_note(document, &pane.view, id, measure, None);
    for (name, value) in particulars(document, document.annotation(id)) {
        let said = layout::lay_out_text(&format!("{name}: {value}"), measure);
        lines.lines.extend(said);
    }
    Some(lines)
}

/// Scrolls the open note. Says whether one is open.
pub(in crate::app) fn scroll(pane: &mut Pane, library: &Library, rows: isize) -> bool {
    let (Some(lines), Some(area)) = (lines(pane, library), area(pane, library)) else {
        return false;
    };
    let most = (lines.lines.len() + 1).saturating_sub(usize::from(area.height));
    if let Some(note) = pane.desk_mut().note.as_mut() {
        note.top = note.top.saturating_add_signed(rows).min(most);
    }
    true
}

/// Scrolls the open note so that its annotation in focus is in sight.
pub(in crate::app) fn keep_focus_in_sight(pane: &mut Pane, library: &Library) {
    let Some(focus) = pane.desk().note.and_then(|note| note.focus) else {
        return;
    };
    let (Some(lines), Some(area), Some(document)) = (
        lines(pane, library),
        area(pane, library),
        pane.document(library),
    ) else {
        return;
    };
    let place = document.annotation(focus).span.start;
    let row = lines
        .lines
        .iter()
        .position(|line| line.span.contains(place))
        .unwrap_or_default();
    let height = usize::from(area.height).saturating_sub(1).max(1);
    if let Some(note) = pane.desk_mut().note.as_mut() {
        note.top = note.top.clamp((row + 1).saturating_sub(height), row);
    }
}

/// What is known of an annotation beyond what the margin says, by name.
fn particulars(document: &Document, annotation: &Annotation) -> Vec<(&'static str, String)> {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0))
        .map(|hand| {
            let more = hand
                .description
                .as_ref()
                .map(|more| format!(", {more}"))
                .unwrap_or_default();
            format!("{}{more}", hand.name)
        });
    let printed = annotation
        .printed
        .as_ref()
        .filter(|_| annotation.body().is_none())
        .map(|printed| {
            format!(
                "{}{}{}",
                printed.before,
                document.slice(annotation.span).replace('\n', " "),
                printed.after
            )
        });
    let known = [
        ("hand", hand),
        ("place", annotation.placement.clone()),
        ("reason", annotation.reason.clone()),
        (
            "extent",
            annotation.extent.as_ref().map(ToString::to_string),
        ),
        (
            "certainty",
            annotation
                .by
                .certainty
                .map(|certainty| certainty.to_string()),
        ),
    ];
    let properties = annotation.content.properties().into_iter();
    let properties = properties
        .filter(|(property, _)| *property != Property::Label)
        .map(|(property, value)| (property.into(), Some(value)));
    let also = [
        ("remark", annotation.remark.clone()),
        ("by", annotation.by.responsibility.clone()),
        ("printed", printed),
    ];
    let all = known.into_iter().chain(properties).chain(also);
    all.filter_map(|(name, value)| Some((name, value?)))
        .collect()
}
