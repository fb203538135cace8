//! hOCR: recognised text as a web page, of Tesseract, Kraken, `OCRopus`, the Internet Archive.
//!
//! Elements are known by their classes; what they say beyond their words stands in their titles. Text that is in no line, and
//! text that is on no page, is text all the same.
//!
//! Source: hOCR 1.2.

use std::collections::HashSet;

use super::sheet::{Line, Page, Piece, Region, RegionKind, Sheet};
use super::tags::style_tag;
use crate::document::{BlockKind, Field, Kind, Span};
use crate::source::html::{Content, Dom, NodeId, Stretch, is_block, kinds_of, parse};
use crate::source::ledger::Class;

/// Whether a web page is recognised text: something in it has the class of a page of text.
pub(in crate::source) fn is_hocr(text: &str) -> bool {
    const PAGE: &str = "ocr_page";
    text.match_indices(PAGE).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + PAGE.len()..).unwrap_or_default();
        let is_word =
            before.ends_with(['"', '\'', ' ', '=']) && behind.starts_with(['"', '\'', ' ', '>']);
        let tag = before.rfind('<').and_then(|tag| before.get(tag..));
        is_word && tag.is_some_and(|tag| tag.to_ascii_lowercase().contains("class"))
    })
}

/// Reads a file.
pub(super) fn read(source: &str, part: Span) -> Page {
    let text = part.of(source);
    let tree = parse(text);
    let mut reader = Hocr {
        tree: &tree,
        text,
        base: part.start,
        page: Page::default(),
        last: Last::default(),
        holders: holders(&tree),
    };
    reader.head();
    reader.walk();
    reader.page
}

/// The line being written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    /// The last has ended.
    #[default]
    Nothing,
    /// That of an element.
    Element(NodeId),
    /// Text that stands in no line's element.
    Loose,
}

/// Where the text being read belongs.
#[derive(Debug, Default, PartialEq, Eq)]
struct Last {
    page: Option<NodeId>,
    region: Option<NodeId>,
    line: Open,
}

struct Hocr<'t> {
    tree: &'t Dom,
    text: &'t str,
    /// Where the page begins in the source.
    base: usize,
    page: Page,
    last: Last,
    /// Elements with lines in them, which are then none themselves.
    holders: HashSet<NodeId>,
}

/// The elements in which lines stand.
fn holders(tree: &Dom) -> HashSet<NodeId> {
    let mut holders = HashSet::new();
    for id in tree.below(0) {
        if tree
            .classes(id)
            .any(|class| matches!(class, "ocr_line" | "ocrx_line"))
        {
            // What stands round one that is known is known.
            let new = tree.above(id).take_while(|&above| holders.insert(above));
            let _ = new.count();
        }
    }
    holders
}

