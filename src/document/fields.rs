//! The fields of the metadata: one list of them, and how each is read out of the metadata.
//!
//! A new field is a variant of [`FieldName`], its place in [`Metadata::value`] and [`Metadata`] itself, and a row of the
//! [table](FieldName::traits). The compiler names the rest, for nothing asks for fields with a wildcard.

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::metadata::{ArchivalReference, Date, Field, Metadata, Party, ReferencePart};

/// A field of the metadata, by the path that the native format and commentaries call it by. The order is that of the table
/// of fields and of the metadata pane.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum FieldName {
    /// The title.
    Title,
    /// All that is known of how it went from sender to addressee.
    Transmission,
    /// Who sent it.
    #[strum(serialize = "transmission.from")]
    From,
    /// Whom it is addressed to.
    #[strum(serialize = "transmission.to")]
    To,
    /// For whom else it is.
    #[strum(serialize = "transmission.copies_to")]
    CopiesTo,
    /// Its dates.
    Dates,
    /// By what way it went.
    #[strum(serialize = "transmission.channel")]
    Channel,
    /// Its serial number.
    #[strum(serialize = "transmission.number")]
    Number,
    /// How secret it is.
    #[strum(serialize = "transmission.classification")]
    Classification,
    /// How urgent it is.
    #[strum(serialize = "transmission.urgency")]
    Urgency,
    /// The clerk who sent it.
    #[strum(serialize = "transmission.sent_by")]
    SentBy,
    /// When it was sent.
    #[strum(serialize = "transmission.sent_at")]
    SentAt,
    /// The clerk who received it.
    #[strum(serialize = "transmission.received_by")]
    ReceivedBy,
    /// When it was received.
    #[strum(serialize = "transmission.received_at")]
    ReceivedAt,
    /// Where the original lies.
    Archive,
    /// The archive or library where it lies.
    #[strum(serialize = "archive.repository")]
    Repository,
    /// The reference as printed.
    #[strum(serialize = "archive.reference")]
    Reference,
    /// The parts of the reference.
    #[strum(serialize = "archive.parts")]
    ReferenceParts,
    /// Further archives that hold it.
    OtherArchives,
    /// All that is known of who made this text of it available.
    Edition,
    /// Who found or gave it.
    #[strum(serialize = "edition.contributor")]
    Contributor,
    /// Who translated it.
    #[strum(serialize = "edition.translator")]
    Translator,
    /// Who edited it.
    #[strum(serialize = "edition.editor")]
    Editor,
    /// Who published it.
    #[strum(serialize = "edition.publisher")]
    Publisher,
    /// Who paid for it.
    #[strum(serialize = "edition.funder")]
    Funder,
    /// Its number in the archive's catalogue.
    RecordId,
    /// When the archive put it on its site.
    Uploaded,
    /// What sort of document it is.
    Genre,
    /// The languages of the text.
    Languages,
    /// An account of what it says.
    Summary,
    /// On what terms it may be used.
    #[strum(serialize = "edition.rights")]
    Rights,
    /// Every other field.
    Other,
}

