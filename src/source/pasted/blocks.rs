//! From the lines of a document to its paragraphs: what is joined, what kind of block each is, and what the lines at head
//! and foot say of its transmission.

use super::address;
use crate::document::edtf::{Doubt, Edtf};
use crate::document::{BlockKind, Date, Field, Kind, Metadata, Party, Span, Transmission};
use crate::source::recognise::dates;
use crate::source::recognise::transcript::{Mark, Paragraph, Words};
use crate::source::recognise::transmission::{self, Moment};

/// Shorter lines are not broken by a page's width.
const SHORTEST_BROKEN: usize = 40;
/// Longer lines at the head are prose.
const LONGEST_HEAD: usize = 110;

/// Joins lines that break in mid-sentence where no blank line parts them, and finds kinds that a line shows by itself.
/// A form feed is a line of its own, where one stands in `form_feeds` between two lines.
pub(super) fn paragraphs(text: &str, lines: &[Span], form_feeds: &[Span]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut form_feeds = form_feeds.iter().peekable();
    for &line in lines {
        let is_joined = paragraphs
            .last()
            .is_some_and(|before| runs_on(text, before, line));
        while let Some(&form_feed) = form_feeds.next_if(|form_feed| form_feed.start < line.start) {
            match paragraphs.last_mut() {
                Some(before) if is_joined => before.lines.push(form_feed),
                Some(_) => paragraphs.push(Paragraph::line(BlockKind::Paragraph, form_feed)),
                None => {}
            }
        }
        match paragraphs.last_mut().filter(|_| is_joined) {
            Some(before) => before.lines.push(line),
            None => paragraphs.push(Paragraph::line(kind(line.of(text)), line)),
        }
    }
    paragraphs
}

fn runs_on(text: &str, before: &Paragraph, line: Span) -> bool {
    let Some(last) = before.lines.last() else {
        return false;
    };
    let between = Span::new(last.end, line.start).of(text);
    let words = last.of(text);
    // Where a running head was cut out between them, they are neighbours as well.
    let is_next_line = between.matches('\n').count() == 1 || !between.trim().is_empty();
    let is_open = !words.ends_with(['.', ':', ';', '!', '?', ']', ')', '”', '"'])
        && last.len() >= SHORTEST_BROKEN
        || last.len() >= SHORTEST_BROKEN && ends_in_initial(words)
        || ends_in_hours(words);
    is_next_line
        && is_open
        && before.kind == BlockKind::Paragraph
        && line.of(text).starts_with(char::is_lowercase)
}

/// A line that ends in an initial: `Comrade Khrushchev N.S.`
fn ends_in_initial(words: &str) -> bool {
    let last: Vec<char> = words.chars().rev().take(3).collect();
    matches!(last.as_slice(), ['.', letter, before] if letter.is_uppercase() && matches!(before, '.' | ' '))
}

/// `20 hours 05`, with its `minutes` on the next line.
fn ends_in_hours(words: &str) -> bool {
    let mut ends = words.rsplit(' ');
    ends.next()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty())
        && ends.next() == Some("hours")
}

/// Gives a paragraph of another format the kind that its words show by themselves: greetings, closings, rules.
pub(in crate::source) fn read_kind(text: &str, paragraph: &mut Paragraph) {
    if paragraph.kind == BlockKind::Paragraph && paragraph.lines.len() == 1 {
        // Signs of headings are Markdown's, and only its own readers know them.
        let shown = kind(paragraph.span().of(text));
        if shown != BlockKind::Heading {
            paragraph.kind = shown;
        }
    }
}

/// The kind that a line shows by itself.
fn kind(words: &str) -> BlockKind {
    let is_rule = words.len() >= 3
        && words
            .chars()
            .all(|c| matches!(c, '=' | '—' | '_' | '*' | ' ' | '-' | 'x' | 'х' | '~'))
        && !words.chars().all(|c| c == '-' || c.is_alphabetic())
        || matches!(words, "xxx" | "x x x" | "***" | "* * *" | "----");
    if is_rule {
        return BlockKind::Separator;
    }
    if words.starts_with("**") && words.ends_with("**") && words.len() > 4 {
        return BlockKind::Heading;
    }
    let hashes = words.len() - words.trim_start_matches('#').len();
    if (1..=6).contains(&hashes)
        && words
            .get(hashes..)
            .is_some_and(|rest| rest.starts_with(' '))
    {
        return BlockKind::Heading;
    }
    let lower = words.to_lowercase();
    let greets = [
        "dear ",
        "comrade ",
        "respected ",
        "esteemed ",
        "honoured ",
        "excellency",
        "mr. president",
        "my dear ",
    ]
    .iter()
    .any(|word| lower.starts_with(word));
    if greets && words.len() < 80 && words.ends_with([',', '!', ':'])
        || greets && words.len() < 60 && words.ends_with("*,")
    {
        return BlockKind::Salutation;
    }
    let closes = [
        "respectfully",
        "sincerely",
        "yours ",
        "humbly submitted",
        "with communist greetings",
        "with comradely greetings",
        "faithfully",
    ];
    if closes.iter().any(|word| lower.starts_with(word)) && words.len() < 60 {
        return BlockKind::Closer;
    }
    BlockKind::Paragraph
}

