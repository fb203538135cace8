//! What styles and lists say: which paragraphs are headings, which words are italic, what number an item has.

use std::collections::{HashMap, HashSet};

use super::parts::{Parts, value};
use crate::source::lists;
use crate::source::xml::{Attributes, Lexer, Token, local};

/// How many levels a list has (ECMA-376 part 1, 17.9.6).
const LEVELS: usize = 9;
/// How long a chain of styles based on each other is followed.
const LONGEST_CHAIN: usize = 12;

/// A style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
    is_italic: bool,
    is_bold: bool,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: String,
    /// The number as printed, with `%1` for that of the first level.
    text: String,
}

/// The styles and lists of a file, and how far its lists have counted.
#[derive(Debug, Default)]
pub(super) struct Styles {
    named: HashMap<String, Style>,
    levels: HashMap<String, Vec<Level>>,
    /// Which definition a list follows, and where it starts anew.
    lists: HashMap<String, (String, HashMap<usize, i64>)>,
    counts: HashMap<String, Vec<Option<i64>>>,
    begun: HashSet<(String, usize)>,
}

/// What the number of a paragraph is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// A sign that counts nothing.
    Bullet,
    /// A number as Word prints it.
    Label(String),
}

impl Styles {
    /// Reads the parts on styles and lists.
    pub(super) fn read(parts: &Parts) -> Self {
        let mut styles = Self::default();
        styles.read_styles(parts.span("word/styles.xml").of(&parts.text));
        styles.read_lists(parts.span("word/numbering.xml").of(&parts.text));
        styles
    }

    fn read_styles(&mut self, text: &str) {
        let mut id = String::new();
        let mut style = Style::default();
        for (token, _) in Lexer::new(text) {
            match token {
                Token::Open {
                    name, attributes, ..
                } => {
                    let said = value(Attributes(attributes), "val");
                    match local(name) {
                        "style" => {
                            style = Style::default();
                            let own = value(Attributes(attributes), "styleId");
                            own.unwrap_or_default().clone_into(&mut id);
                        }
                        "name" => style.name = said.unwrap_or_default().to_lowercase(),
                        "basedOn" => style.based_on = said.map(str::to_owned),
                        "outlineLvl" => style.outline = said.and_then(|level| level.parse().ok()),
                        "numId" => {
                            let level = style.list.as_ref().map_or(0, |(_, level)| *level);
                            style.list = said.map(|id| (id.to_owned(), level));
                        }
                        "ilvl" => {
                            let level = said.and_then(|level| level.parse().ok()).unwrap_or(0);
                            let list = style.list.take().map(|(id, _)| id).unwrap_or_default();
                            style.list = Some((list, level));
                        }
                        "i" => style.is_italic = is_on(said),
                        "b" => style.is_bold = is_on(said),
                        _ => {}
                    }
                }
                Token::Close(name) if local(name) == "style" => {
                    self.named
                        .insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                _ => {}
            }
        }
    }

    fn read_lists(&mut self, text: &str) {
        let (mut definition, mut list, mut at) = (String::new(), String::new(), 0);
        for (token, _) in Lexer::new(text) {
            let Token::Open {
                name, attributes, ..
            } = token
            else {
                continue;
            };
            let said = value(Attributes(attributes), "val");
            let own = |wanted| {
                value(Attributes(attributes), wanted)
                    .unwrap_or_default()
                    .to_owned()
            };
            match local(name) {
                "abstractNum" => {
                    definition = own("abstractNumId");
                    list.clear();
                    self.levels
                        .insert(definition.clone(), vec![Level::default(); LEVELS]);
                }
                "num" => {
                    list = own("numId");
                    definition.clear();
                }
                "abstractNumId" => {
                    let of = said.unwrap_or_default().to_owned();
                    self.lists.insert(list.clone(), (of, HashMap::new()));
                }
                "lvl" | "lvlOverride" => at = own("ilvl").parse().unwrap_or(0),
                "startOverride" => {
                    if let (Some((_, starts)), Some(start)) = (
                        self.lists.get_mut(&list),
                        said.and_then(|start| start.parse().ok()),
                    ) {
                        starts.insert(at, start);
                    }
                }
                field => {
                    let levels = self.levels.get_mut(&definition);
                    let Some(level) = levels.and_then(|levels| levels.get_mut(at)) else {
                        continue;
                    };
                    match field {
                        "start" => {
                            level.start = said.and_then(|start| start.parse().ok()).unwrap_or(1);
                        }
                        "numFmt" => said.unwrap_or_default().clone_into(&mut level.format),
                        "lvlText" => said.unwrap_or_default().clone_into(&mut level.text),
                        _ => {}
                    }
                }
            }
        }
    }

    /// A style and those that it is based on, the nearest first.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        std::iter::successors(self.named.get(id), |style| {
            self.named.get(style.based_on.as_ref()?)
        })
        .take(LONGEST_CHAIN)
    }

    /// The depth of a heading, by its style's level in outlines or its name; 1 is the highest.
    pub(super) fn heading(&self, style: &str) -> Option<u8> {
        self.chain(style).find_map(|style| {
            let named = match style.name.as_str() {
                "title" => Some(0),
                "subtitle" => Some(1),
                name => name
                    .strip_prefix("heading ")
                    .and_then(|level| level.parse::<u8>().ok())
                    .map(|level| level.saturating_sub(1)),
            };
            let level = style.outline.filter(|level| *level < 9).or(named)?;
            Some(level + 1)
        })
    }

    /// Whether a style is that of quotations set apart.
    pub(super) fn is_quotation(&self, style: &str) -> bool {
        self.chain(style).any(|style| {
            matches!(
                style.name.as_str(),
                "quote" | "intense quote" | "quotations" | "block text"
            )
        })
    }

    /// Whether a style of words makes them italic, and bold.
    pub(super) fn shape(&self, style: &str) -> (bool, bool) {
        let is = |of: fn(&Style) -> bool| self.chain(style).any(of);
        (is(|style| style.is_italic), is(|style| style.is_bold))
    }

    /// The list and level that a style puts its paragraphs in.
    pub(super) fn list_of(&self, style: &str) -> Option<(String, usize)> {
        self.chain(style)
            .find_map(|style| style.list.clone())
            .filter(|(list, _)| !list.is_empty())
    }

    /// Counts on in a list, and answers what Word prints before the paragraph.
    pub(super) fn count(&mut self, list: &str, level: usize) -> Option<Numbered> {
        let (definition, starts) = self.lists.get(list)?;
        let levels = self.levels.get(definition)?;
        let own = levels.get(level)?;
        if own.format == "bullet" {
            return Some(Numbered::Bullet);
        }
        if own.format == "none" || own.format.is_empty() && own.text.is_empty() {
            return None;
        }
        let counts = self
            .counts
            .entry(definition.clone())
            .or_insert_with(|| vec![None; LEVELS]);
        let is_new = self.begun.insert((list.to_owned(), level));
        let next = match (starts.get(&level).filter(|_| is_new), counts[level]) {
            (Some(&start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => own.start,
        };
        counts[level] = Some(next);
        // What lies deeper begins anew under each number.
        for deeper in counts.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let mut label = own.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let sign = format!("%{}", at + 1);
            if label.contains(&sign) {
                let number = count.unwrap_or(levels[at].start.max(1));
                label = label.replace(&sign, &written(number, &levels[at].format));
            }
        }
        Some(Numbered::Label(label.trim().to_owned()))
    }
}

