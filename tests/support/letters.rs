//! Letters with notes, comments and changes, and what a reader must find in them: worked out from the letters alone.

/// What stands in a letter, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// Words.
    Text(&'static str),
    /// A footnote's body.
    Footnote(&'static str),
    /// An endnote's body.
    Endnote(&'static str),
    /// Words, who comments on them, and what they say.
    Comment(&'static str, &'static str, &'static str),
    /// Words and who put them in.
    Inserted(&'static str, &'static str),
    /// Words and who struck them out.
    Deleted(&'static str, &'static str),
    /// The next paragraph begins.
    Paragraph,
}

use Part::{Comment, Deleted, Endnote, Footnote, Inserted, Paragraph, Text};

/// Five letters.
pub(crate) const LETTERS: [&[Part]; 5] = [
    &[
        Text("The lamp at the north mole"),
        Footnote("Built in 1780."),
        Text(" is "),
        Deleted("whole", "A. Holm"),
        Inserted("broken", "A. Holm"),
        Text("."),
        Paragraph,
        Text("Nobody "),
        Comment("was told", "E. Varga", "By whom?"),
        Text("; see the log."),
        Footnote("1 May, in the hand of the clerk."),
    ],
    &[
        Text("Sir,"),
        Paragraph,
        Text("the stair"),
        Endnote("Of iron."),
        Text(" stays dark"),
        Footnote("It is dark at noon."),
        Text(", and "),
        Inserted("the keeper ", "O. Strand"),
        Text("refuses"),
        Endnote("So his own letter."),
        Text(" to go up."),
    ],
    &[
        Comment("All", "A. Holm", "All of them?"),
        Text(" lamps are "),
        Comment(
            "the property of all",
            "E. Varga",
            "So the first printing; compare p. 3.",
        ),
        Text("."),
        Deleted(" Whoever breaks one breaks his own.", "E. Varga"),
        Footnote("Varga, On the Lamps, p. 4."),
    ],
    &[
        Text("Oil: 12 barrels"),
        Footnote("First."),
        Text(", 7"),
        Footnote("Second."),
        Text(" of them spoilt"),
        Footnote("Third."),
        Paragraph,
        Inserted("Wicks: none.", "Clerk of the port"),
        Paragraph,
        Text("Signed by two keepers & a clerk"),
        Endnote("The names are cut off."),
        Text("."),
    ],
    &[
        Text("“So be it”"),
        Footnote("In the original: “sic”."),
        Text(" wrote "),
        Deleted("Anna", "O. Strand"),
        Comment("Ada", "O. Strand", "The log has Ada."),
        Text(", and left"),
        Deleted(".", "O. Strand"),
        Inserted(" for Halden.", "O. Strand"),
    ],
];

/// What a letter says, worked out from its parts alone: the text, and each note, comment and change, as `shown` shows them.
pub(crate) fn expected(letter: &[Part]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut said = Vec::new();
    let (mut footnotes, mut endnotes) = (0, 0);
    let numerals = ["i", "ii", "iii"];
    for &part in letter {
        let start = text.len();
        let (words, said_here) = match part {
            Text(words) => (words, None),
            Footnote(body) => {
                footnotes += 1;
                (
                    "",
                    Some(format!("note by -: @{start} {footnotes} = {body}")),
                )
            }
            Endnote(body) => {
                endnotes += 1;
                let label = numerals[endnotes - 1];
                ("", Some(format!("note by -: @{start} {label} = {body}")))
            }
            Comment(words, author, body) => (
                words,
                Some(format!(
                    "editors-note by {author}: {words}@{start} - = {body}"
                )),
            ),
            Inserted(words, author) => (
                words,
                Some(format!("addition by {author}: {words}@{start}")),
            ),
            Deleted(words, author) => (
                words,
                Some(format!("deletion by {author}: {words}@{start}")),
            ),
            Paragraph => ("\n", None),
        };
        text.push_str(words);
        said.extend(said_here);
    }
    said.sort();
    (text, said)
}
