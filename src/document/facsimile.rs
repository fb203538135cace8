//! Where on the images of a source its text stands: surfaces, which are images of pages, and zones in them, as TEI names them
//! (P5, chapter 12).
//!
//! Nothing shows them yet; they are kept so that an image can be shown beside its text. Knows nothing of image files.

use super::span::Place;

/// The images of a document, and where on them its text stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facsimile {
    /// The images, in the order of the text.
    pub surfaces: Vec<Surface>,
    /// The zones, by the places where their text begins.
    pub zones: Vec<Zone>,
}

/// The image of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// Its file, as the source names it.
    pub image: Option<String>,
    /// Its width and height.
    pub size: Option<(u32, u32)>,
    /// In what its zones are measured.
    pub unit: MeasuringUnit,
}

/// In what places on an image are measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MeasuringUnit {
    /// Pixels of the image.
    #[default]
    Pixel,
    /// Tenths of a millimetre of the paper (ALTO's `mm10`).
    TenthOfMillimetre,
    /// 1/1200 of an inch of the paper (ALTO's `inch1200`).
    Inch1200,
}

/// A part of an image whose text begins at a place of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Where its text begins; it goes on to the next zone of its kind.
    pub place: Place,
    /// Which surface it lies on.
    pub surface: usize,
    /// What it holds.
    pub kind: ZoneKind,
    /// Its corners, from the image's upper left, x before y; a box has two.
    pub outline: Box<[(i32, i32)]>,
}

/// What a zone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneKind {
    /// A region: a paragraph, a column, a table.
    Region,
    /// A line.
    Line,
}

impl Facsimile {
    /// The zone of this kind in which the text at `place` stands.
    pub fn zone_at(&self, place: Place, kind: ZoneKind) -> Option<&Zone> {
        let after = self.zones.partition_point(|zone| zone.place <= place);
        let before = self.zones.get(..after)?;
        before.iter().rev().find(|zone| zone.kind == kind)
    }
}

impl Zone {
    /// The box round it: left, top, right, bottom.
    pub fn bounds(&self) -> Option<(i32, i32, i32, i32)> {
        bounds(&self.outline)
    }
}

/// The box round some points: left, top, right, bottom.
pub fn bounds(outline: &[(i32, i32)]) -> Option<(i32, i32, i32, i32)> {
    let xs = || outline.iter().map(|(x, _)| *x);
    let ys = || outline.iter().map(|(_, y)| *y);
    Some((xs().min()?, ys().min()?, xs().max()?, ys().max()?))
}