/// Reads the lines of transmission before and behind the prose, and gives their paragraphs the kinds they show.
pub(in crate::source) fn read_head_and_foot(
    text: &str,
    paragraphs: &mut [Paragraph],
    marks: &[Mark],
    metadata: &mut Metadata,
) {
    let is_prose = |paragraph: &Paragraph| {
        let length: usize = paragraph.lines.iter().map(|line| line.len()).sum();
        let words = paragraph.span().of(text);
        paragraph.kind == BlockKind::Paragraph
            && length > LONGEST_HEAD
            && transmission::line(&plain(text, paragraph, marks)).is_none()
            || paragraph.kind != BlockKind::Heading && begins_point(words)
    };
    let first = paragraphs
        .iter()
        .position(is_prose)
        .unwrap_or(paragraphs.len());
    let last = paragraphs
        .iter()
        .rposition(is_prose)
        .map_or(paragraphs.len(), |at| at + 1);
    let (head, rest) = paragraphs.split_at_mut(first);
    let place = address::place_over_date(text, head);
    let addressee = address::read(text, head);
    let symbol = read_lines(text, head, marks, metadata);
    place_of_sending(text, head, metadata);
    let from = &mut metadata.transmission.from;
    if let Some(place) = place.filter(|_| from.iter().all(|party| party.place.is_none())) {
        match from.first_mut() {
            Some(party) => party.place = Some(place),
            None => from.push(Party {
                name: None,
                place: Some(place),
            }),
        }
    }
    let foot = rest
        .get_mut(last.saturating_sub(first)..)
        .unwrap_or_default();
    let addressee = addressee.or_else(|| address::read(text, foot));
    let dates = metadata.dates.len();
    read_lines(text, foot, marks, metadata);
    // Where the head has the document's day, another at the foot is that of what stands there: an entry, a receipt.
    let behind = metadata.dates.split_off(dates.min(metadata.dates.len()));
    let known: Vec<Option<Edtf>> = metadata
        .dates
        .iter()
        .map(|date| date.edtf.clone())
        .collect();
    let is_known = known.iter().any(|edtf| is_day(edtf.as_ref()));
    let is_same = |date: &Date| known.contains(&date.edtf);
    (metadata.dates).extend(behind.into_iter().filter(|date| !is_known || is_same(date)));
    signatures(text, foot);
    // A title that names the addressee says it better.
    let title = metadata.title.as_deref().unwrap_or_default();
    if metadata.transmission.to.is_empty() && transmission::title(title).to.is_empty() {
        metadata.transmission.to.extend(addressee);
    }
    let mut openings = paragraphs
        .iter()
        .take(first + 1)
        .filter(|paragraph| paragraph.kind == BlockKind::Paragraph);
    let number = openings
        .find_map(|paragraph| transmission::serial(paragraph.span().of(text)))
        .filter(|number| !counts_on(text, paragraphs, number))
        .or_else(|| short_serial(text, paragraphs.get(first..)?));
    let known = &mut metadata.transmission.number;
    *known = known.take().or(number.map(str::to_owned)).or(symbol);
}

/// Whether a date is a day of a year.
fn is_day(edtf: Option<&Edtf>) -> bool {
    /// `1945-11-11`
    const DAY: usize = 10;
    edtf.is_some_and(|edtf| !edtf.has_unspecified_digits() && edtf.to_string().len() >= DAY)
}

/// Whether a paragraph begins with the number behind this one: then they number paragraphs, and no telegram.
fn counts_on(text: &str, paragraphs: &[Paragraph], number: &str) -> bool {
    let next = number
        .parse()
        .ok()
        .and_then(|number: u32| number.checked_add(1));
    let next = next.map(|next| format!("{next}. "));
    next.is_some_and(|next| {
        (paragraphs.iter()).any(|paragraph| paragraph.span().of(text).starts_with(&next))
    })
}

