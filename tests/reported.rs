//! Files from public reports of other programs' faults, read as a scholar expects.
//!
//! They lie outside of the project; where they are absent, the test says so and passes, except under CI.

#[path = "support/shown.rs"]
mod seen;

use std::path::Path;

use manicule::source::{self, Alone};
use manicule::view::NamedView;
use seen::{margin, shown};

/// What the annotated view and the margin must have of each reported file, and what they must not.
const REPORTED: &[(&str, &[&str], &[&str])] = &[
    (
        "ap2.xml",
        &[
            "Arma virumque cano",
            "Arma virumque ] B: “Armaque”",
            "C: “canam”",
        ],
        &["Armaque cano"],
    ),
    (
        "apx.xml",
        &["cat ] B: “kat”; C D: “catt”; X: “catte”", "in ras.", "δὲ τ"],
        &["catkat"],
    ),
    (
        "back1.xml",
        &[
            "lamp¹ was",
            "door² was",
            "cat³ slept",
            "paragraph⁴ here",
            "2 The north door.",
        ],
        &[],
    ),
    (
        "back2.xml",
        &["lamp¹ was", "door² was", "slept³", "4 Orphan."],
        &[],
    ),
    (
        "ch2.xml",
        &[
            "complibus and one and",
            "Mister ] “Mr” as written; or “Master”",
        ],
        &["onetwo", "~m"],
    ),
    ("ch3.xml", &["A New and x y.", "“Olde”", "z"], &["OldeOld"]),
    (
        "fr.xml",
        &[
            "Text [1 line not declassified] more.",
            "\nTab A\nAttached³",
            "[Source: Archive.]",
        ],
        &["* source note"],
    ),
    ("gg.xml", &["Perusal of th̄e ▪ x"], &["cmbAbbrStroke"]),
    (
        "gl.xml",
        &[
            "alpha [3 lines lost] beta [lost] gammadelta",
            "an unknown number of characters lost",
        ],
        &["alphabeta"],
    ),
    ("hib5.xml", &["a\nx"], &[]),
    (
        "inc.xml",
        &["Before", "Fallback", "[file missing]"],
        &["Before\nFallback"],
    ),
    ("lo.xml", &["13. Names\n14. Tables"], &[]),
    (
        "np.xml",
        &["A word¹. Other²", "“end”³, and (paren⁴) x."],
        &["word ¹"],
    ),
    (
        "nt2.xml",
        &["1 On maps⁸", "8 foot: Signs.", "9 foot: Loose note."],
        &["*  ,"],
    ),
    (
        "pl.xml",
        &["margin, h1: Marginal", "a foot: B", "x, y: R", "(empty)"],
        &[", margin", "#y"],
    ),
    (
        "so2.xml",
        &[
            "Seg one¹ and seg two²",
            "1 Plain.",
            "2 English.",
            "3 Deutsch.",
            "4 Span gloss.",
            "5 LA.",
        ],
        &[],
    ),
    (
        "sp2.xml",
        &["Tenet Iaso and planned thing next"],
        &["plan ned", "thingnext"],
    ),
    (
        "tr.xml",
        &["Salve.\nHello.\nOn greeting.", "Salve ] “Salue”"],
        &["SalveSalue"],
    ),
    (
        "tr2.xml",
        &[
            "24th and [gone] under dim",
            "“gone” deleted by hand, struck",
        ],
        &["strikethrough:true"],
    ),
    (
        "un.xml",
        &["One¹ two² three³.", "1 first", "2 second", "3 third"],
        &["*"],
    ),
    ("xxe.xml", &["X:&x; R:&r; H:&h;"], &["root:", "aaaa"]),
];

#[test]
#[expect(clippy::print_stderr, reason = "what a test leaves out is said")]
fn reported_files_are_read_as_a_scholar_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/reported");
    if !folder.is_dir() {
        assert!(
            std::env::var_os("CI").is_none(),
            "no reported cases at {}",
            folder.display()
        );
        eprintln!("skipped: no reported cases at {}", folder.display());
        return;
    }
    let mut wrong = Vec::new();
    for (name, wanted, unwanted) in REPORTED {
        let bytes = std::fs::read(folder.join(name)).expect("readable");
        let reading = source::read(name, bytes, &Alone).expect("text");
        let mut all = String::new();
        for document in &reading.documents {
            all.push_str(&shown(document, NamedView::Annotated));
            all.push('\n');
            all.push_str(&margin(document).join("\n"));
            all.push('\n');
        }
        let missing = wanted.iter().filter(|words| !all.contains(**words));
        wrong.extend(missing.map(|words| format!("{name}: no `{words}` in\n{all}")));
        let more = unwanted.iter().filter(|words| all.contains(**words));
        wrong.extend(more.map(|words| format!("{name}: `{words}` in\n{all}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
