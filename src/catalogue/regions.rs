//! Where in a document's text its notes and layers stand: the fields that a query may ask for by name.

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::numbers::{push_number, read_number};
use super::words::{GAP, add_words};
use crate::document::{Annotation, Document, FlowId, Layer, Place, Span};

/// A field of the full-text index: a part of what a document says.
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
#[strum(serialize_all = "kebab-case")]
pub enum TextField {
    /// The main text.
    Text,
    /// The bodies of footnotes, source notes and the like.
    Notes,
    /// Title, sender, archive and every other fact.
    Metadata,
    /// What a hand added, struck out or wrote beside the text.
    Handwriting,
    /// Words put in by the editor or translator.
    Supplied,
    /// Doubtful readings.
    Uncertain,
    /// Corrected, regularised and expanded words, and what stands for them in the source.
    Regularised,
    /// What other witnesses read.
    Variants,
    /// Stamps, letterheads, classification.
    Form,
    /// Names of persons, places and organisations; dates; terms.
    Names,
    /// Commentary beside the document.
    Commentary,
    /// The reader's own notes.
    Own,
}

impl TextField {
    /// The name of its column in the index, and of `in:NAME`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The field of a layer; none for breaks, which have no words.
    pub fn of_layer(layer: Layer) -> Option<Self> {
        Some(match layer {
            Layer::Handwriting => Self::Handwriting,
            Layer::Supplied => Self::Supplied,
            Layer::Uncertain => Self::Uncertain,
            Layer::Notes => Self::Notes,
            Layer::Regularised => Self::Regularised,
            Layer::Variants => Self::Variants,
            Layer::Form => Self::Form,
            Layer::Breaks => return None,
            Layer::Names => Self::Names,
            Layer::Commentary => Self::Commentary,
            Layer::Own => Self::Own,
        })
    }

    /// Whether its stretches are whole flows, each ending with its line feed: the main text, or notes.
    pub fn is_of_flows(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Notes | Self::Commentary | Self::Own
        )
    }

    /// Whether its stretches are what annotations cover, anywhere in the flows.
    pub fn is_of_layer(self) -> bool {
        !self.is_of_flows() && self != Self::Metadata
    }

    fn number(self) -> u64 {
        self as u64
    }
}

/// The fields searched where a query names none.
pub const EVERYWHERE: &[TextField] = &[
    TextField::Text,
    TextField::Notes,
    TextField::Metadata,
    TextField::Commentary,
    TextField::Own,
];

/// The stretches of a document's text that each field covers, in the order of the text within a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions(Vec<(TextField, Span)>);

impl Regions {
    /// The regions of a document.
    pub fn of(document: &Document) -> Self {
        let mut regions = Vec::new();
        for (number, flow) in document.flows().iter().enumerate() {
            let field = if FlowId(number) == FlowId::MAIN {
                Some(TextField::Text)
            } else {
                let owner = document.annotation_of_flow(FlowId(number));
                let owner = owner.map(|owner| document.annotation(owner));
                let beside = owner.filter(|owner| !owner.is_edition_note());
                let layer = beside.and_then(Annotation::layer);
                layer.map_or(Some(TextField::Notes), TextField::of_layer)
            };
            regions.extend(field.map(|field| (field, flow.span)));
        }
        for annotation in document.annotations() {
            let field = annotation.layer().and_then(TextField::of_layer);
            // A note's words are its body; what it is anchored to is the text's.
            if let Some(field) =
                field.filter(|_| !annotation.kind().is_note() && !annotation.span.is_empty())
            {
                regions.push((field, annotation.span));
            }
        }
        regions.sort();
        regions.dedup();
        Self(regions)
    }

    /// The stretches of a field.
    pub fn of_field(&self, field: TextField) -> impl Iterator<Item = Span> + '_ {
        self.0
            .iter()
            .filter(move |(of, _)| *of == field)
            .map(|&(_, span)| span)
    }

    /// The flow that a stretch stands in, the main text or a note; the stretch itself if there is none.
    pub fn flow_round(&self, span: Span) -> Span {
        let mut flows = self
            .0
            .iter()
            .filter(|(field, flow)| field.is_of_flows() && flow.covers(span));
        flows.next().map_or(span, |&(_, flow)| flow)
    }

    /// The words of each field, folded, with gaps between stretches; `Metadata` is left empty.
    pub fn words(&self, text: &str) -> Vec<(TextField, String)> {
        let mut fields: Vec<(TextField, String)> = TextField::iter()
            .map(|field| (field, String::new()))
            .collect();
        for &(field, span) in &self.0 {
            let Some((_, words)) = fields.iter_mut().find(|(of, _)| *of == field) else {
                continue;
            };
            if !words.is_empty() {
                words.push(' ');
                words.push_str(GAP);
            }
            add_words(span.of(text), words);
        }
        fields
    }

    /// The regions as bytes: field, distance from the last start of the field, length, each as a variable-length number.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * 4);
        let mut last = (None, 0);
        for &(field, span) in &self.0 {
            let from = if last.0 == Some(field) { last.1 } else { 0 };
            for number in [
                field.number(),
                (span.start - from) as u64,
                span.len() as u64,
            ] {
                push_number(number, &mut bytes);
            }
            last = (Some(field), span.start);
        }
        bytes
    }

    /// The regions from such bytes; as many as can be understood.
    pub fn from_bytes(mut bytes: &[u8]) -> Self {
        let fields: Vec<TextField> = TextField::iter().collect();
        let mut regions = Vec::new();
        let mut last: (Option<TextField>, Place) = (None, 0);
        while let Some(region) = read_region(&mut bytes, &fields, last) {
            last = (Some(region.0), region.1.start);
            regions.push(region);
        }
        Self(regions)
    }
}

fn read_region(
    bytes: &mut &[u8],
    fields: &[TextField],
    last: (Option<TextField>, Place),
) -> Option<(TextField, Span)> {
    let field = *fields.get(read_number(bytes)?)?;
    let from = if last.0 == Some(field) { last.1 } else { 0 };
    let start = from.checked_add(read_number(bytes)?)?;
    let length = read_number(bytes)?;
    Some((field, Span::new(start, start.checked_add(length)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_come_back_from_their_bytes() {
        let regions = Regions(vec![
            (TextField::Text, Span::new(0, 300)),
            (TextField::Notes, Span::new(300, 310)),
            (TextField::Notes, Span::new(310, 90_000)),
            (TextField::Handwriting, Span::new(5, 5 + 128)),
        ]);
        assert_eq!(Regions::from_bytes(&regions.to_bytes()), regions);
    }

    #[test]
    fn cut_bytes_give_the_regions_before_the_cut() {
        let regions = Regions(vec![
            (TextField::Text, Span::new(0, 300)),
            (TextField::Notes, Span::new(300, 310)),
        ]);
        let bytes = regions.to_bytes();
        let cut = Regions::from_bytes(&bytes[..bytes.len() - 1]);
        assert_eq!(cut, Regions(regions.0[..1].to_vec()));
    }
}
