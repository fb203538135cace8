//! What the program's work costs, and how the cost grows with the document. `cargo bench` measures all;
//! `cargo bench -- search` what has “search” in its name.

mod layout;
mod search;
mod sources;

use criterion::{criterion_group, criterion_main};

criterion_group!(costs, search::costs, layout::costs);
criterion_main!(costs);
