//! The query line of the reading room while a query is typed.

use super::Typing;

/// The query line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Everywhere {
    /// What was typed.
    pub typed: String,
    /// Which of the earlier queries it shows, counted from the last; 0 for none.
    recalled: usize,
}

impl Everywhere {
    /// The line with a query in it, to be changed.
    pub fn of(typed: &str) -> Self {
        Self {
            typed: typed.to_owned(),
            recalled: 0,
        }
    }

    /// Types.
    pub fn type_in(&mut self, typing: Typing) {
        typing.change(&mut self.typed);
    }

    /// Shows an earlier query, or a later one again.
    pub fn recall(&mut self, history: &[String], by: isize) {
        let wanted = self.recalled.saturating_add_signed(-by);
        self.recalled = wanted.min(history.len());
        let earlier = history.len().checked_sub(self.recalled);
        let query = earlier.and_then(|at| history.get(at));
        query
            .map(String::as_str)
            .unwrap_or_default()
            .clone_into(&mut self.typed);
    }
}
