//! Reading: from the bytes of a file to documents, in every format; beside a bare pass over the same bytes: for XML that of
//! an event reader, else a check that they are UTF-8. A volume of an edition is read as well, where one lies beside the
//! project.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use manicule::source::{self, Alone};

use super::sources::{html, native, page, tei};

/// A letter and a volume. A reader's time is linear, so that more would say no more.
const SIZES: &[(&str, usize)] = &[("7 KB", 7_000), ("4 MB", 4_000_000)];

/// A volume of FRUS, 4 MB.
const VOLUME: &str = "../shared/sources/tei/frus/frus1949v07p2.xml";

/// Measures reading.
pub(crate) fn costs(criterion: &mut Criterion) {
    let formats = [
        ("pasted page", "page.txt", page as fn(usize) -> String),
        ("web page", "page.html", html),
        ("native", "native.txt", native),
        ("TEI", "volume.xml", tei),
    ];
    for (format, name, make) in formats {
        let mut texts: Vec<(&str, String)> = SIZES
            .iter()
            .map(|&(size_name, size)| (size_name, make(size)))
            .collect();
        if format == "TEI" {
            let volume = std::fs::read_to_string(VOLUME).ok();
            texts.extend(volume.map(|text| ("an edition's 4 MB", text)));
        }
        let mut group = criterion.benchmark_group(format!("reading {format}"));
        group.sample_size(10);
        for (size_name, text) in texts {
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new("a bare pass", size_name), |bencher| {
                bencher.iter(|| bare_pass(format, black_box(&text)));
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

/// The least that a reader of the format has to do.
fn bare_pass(format: &str, text: &str) -> usize {
    if format != "TEI" {
        return std::str::from_utf8(text.as_bytes()).map_or(0, str::len);
    }
    let mut reader = quick_xml::Reader::from_str(text);
    let mut events = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, quick_xml::events::Event::Eof) {
            break;
        }
        events += 1;
    }
    events
}