/// A number in one of Word's formats (ECMA-376 part 1, 17.18.59).
pub(super) fn written(number: i64, format: &str) -> String {
    /// The signs of notes that are not counted in figures (ECMA-376 part 1, 17.18.59, `chicago`).
    const SIGNS: [&str; 4] = ["*", "†", "‡", "§"];
    if let ("chicago", Some(before)) = (
        format,
        usize::try_from(number).ok().and_then(|n| n.checked_sub(1)),
    ) {
        return SIGNS[before % SIGNS.len()].repeat(before / SIGNS.len() + 1);
    }
    let style = match format {
        "lowerLetter" => 'a',
        "upperLetter" => 'A',
        "lowerRoman" => 'i',
        "upperRoman" => 'I',
        "decimalZero" if (0..10).contains(&number) => return format!("0{number}"),
        _ => '1',
    };
    lists::number(number, style)
}

/// How notes of a sort are counted (`footnotePr`, `endnotePr`): the format, and the number of the first. What a section says
/// comes before what the file says of all (ECMA-376 part 1, 17.11).
pub(super) fn note_numbering(parts: &Parts, element: &str) -> (Option<String>, i64) {
    let (mut format, mut start) = (None, None);
    for part in ["word/document.xml", "word/settings.xml"] {
        let text = parts.span(part).of(&parts.text);
        let opening = format!("{element}>");
        let Some((_, inside)) = text.split_once(&opening) else {
            continue;
        };
        for (token, _) in Lexer::new(inside) {
            match token {
                Token::Open {
                    name, attributes, ..
                } => {
                    let said = value(Attributes(attributes), "val");
                    match local(name) {
                        "numFmt" if format.is_none() => format = said.map(str::to_owned),
                        "numStart" if start.is_none() => start = said.and_then(|n| n.parse().ok()),
                        _ => {}
                    }
                }
                Token::Close(name) if local(name) == element => break,
                _ => {}
            }
        }
    }
    (format, start.unwrap_or(1))
}

/// Whether a switch is on: it is, unless its value says no (ECMA-376 part 1, 17.17.4).
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}