/// `77. For Bundy from Harris.`, with point 1 behind it: a serial number as low as a point's.
fn short_serial<'t>(text: &'t str, paragraphs: &[Paragraph]) -> Option<&'t str> {
    let (opening, rest) = paragraphs.split_first()?;
    let words = opening.span().of(text);
    let (number, _) = words.split_once(". ")?;
    let is_short = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let next = rest
        .iter()
        .take(3)
        .any(|paragraph| paragraph.span().of(text).starts_with("1. "));
    (is_short && next).then_some(number)
}

/// A place alone on the last line of the head, in capitals, behind the degree of secrecy: `CANBERRA`.
fn place_of_sending(text: &str, head: &mut [Paragraph], metadata: &mut Metadata) {
    const OTHERS: [&str; 8] = [
        "RECEIVED", "REISSUE", "COPY", "ORIGINAL", "JOURNAL", "REPORT", "DRAFT", "SENT",
    ];
    let [.., before, last] = head else { return };
    let words = last.span().of(text);
    let is_place = words.len() < 24
        && words.split_whitespace().count() <= 2
        && words.chars().all(|c| c.is_uppercase() || c == ' ')
        && !OTHERS.contains(&words);
    if before.detail != "classification" || last.kind != BlockKind::Paragraph || !is_place {
        return;
    }
    last.kind = BlockKind::Dateline;
    let place = Some(words.to_owned());
    match metadata.transmission.from.first_mut() {
        Some(party) if party.place.is_none() => party.place = place,
        Some(_) => {}
        None => metadata.transmission.from.push(Party { name: None, place }),
    }
}

/// The words of a paragraph on one line, without signs and notes.
fn plain(text: &str, paragraph: &Paragraph, marks: &[Mark]) -> String {
    let first = marks.partition_point(|mark| mark.before.start < paragraph.span().start);
    let inside = marks
        .iter()
        .skip(first)
        .take_while(|mark| mark.before.start < paragraph.span().end);
    let mut cuts: Vec<Span> = inside
        .flat_map(|mark| {
            // What says who is meant is not in the line.
            let is_aside = mark.annotation.as_ref().is_some_and(|annotation| {
                matches!(
                    annotation.kind(),
                    Kind::Identification | Kind::OriginalWording
                )
            });
            if mark.words == Words::Body || is_aside {
                [mark.span(), Span::at(mark.after.end)]
            } else {
                [mark.before, mark.after]
            }
        })
        .collect();
    cuts.sort_unstable();
    let mut words = String::new();
    let mut first_cut = 0;
    for line in &paragraph.lines {
        if !words.is_empty() {
            words.push(' ');
        }
        let mut at = line.start;
        // Cuts may reach over lines, but what ended before one does not come back.
        while cuts.get(first_cut).is_some_and(|cut| cut.end <= line.start) {
            first_cut += 1;
        }
        let near = cuts[first_cut..].iter();
        for cut in near
            .take_while(|cut| cut.start < line.end)
            .filter(|cut| cut.end > line.start)
        {
            words.push_str(Span::new(at, cut.start.max(at)).of(text));
            at = at.max(cut.end);
        }
        words.push_str(Span::new(at, line.end).of(text));
    }
    words
}

/// Adds the dates that are not known yet.
fn add_dates(dates: Vec<Date>, metadata: &mut Metadata) {
    for date in dates {
        // A day without its year says no more than the date already known.
        let is_partial = date.edtf.as_ref().is_some_and(Edtf::lacks_year);
        if is_partial && !metadata.dates.is_empty() {
            continue;
        }
        metadata.dates.push(date);
    }
}

/// `1. Text`: a point is no line of a head.
fn begins_point(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - rest.len();
    let rest = rest.trim_start_matches('\\');
    (1..=2).contains(&digits) && rest.starts_with(['.', ')']) && rest.len() > 20
}