/// What is given of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldValue<'a> {
    /// Words.
    Text(&'a str),
    /// Words, of which there may be several: languages.
    Texts(&'a [String]),
    /// A moment in ISO 8601.
    Moment(&'a str),
    /// Dates.
    Dates(&'a [Date]),
    /// Persons or bodies.
    Parties(&'a [Party]),
    /// Archival references.
    Archives(&'a [ArchivalReference]),
    /// The parts of a reference.
    Parts(&'a [ReferencePart]),
    /// Fields named by the source.
    Fields(&'a [Field]),
}

/// How a field is shown: a row of the table of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldTraits {
    /// The field.
    pub field: FieldName,
    /// How the metadata pane shows it, which has little room. None for what it shows within another field, or elsewhere.
    pub pane: Option<PaneField>,
    /// How print and what is made from it show it, where it is not shown within another field.
    pub print: Option<PrintField>,
}

/// A field in the metadata pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaneField {
    /// The group of fields that it stands in.
    pub group: PaneGroup,
    /// What it is called there, in at most ten letters.
    pub label: &'static str,
    /// Of which documents a reader looks for it: it is then said to be "not given" where it is not.
    pub wanted: Wanted,
}

/// Of which documents a reader looks for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Of none.
    Never,
    /// Of those that are sent.
    IfSent,
    /// Of all.
    Always,
}

/// The groups of the metadata pane, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumIter)]
pub enum PaneGroup {
    /// From whom to whom, when and how.
    Transmission,
    /// Where the original lies.
    Archive,
    /// Who made it available.
    Edition,
    /// Everything else.
    Rest,
}

/// A field in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintField {
    /// Whether it stands above the text or below it.
    pub side: Side,
    /// Its place among those on its side.
    pub rank: u8,
    /// What it is called there; the title has no label.
    pub label: &'static str,
}

/// Above or below the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above: what a reader wants to know first.
    Above,
    /// Below.
    Below,
}

impl FieldName {
    /// How it is shown.
    pub fn traits(self) -> FieldTraits {
        let (pane, print) = row(self);
        FieldTraits {
            field: self,
            pane,
            print,
        }
    }

    /// The name by which the front matter of the native format has it, or the table that it stands in there.
    pub fn table(self) -> &'static str {
        let path: &'static str = self.into();
        path.split_once('.').map_or(path, |(table, _)| table)
    }

    /// The fields that print shows on a side of the text, in their order.
    pub fn printed(side: Side) -> Vec<(Self, PrintField)> {
        let printed = Self::iter().filter_map(|field| Some((field, field.traits().print?)));
        let mut printed: Vec<_> = printed.filter(|(_, print)| print.side == side).collect();
        printed.sort_by_key(|(_, print)| print.rank);
        printed
    }
}

/// The table of fields: how the pane and how print shows each.
fn row(field: FieldName) -> (Option<PaneField>, Option<PrintField>) {
    use PaneGroup::{Archive, Edition, Rest, Transmission};
    use Side::{Above, Below};
    let of = |group, label, wanted| {
        Some(PaneField {
            group,
            label,
            wanted,
        })
    };
    let pane = |group, label| of(group, label, Wanted::Never);
    let sent = |group, label| of(group, label, Wanted::IfSent);
    let wanted = |group, label| of(group, label, Wanted::Always);
    let print = |side, rank, label| Some(PrintField { side, rank, label });
    match field {
        FieldName::Title => (None, print(Above, 0, "")),
        // What is known of the first two is shown field by field; the others are shown within the archive.
        FieldName::Transmission
        | FieldName::Edition
        | FieldName::Repository
        | FieldName::Reference
        | FieldName::ReferenceParts => (None, None),
        FieldName::From => (sent(Transmission, "From"), print(Above, 2, "From")),
        FieldName::To => (sent(Transmission, "To"), print(Above, 3, "To")),
        FieldName::CopiesTo => (pane(Transmission, "For"), print(Above, 4, "For")),
        FieldName::Dates => (wanted(Transmission, "Date"), print(Above, 1, "Date")),
        FieldName::Channel => (pane(Transmission, "Via"), print(Above, 5, "Via")),
        FieldName::Number => (pane(Transmission, "Number"), print(Above, 6, "Number")),
        FieldName::Classification => (
            pane(Transmission, "Secrecy"),
            print(Above, 7, "Classification"),
        ),
        FieldName::Urgency => (pane(Transmission, "Urgency"), print(Above, 8, "Urgency")),
        // Print says by whom and when in one line.
        FieldName::SentBy => (pane(Transmission, "Sent by"), print(Above, 9, "Sent")),
        FieldName::SentAt => (pane(Transmission, "Sent"), print(Above, 9, "Sent")),
        FieldName::ReceivedBy => (pane(Transmission, "Recd by"), print(Above, 10, "Received")),
        FieldName::ReceivedAt => (pane(Transmission, "Received"), print(Above, 10, "Received")),
        FieldName::Archive => (sent(Archive, "Archive"), print(Above, 11, "Archive")),
        FieldName::OtherArchives => (pane(Archive, "Archive"), print(Below, 3, "Also in")),
        FieldName::Contributor => (pane(Edition, "Given by"), print(Below, 4, "Contributor")),
        FieldName::Translator => (pane(Edition, "Translator"), print(Below, 5, "Translator")),
        FieldName::Editor => (pane(Edition, "Editor"), print(Below, 6, "Editor")),
        FieldName::Publisher => (pane(Edition, "Publisher"), print(Below, 7, "Publisher")),
        FieldName::Funder => (pane(Edition, "Funder"), print(Below, 8, "Funder")),
        FieldName::RecordId => (wanted(Edition, "Record ID"), print(Below, 9, "Record ID")),
        FieldName::Uploaded => (wanted(Edition, "Uploaded"), print(Below, 10, "Uploaded")),
        FieldName::Genre => (pane(Rest, "Genre"), print(Below, 0, "Genre")),
        FieldName::Languages => (pane(Rest, "Language"), print(Below, 2, "Language")),
        FieldName::Summary => (pane(Rest, "Summary"), print(Below, 1, "Summary")),
        FieldName::Rights => (pane(Rest, "Rights"), print(Below, 12, "Rights")),
        // Under the names that the source gives them.
        FieldName::Other => (pane(Rest, ""), print(Below, 11, "")),
    }
}

impl Metadata {
    /// What is given of a field. `None` where nothing is, and for what is given field by field.
    pub fn value(&self, field: FieldName) -> Option<FieldValue<'_>> {
        let sent = &self.transmission;
        let edition = &self.edition;
        let archive = self.archive.as_ref();
        let value = match field {
            FieldName::Transmission | FieldName::Edition => return None,
            FieldName::Title => FieldValue::Text(self.title.as_deref()?),
            FieldName::Genre => FieldValue::Text(self.genre.as_deref()?),
            FieldName::Summary => FieldValue::Text(self.summary.as_deref()?),
            FieldName::RecordId => FieldValue::Text(self.record_id.as_deref()?),
            FieldName::Uploaded => FieldValue::Text(self.uploaded.as_deref()?),
            FieldName::Languages => FieldValue::Texts(&self.languages),
            FieldName::Dates => FieldValue::Dates(&self.dates),
            FieldName::From => FieldValue::Parties(&sent.from),
            FieldName::To => FieldValue::Parties(&sent.to),
            FieldName::CopiesTo => FieldValue::Parties(&sent.copies_to),
            FieldName::Channel => FieldValue::Text(sent.channel.as_deref()?),
            FieldName::Number => FieldValue::Text(sent.number.as_deref()?),
            FieldName::Classification => FieldValue::Text(sent.classification.as_deref()?),
            FieldName::Urgency => FieldValue::Text(sent.urgency.as_deref()?),
            FieldName::SentBy => FieldValue::Text(sent.sent_by.as_deref()?),
            FieldName::SentAt => FieldValue::Moment(sent.sent_at.as_deref()?),
            FieldName::ReceivedBy => FieldValue::Text(sent.received_by.as_deref()?),
            FieldName::ReceivedAt => FieldValue::Moment(sent.received_at.as_deref()?),
            FieldName::Archive => FieldValue::Archives(self.archive.as_slice()),
            FieldName::Repository => FieldValue::Text(archive?.repository.as_deref()?),
            FieldName::Reference => FieldValue::Text(archive?.reference.as_deref()?),
            FieldName::ReferenceParts => FieldValue::Parts(&archive?.parts),
            FieldName::OtherArchives => FieldValue::Archives(&self.other_archives),
            FieldName::Contributor => FieldValue::Text(edition.contributor.as_deref()?),
            FieldName::Translator => FieldValue::Text(edition.translator.as_deref()?),
            FieldName::Editor => FieldValue::Text(edition.editor.as_deref()?),
            FieldName::Publisher => FieldValue::Text(edition.publisher.as_deref()?),
            FieldName::Funder => FieldValue::Text(edition.funder.as_deref()?),
            FieldName::Rights => FieldValue::Text(edition.rights.as_deref()?),
            FieldName::Other => FieldValue::Fields(&self.other),
        };
        let is_given = match value {
            FieldValue::Text(_) | FieldValue::Moment(_) => true,
            FieldValue::Texts(values) => !values.is_empty(),
            FieldValue::Dates(values) => !values.is_empty(),
            FieldValue::Parties(values) => !values.is_empty(),
            FieldValue::Archives(values) => !values.is_empty(),
            FieldValue::Parts(values) => !values.is_empty(),
            FieldValue::Fields(values) => !values.is_empty(),
        };
        is_given.then_some(value)
    }
}
