//! What the program's work costs, and how the cost grows with the document. `cargo bench` measures all;
//! `cargo bench -- search` what has “search” in its name.

mod frame;
mod layout;
mod reading;
mod search;
mod sources;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    costs,
    reading::costs,
    layout::costs,
    frame::costs,
    search::costs
);
criterion_main!(costs);