/// Reads the lines of a head or foot. Answers the symbol of the document or its file, which may be its number.
fn read_lines(
    text: &str,
    paragraphs: &mut [Paragraph],
    marks: &[Mark],
    metadata: &mut Metadata,
) -> Option<String> {
    let mut awaits: Option<Moment> = None;
    let (mut dates, mut other): (Vec<Date>, Vec<Field>) = (Vec::new(), Vec::new());
    let mut facts = Transmission::default();
    let mut symbol = None;
    let mut lists_copies = false;
    for paragraph in paragraphs {
        // What a bracket showed to be a line of transmission has not been read yet.
        let is_bracketed =
            paragraph.kind == BlockKind::Transmission && paragraph.detail != "source";
        if paragraph.kind != BlockKind::Paragraph && !is_bracketed {
            awaits = None;
            continue;
        }
        let words = plain(text, paragraph, marks);
        if let Some(moment) = awaits
            && let Some((date, time)) = transmission::moment(&words)
        {
            complete(&mut facts, moment, date, time);
            paragraph.kind = BlockKind::Transmission;
            paragraph.detail = "transmission".into();
            continue;
        }
        if let Some(name) = Some(&words)
            .filter(|_| lists_copies)
            .and_then(|words| transmission::copy_for(words))
        {
            facts.copies_to.extend(name.map(|name| Party {
                name: Some(name.to_owned()),
                place: None,
            }));
            paragraph.kind = BlockKind::Transmission;
            paragraph.detail = "transmission".into();
            continue;
        }
        let Some(line) = transmission::line(&words) else {
            (awaits, lists_copies) = (None, false);
            continue;
        };
        lists_copies = line
            .other
            .iter()
            .any(|field| field.name == "copies printed");
        // In the text's foot a bare date may be the document's; a place with it is the writer's.
        paragraph.kind = if line.is_dateline {
            BlockKind::Dateline
        } else {
            BlockKind::Transmission
        };
        paragraph.detail = if line.is_dateline {
            "dateline".into()
        } else if line.is_classification {
            "classification".into()
        } else {
            "transmission".into()
        };
        awaits = line.awaits;
        if metadata.genre.is_none() {
            metadata.genre.clone_from(&line.genre);
        }
        symbol = symbol.or_else(|| line.symbol.clone());
        line.add_to(&mut facts, &mut dates, &mut other);
    }
    transmission::merge(&mut metadata.transmission, facts);
    add_dates(dates, metadata);
    metadata.other.extend(other);
    symbol
}

/// Adds a date or time to when a document was sent or received.
fn complete(facts: &mut Transmission, moment: Moment, date: Option<Edtf>, time: Option<String>) {
    let slot = match moment {
        Moment::Sent => &mut facts.sent_at,
        Moment::Received => &mut facts.received_at,
    };
    let known = slot.take();
    let (known_date, known_time) = match &known {
        Some(known) => match known.split_once('T') {
            Some((date, time)) => (
                Some(date.to_owned()).filter(|date| !date.is_empty()),
                Some(time.to_owned()),
            ),
            None => (Some(known.clone()), None),
        },
        None => (None, None),
    };
    // A moment is on one day.
    let date = date.filter(|date| date.date().is_some() && !date.is_doubted(Doubt::Approximate));
    let date = known_date.or(date.map(String::from));
    let time = known_time.or(time);
    *slot = match (date, time) {
        (Some(date), Some(time)) => Some(format!("{date}T{time}")),
        (Some(date), None) => Some(date),
        (None, Some(time)) => Some(format!("T{time}")),
        (None, None) => None,
    };
}

/// Short lines behind the text that are names: who signed.
fn signatures(text: &str, foot: &mut [Paragraph]) {
    for paragraph in foot
        .iter_mut()
        .filter(|paragraph| paragraph.kind == BlockKind::Paragraph)
    {
        let words = paragraph.span().of(text);
        let is_signed = ["[signature]", "(signed)", "[sign]", "(sd)"]
            .iter()
            .any(|sign| words.to_lowercase().contains(sign));
        // A clerk puts the day before the name: `13/5-50. Roshchin`.
        let behind_date = dates::find(words)
            .filter(|date| date.span.start == 0)
            .and_then(|date| words.get(date.span.end..));
        let plain = behind_date
            .unwrap_or(words)
            .trim_matches(['/', '(', ')', '.', ' ', '[', ']']);
        let is_spaced = plain
            .split_whitespace()
            .all(|word| word.chars().count() == 1);
        let is_name = words.len() <= 50
            && !plain.is_empty()
            && !words.ends_with(['.', ':', ';', ']'])
            && !plain.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '—' | ','))
            && (plain.split_whitespace().count() <= 6 || is_spaced)
            && plain.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase())
                    || matches!(word, "de" | "von" | "van" | "da")
            });
        if is_signed || is_name {
            paragraph.kind = BlockKind::Signature;
        }
    }
}
