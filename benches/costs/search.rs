//! Searching: folding a document once, and finding in it; beside a bare scan of the same bytes.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use manicule::search::{Folded, Query};

use super::sources::{Language, SIZES, document};

/// Measures the search.
pub(crate) fn costs(criterion: &mut Criterion) {
    for (name, size) in SIZES {
        for (language, language_name, word) in [
            (Language::English, "English", "Soviet"),
            (Language::Russian, "Russian", "советским"),
        ] {
            let document = document(*size, language);
            let folded = Folded::new(&document);
            let mut group = criterion.benchmark_group(format!("search {name} {language_name}"));
            group.sample_size(10);
            group.throughput(Throughput::Bytes(document.text().len() as u64));
            group.bench_function("a bare scan", |bencher| {
                bencher.iter(|| {
                    memchr::memmem::find(document.text().as_bytes(), black_box(b"needle"))
                });
            });
            let needle = Query::new("needle").expect("a query");
            group.bench_function("one hit at the end", |bencher| {
                bencher.iter(|| folded.find(&document, black_box(&needle)).next());
            });
            let common = Query::new(word).expect("a query");
            group.bench_function("the first of many hits", |bencher| {
                bencher.iter(|| folded.find(&document, black_box(&common)).next());
            });
            group.bench_function("all of many hits", |bencher| {
                bencher.iter(|| folded.find(&document, black_box(&common)).count());
            });
            group.bench_function("folding the document", |bencher| {
                bencher.iter(|| Folded::new(black_box(&document)));
            });
            group.finish();
        }
    }
}
