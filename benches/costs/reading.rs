//! Reading: from the bytes of a file to documents, in every format; beside a bare check that the same bytes are UTF-8.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use manicule::source::{self, Alone};

use super::sources::{native, page, tei};

/// A letter and a volume. A reader's time is linear, so that more would say no more.
const SIZES: &[(&str, usize)] = &[("7 KB", 7_000), ("4 MB", 4_000_000)];

/// Measures reading.
pub(crate) fn costs(criterion: &mut Criterion) {
    let formats = [
        ("pasted page", "page.txt", page as fn(usize) -> String),
        ("native", "native.txt", native),
        ("TEI", "volume.xml", tei),
    ];
    for (format, name, make) in formats {
        let mut group = criterion.benchmark_group(format!("reading {format}"));
        group.sample_size(10);
        for (size_name, size) in SIZES {
            let text = make(*size);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new("a bare pass", size_name), |bencher| {
                bencher.iter(|| std::str::from_utf8(black_box(text.as_bytes())));
            });
            group.bench_function(BenchmarkId::new("reading", size_name), |bencher| {
                bencher.iter_batched(
                    || text.clone().into_bytes(),
                    |bytes| source::read(name, bytes, &Alone),
                    BatchSize::PerIteration,
                );
            });
        }
        group.finish();
    }
}
