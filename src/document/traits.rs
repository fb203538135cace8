//! What a kind of annotation means, and to whom.
//!
//! The vocabulary of the table of kinds; the table itself is [`table`](super::table). Knows nothing of screens, colours or
//! widths: a [`Look`] says what the reader should see, each theme says how.

use super::content::{Kind, Property};
use super::layer::Layer;

/// All that is said of one kind, in one place. Whoever treats kinds differently reads it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// The kind.
    pub kind: Kind,
    /// What it is called in running words: "added by hand".
    pub name: &'static str,
    /// The layer that switches it; none for what belongs to the text itself.
    pub layer: Option<Layer>,
    /// What it does to the text that it covers.
    pub effect: TextEffect,
    /// How its text should look.
    pub look: Look,
    /// What the margin says of it.
    pub margin: Margin,
    /// When the margin says it.
    pub speaks: Speaks,
    /// The signs round its stretch where its layer is inline and the source printed none.
    pub around: Around,
    /// The sign at its place where it covers no text, its layer is inline and the source printed none.
    pub at: At,
    /// Its signs in Leiden notation.
    pub leiden: Leiden,
    /// The sign at its place where it covers no text and its explanation is in the margin.
    pub quiet: Quiet,
    /// The property that a source means which says something of it without naming what: a page's number, a person's identity.
    pub main_property: Option<Property>,
    /// Whether it has a body that is text about the text.
    pub is_note: bool,
}

/// What an annotation does to the text that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEffect {
    /// The covered text is there only because of it: an addition, a supplied word.
    Adds,
    /// The covered text has been taken out by it: a deletion.
    Removes,
    /// The document's word, for which the editor may put another beside it; alone, it only marks.
    Replaced,
    /// The editor's word for one that stands beside it; alone, it only marks. Of several, the first is read.
    Replaces,
    /// What others read instead of a lemma beside it; without a lemma, the first reading only marks.
    Varies,
    /// One of several doubtful readings of one place, of which the first is read.
    Rivals,
    /// The covered text is on the paper and none of what the document says: a running head, a sign of insertion. Clean views
    /// leave it out.
    Beside,
    /// The covered text stands with it and without it.
    Marks,
}

/// How the text of an annotation should look. Which colour and which attribute that is, each theme decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Like the text round it.
    Plain,
    /// By a hand.
    Handwriting,
    /// Struck out by a hand.
    Deletion,
    /// Underlined or marked by a hand.
    Highlight,
    /// Not the document's: quieter than its text.
    Editorial,
    /// Something that the margin or the apparatus has more to say of.
    Questioned,
    /// Printed on the paper before the text was written, or stamped on it.
    Form,
    /// A sign of where the source breaks.
    Break,
    /// Italic in the source.
    Italic,
    /// Bold in the source.
    Bold,
    /// Underlined in the source, or leading somewhere.
    Underlined,
}

/// What the margin says. Where a kind covers words, they are quoted before what is said here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// Its name.
    Name,
    /// These words, and nothing quoted.
    Words(&'static str),
    /// The quotation and these words.
    Quoted(&'static str),
    /// The quotation, a colon and its name.
    Explained,
    /// What a hand did: with words covered, and without.
    Done(&'static str, &'static str),
    /// The quotation, and what the source calls it; these words if it does not say.
    Called(&'static str),
    /// That another hand begins, and whose.
    Shift,
    /// What a hand put in or took out, and for what.
    Exchange(&'static str),
    /// The doubtful readings.
    Doubt,
    /// How much is missing and why; these words if the source does not say why.
    Loss(&'static str),
    /// What is printed in the source where the editor reads otherwise.
    Spelling {
        /// What is said where no other word stands beside it.
        alone: Option<&'static str>,
        /// What is said behind the source's word.
        from: &'static str,
    },
    /// What the witnesses read.
    Readings,
    /// Its number after an abbreviation; the words, if it has none.
    Numbered(&'static str, &'static str),
    /// What it says beyond its kind, else its name.
    Said,
    /// Where the picture is.
    Picture,
    /// Its body and nothing before it.
    Body,
    /// Its name, then its body.
    NamedBody,
    /// The field that it is about, if it is about one, or a remark; then its body.
    About,
}

/// When an annotation has something to say in the margin, its layer being shown there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// Never: it belongs to the text.
    Never,
    /// Unless its text is left out.
    WhereShown,
    /// Unless an addition in its group says it too.
    UnlessReplaced,
    /// If the source says something of it; what it is, everybody sees.
    WithRemark,
    /// If there are other readings.
    WithReadings,
    /// Unless it is a short blank.
    UnlessShort,
    /// If it has a number.
    WithNumber,
    /// For every fifth number, as editions print them.
    EveryFifth,
    /// If it has words: a stretch that was only highlighted has none.
    WithBody,
    /// If the source says who or what is meant; a key to a list that is not there says nothing.
    WithIdentity,
}

/// The signs round a stretch, as archives print them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// None.
    Nothing,
    /// `[label: …]`.
    Label(&'static str),
    /// `[handwritten by …: …]`.
    Hand,
    /// These.
    Signs(&'static str, &'static str),
    /// `… [sic]`; in brackets behind the editor's word.
    Sic,
    /// In brackets behind the other version of the same words.
    Version,
    /// In brackets, with its witnesses.
    Witnesses,
}

/// The sign at a place without text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// None.
    Nothing,
    /// `[3 lines illegible]`; the word, if the source does not say why.
    Loss(&'static str),
    /// `[…]`, `[3 lines left out]`.
    LeftOut,
    /// `[word]`.
    Word(&'static str),
    /// `[handwritten by …]`.
    Hand,
    /// `[another hand: …]`.
    Shift,
    /// `[→ d12]`: where it leads.
    Target,
    /// `[page 602]`.
    Numbered(&'static str),
    /// `/`, `/5/ `.
    Line,
    /// What it says beyond its kind, in brackets.
    Said,
    /// `[picture: …]`.
    Picture,
    /// `[B: omitted]`.
    Witnesses,
    /// The figure of a note.
    Figure,
}

/// The signs of Leiden notation (`EpiDoc` Guidelines, "Summary of the Leiden conventions").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leiden {
    /// It has none: the printed signs stand.
    Nothing,
    /// Round its stretch.
    Around(&'static str, &'static str),
    /// Round its stretch, by why it was supplied.
    Supplied,
    /// A dot under every letter.
    Dotted,
    /// For lost text: a dot for every letter, or how much it is.
    Loss,
    /// For a blank: `vac.` and how much it is.
    Vacat,
    /// At its place.
    At(&'static str),
}

/// The sign at a place without text beside a margin that explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quiet {
    /// None.
    Nothing,
    /// For text that is not there: how much of it, where that is a line at least, and why.
    Loss,
    /// For text that the editor left out.
    Ellipsis,
    /// For the end of a page or a column.
    Break,
    /// The same, for every fifth line.
    FifthBreak,
    /// For something by a hand or on a form of which the source gives no words.
    Place,
    /// For a place that is blank in the source: nothing but the blank, if it is short.
    Blank,
    /// For a reference without words: where it leads. Like the figure of a note it is left out where notes are.
    Target,
}