impl Hocr<'_> {
    /// What the file says of its making.
    fn head(&mut self) {
        let tree = self.tree;
        for id in tree.below(0) {
            let tag = tree.element(id).and_then(|element| element.tag);
            let name = match (tree.name(id), tree.attribute(id, "name")) {
                ("meta", Some("ocr-system")) => "software",
                ("html", _) => {
                    let language = tree
                        .attribute(id, "lang")
                        .or(tree.attribute(id, "xml:lang"));
                    self.page.languages.extend(language.map(str::to_owned));
                    continue;
                }
                _ => continue,
            };
            if let (Some(value), Some(tag)) = (tree.attribute(id, "content"), tag) {
                self.page.fields.push(Field {
                    name: name.to_owned(),
                    value: value.to_owned(),
                });
                let span = tree.markup[tag].span.shifted(self.base);
                self.page
                    .claims
                    .push((span, Class::Metadata, "metadata of the file"));
            }
        }
    }

    fn walk(&mut self) {
        let tree = self.tree;
        let mut walk = tree.below(0);
        while let Some(id) = walk.next() {
            let apart = match tree.name(id) {
                "script" | "style" | "template" => Some((Class::Furniture, "script or style")),
                "head" => Some((Class::Metadata, "head of the page")),
                _ => None,
            };
            if let Some((class, detail)) = apart {
                for below in tree.below(id) {
                    if let Content::Text(stretches) = &tree.nodes[below].content {
                        let spans = stretches
                            .iter()
                            .map(|stretch| stretch.span().shifted(self.base));
                        self.page
                            .claims
                            .extend(spans.map(|span| (span, class, detail)));
                    }
                }
                walk.leave_out(id);
                continue;
            }
            match &tree.nodes[id].content {
                Content::Text(stretches) => self.stretches(id, stretches),
                Content::Element(_) if self.has_class(id, "ocr_page") => self.begin_page(id),
                Content::Element(_) if tree.name(id) == "br" => self.last.line = Open::Nothing,
                Content::Element(_) | Content::Other => {}
            }
        }
    }

    fn has_class(&self, id: NodeId, wanted: &str) -> bool {
        self.tree.classes(id).any(|class| class == wanted)
    }

    fn begin_page(&mut self, id: NodeId) {
        let title = self.tree.attribute(id, "title").unwrap_or_default();
        let corners = bbox(title);
        let size = corners.last().and_then(|&(width, height)| {
            Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
        });
        let image =
            property(title, "image").map(|image| image.trim_matches(['"', '\'']).to_owned());
        self.page.sheets.push(Sheet {
            number: property(title, "lpageno")
                .map(|number| number.trim_matches(['"', '\'']).to_owned()),
            image: image.filter(|image| !image.is_empty()),
            size,
            ..Sheet::default()
        });
        self.last = Last {
            page: Some(id),
            ..Last::default()
        };
    }

    /// Text: it goes into the line that it is in, else into one of its own.
    fn stretches(&mut self, id: NodeId, stretches: &[Stretch]) {
        let is_blank = stretches
            .iter()
            .all(|stretch| stretch.text(self.text).trim().is_empty());
        let above: Vec<NodeId> = self.tree.above(id).collect();
        let line = above.iter().copied().find(|&id| self.is_line(id));
        let region = above.iter().copied().find(|&id| self.is_region(id));
        let block = above
            .iter()
            .copied()
            .find(|&id| is_block(self.tree.name(id)));
        let region = region.or(block);
        let open = line.map_or(Open::Loose, Open::Element);
        if is_blank {
            // A blank parts words of a line, and begins none.
            let is_in_line = (region, open) == (self.last.region, self.last.line);
            if is_in_line && !self.page.sheets.is_empty() {
                self.write(&above, line.or(region), stretches);
            }
            return;
        }
        if self.page.sheets.is_empty() {
            self.page.sheets.push(Sheet::default());
        }
        let kind = self.region_kind(region, line);
        let last = self.regions().last().map(|region| region.kind);
        if self.last.region != region || last != Some(kind) {
            // A running head may stand in a paragraph.
            let is_new = self.last.region != region || last.is_none();
            let outline = region
                .filter(|_| is_new)
                .map_or_else(Vec::new, |id| self.corners(id));
            self.regions().push(Region {
                kind,
                outline,
                ..Region::default()
            });
            self.last.line = Open::Nothing;
        }
        if self.last.line != open {
            let outline = line.map_or_else(Vec::new, |id| self.corners(id));
            if let Some(region) = self.regions().last_mut() {
                region.lines.push(Line {
                    outline,
                    ..Line::default()
                });
            }
        }
        self.last.region = region;
        self.last.line = open;
        self.write(&above, line.or(region), stretches);
    }

    /// The regions of the page being read.
    fn regions(&mut self) -> &mut Vec<Region> {
        let last = self.page.sheets.len().saturating_sub(1);
        &mut self.page.sheets[last].regions
    }

    /// Puts text into the last line, with the formatting of the elements between the line and it.
    fn write(&mut self, above: &[NodeId], limit: Option<NodeId>, stretches: &[Stretch]) {
        let (text, base) = (self.text, self.base);
        let inside = above.iter().take_while(|id| Some(**id) != limit);
        let mut kinds: HashSet<Kind> = HashSet::new();
        for &id in inside {
            kinds.extend(kinds_of(
                self.tree.name(id),
                self.tree.attribute(id, "style"),
            ));
        }
        let Some(line) = self
            .regions()
            .last_mut()
            .and_then(|region| region.lines.last_mut())
        else {
            return;
        };
        let start: usize = line
            .pieces
            .iter()
            .map(|piece| length(piece, text, base))
            .sum();
        let mut end = start;
        for stretch in stretches {
            let piece = match stretch {
                Stretch::Verbatim(span) => Piece::verbatim(span.shifted(base)),
                Stretch::Decoded(span, text) if span.is_empty() => Piece {
                    span: Span::default(),
                    text: Some(text.clone()),
                },
                Stretch::Decoded(span, text) => Piece {
                    span: span.shifted(base),
                    text: Some(text.clone()),
                },
            };
            end += length(&piece, text, base);
            line.pieces.push(piece);
        }
        let mut kinds: Vec<Kind> = kinds.into_iter().collect();
        kinds.sort_unstable();
        let tags = kinds
            .into_iter()
            .map(|kind| style_tag(kind.into(), kind, start..end));
        line.tags.extend(tags);
    }

    fn is_line(&self, id: NodeId) -> bool {
        let mut classes = self.tree.classes(id);
        classes.any(|class| {
            matches!(
                class,
                "ocr_line"
                    | "ocrx_line"
                    | "ocr_header"
                    | "ocr_footer"
                    | "ocr_caption"
                    | "ocr_textfloat"
                    | "ocr_pageno"
            )
        }) && !self.holders.contains(&id)
    }

    fn is_region(&self, id: NodeId) -> bool {
        let mut classes = self.tree.classes(id);
        classes.any(|class| {
            matches!(
                class,
                "ocr_par"
                    | "ocrx_block"
                    | "ocr_table"
                    | "ocr_abstract"
                    | "ocr_blockquote"
                    | "ocr_title"
                    | "ocr_author"
                    | "ocr_chapter"
                    | "ocr_section"
                    | "ocr_subsection"
            )
        })
    }

    fn region_kind(&self, region: Option<NodeId>, line: Option<NodeId>) -> RegionKind {
        if let Some(kind) = line.and_then(|line| self.line_kind(line)) {
            return kind;
        }
        let classes = region.map(|id| self.tree.classes(id)).into_iter().flatten();
        let mut kinds = classes.filter_map(|class| {
            Some(RegionKind::Text(match class {
                "ocr_title" | "ocr_chapter" | "ocr_section" | "ocr_subsection" => {
                    BlockKind::Heading
                }
                "ocr_blockquote" => BlockKind::Quotation,
                _ => return None,
            }))
        });
        kinds.next().unwrap_or_default()
    }

    /// What a line is that is none of its paragraph's.
    fn line_kind(&self, line: NodeId) -> Option<RegionKind> {
        let mut classes = self.tree.classes(line);
        classes.find_map(|class| {
            Some(match class {
                "ocr_header" | "ocr_footer" => RegionKind::FormWork,
                "ocr_pageno" => RegionKind::PageNumber,
                "ocr_caption" => RegionKind::Text(BlockKind::Figure),
                _ => return None,
            })
        })
    }

    fn corners(&self, id: NodeId) -> Vec<(i32, i32)> {
        bbox(self.tree.attribute(id, "title").unwrap_or_default())
    }
}

/// How many bytes of text a piece of a page has.
fn length(piece: &Piece, text: &str, base: usize) -> usize {
    let own = piece.text.as_deref().map(str::len);
    own.unwrap_or_else(|| {
        let span = Span::new(piece.span.start - base, piece.span.end - base);
        span.of(text).len()
    })
}

/// The value of a property in a title: `bbox 10 20 300 40; x_wconf 90`.
fn property<'t>(title: &'t str, wanted: &str) -> Option<&'t str> {
    let mut properties = title.split(';').map(str::trim);
    properties.find_map(|property| {
        let (name, value) = property.split_once(char::is_whitespace)?;
        (name == wanted).then(|| value.trim())
    })
}

/// The upper left and the lower right corner.
fn bbox(title: &str) -> Vec<(i32, i32)> {
    let numbers = property(title, "bbox")
        .unwrap_or_default()
        .split_ascii_whitespace();
    let numbers: Vec<i32> = numbers.filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [left, top, right, bottom] => vec![(*left, *top), (*right, *bottom)],
        _ => Vec::new(),
    }
}
