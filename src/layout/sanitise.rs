//! Text made safe for a terminal: everything that a terminal would act on, or that would not be seen, as a visible symbol.
//!
//! Knows nothing of documents.

use std::borrow::Cow;

/// The text with every control character replaced by a visible symbol.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(
            text.chars()
                .map(|c| if c.is_control() { '\u{fffd}' } else { c })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}
