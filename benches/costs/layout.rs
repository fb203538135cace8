//! Layout: a screenful of lines, and notes in the margin.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use manicule::document::BlockId;
use manicule::layout::{Measure, lay_out, margin};
use manicule::view::View;

use super::sources::{Language, SIZES, document};

/// Paragraphs that fill a screen of 60 rows.
const SCREENFUL: usize = 8;

/// Measures layout.
pub(crate) fn costs(criterion: &mut Criterion) {
    screenful(criterion);
    placement(criterion);
}

/// A screenful from the middle of documents of all sizes: the cost must not grow with the document.
fn screenful(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout");
    for (name, size) in SIZES {
        let document = document(*size, Language::English);
        let view = View::default();
        let middle = document
            .flow_blocks(manicule::document::FlowId::MAIN)
            .count()
            / 2;
        let blocks: Vec<BlockId> = (middle..).map(BlockId).take(SCREENFUL).collect();
        let bytes: usize = blocks
            .iter()
            .map(|&block| document.block_text(block).len())
            .sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::new("a screenful", name), |bencher| {
            bencher.iter(|| {
                let lay_out =
                    |&block| lay_out(&document, block, black_box(&view), Measure::new(72));
                blocks
                    .iter()
                    .map(lay_out)
                    .map(|block| block.lines.len())
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

/// From ten notes to ten thousand, three rows each, wanted on every second row: more than there is room for.
fn placement(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("margin");
    for count in [10, 100, 1_000, 10_000] {
        let wants: Vec<margin::Want> = (0..count)
            .map(|note| margin::Want {
                row: note * 2,
                height: 3,
            })
            .collect();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("placing notes", count), |bencher| {
            bencher.iter(|| margin::place(black_box(&wants), Some(count / 2), 0));
        });
    }
    group.finish();
}
