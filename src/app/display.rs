//! What the reader sets of the screen while reading: measure, colours, where notes and metadata stand.

use crate::settings::{Copying, Placement, Settings};

use super::areas::{Areas, Wanted};
use super::message::{Said, say};
use super::overlay::metadata::MetadataSheet;
use super::pane::metadata;
use super::{App, Overlay};

/// How much wider or narrower the text column becomes at a time, in columns.
const STEP_OF_MEASURE: isize = 4;

/// Shows the metadata beside the text or takes it away; where there is no room, over the text.
pub(super) fn toggle_metadata(app: &mut App) -> Said {
    if matches!(app.overlay, Some(Overlay::Metadata(_))) {
        app.overlay = None;
        return None;
    }
    let wanted = Wanted {
        metadata: true,
        ..Wanted::by(&app.settings)
    };
    let areas = Areas::divide(app.size.0, app.size.1, wanted);
    if areas.is_some_and(|areas| areas.metadata.is_some()) {
        app.settings.metadata = !app.settings.metadata;
        metadata::from_the_top(&mut app.pane);
    } else {
        app.overlay = Some(Overlay::Metadata(MetadataSheet::default()));
    }
    None
}

/// Puts the notes at the next of their places.
pub(super) fn next_placement(settings: &mut Settings) -> Said {
    settings.notes = settings.notes.next();
    say(match settings.notes {
        Placement::Auto => "notes beside the text, many of them at the foot of the window",
        Placement::Beside => "notes beside the text",
        Placement::Foot => "notes at the foot of the window",
        Placement::Below => "notes under their paragraphs",
    })
}

/// Makes the text column wider, or narrower.
pub(super) fn widen(settings: &mut Settings, times: isize) -> Said {
    let now = isize::try_from(settings.measure).unwrap_or(0);
    let wanted = now + times.saturating_mul(STEP_OF_MEASURE);
    let wanted = u16::try_from(wanted.max(0)).unwrap_or(u16::MAX);
    settings.measure = wanted.clamp(*Settings::MEASURES.start(), *Settings::MEASURES.end());
    say(format!("text column: at most {} columns", settings.measure))
}

/// Divides words at the end of a line, or leaves them whole.
pub(super) fn toggle_hyphenation(settings: &mut Settings) -> Said {
    settings.hyphenation = !settings.hyphenation;
    say(if settings.hyphenation {
        "words are divided"
    } else {
        "words stay whole"
    })
}

/// Copies in the next way.
pub(super) fn next_copying(settings: &mut Settings) -> Said {
    settings.copy = settings.copy.next();
    say(match settings.copy {
        Copying::Brackets => "copies: everything, in the edition’s brackets",
        Copying::Plain => "copies: as the view shows it, […] for what is left out",
        Copying::Notes => "copies: everything in brackets, the notes below",
        Copying::Cited => "copies: everything in brackets, a citation below",
    })
}

/// Shows the next colours.
pub(super) fn next_theme(settings: &mut Settings) -> Said {
    settings.theme = settings.theme.next();
    say(format!("colours: {}", settings.theme))
}
