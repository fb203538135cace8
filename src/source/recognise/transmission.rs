//! How a document went from sender to addressee, from its title and from the lines at its head and foot.
//!
//! [`title`] reads a title, [`line()`] one line. What is read stays in the text where it stands; who reads knows which lines
//! are head and foot. Knows nothing of pages.

mod addressing;
mod dateline;
mod foreign;
mod levels;
mod padded;
mod parts;
mod phrases;
mod series;
mod sorts;
mod titles;
mod tongues;

use super::dates;
use crate::document::Edtf;
use crate::document::{Date, Field, Party, Transmission};

pub use levels::serial;
pub use phrases::{copy_for, number_in as number};
pub use series::numbered_file;
pub use titles::{
    behind_edition_number, file_number, genre, is_addressed_and_dated, is_sent, title,
};

/// What a line of transmission says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Who, where to, by what way.
    pub facts: Transmission,
    /// The document's own date, if the line gives one.
    pub date: Option<Date>,
    /// What has no field of its own: who deciphered and typed it, copy numbers.
    pub other: Vec<Field>,
    /// What sort of document, where the line names it: `Cablegram 84 CANBERRA, 20 August 1946`.
    pub genre: Option<String>,
    /// Whether the line holds a date and a place at most, and no other fact.
    pub is_dateline: bool,
    /// Whether it names a degree of secrecy or haste and nothing else.
    pub is_classification: bool,
    /// The symbol of the document or of its file, which is its number where no line gives one: `PR/11/57`.
    pub symbol: Option<String>,
    /// What the next lines complete: `Received by Petrova` ⏎ `at 2240`.
    pub awaits: Option<Moment>,
}

/// Which of its moments a line without a verb completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// When it was sent.
    Sent,
    /// When it was received.
    Received,
}

impl Line {
    /// Adds what this line says to what is known; what is known already holds. Dates and fields said twice are twice
    /// there.
    pub fn add_to(self, known: &mut Transmission, dates: &mut Vec<Date>, other: &mut Vec<Field>) {
        merge(known, self.facts);
        dates.extend(self.date);
        other.extend(self.other);
    }
}

/// Adds what is new in `more`: names that are known in another case are not new, and a party of whom only the place was
/// known gets its name.
pub fn merge(known: &mut Transmission, more: Transmission) {
    merge_parties(&mut known.from, more.from);
    merge_parties(&mut known.to, more.to);
    merge_parties(&mut known.copies_to, more.copies_to);
    let pairs = [
        (&mut known.channel, more.channel),
        (&mut known.number, more.number),
        (&mut known.classification, more.classification),
        (&mut known.urgency, more.urgency),
        (&mut known.sent_by, more.sent_by),
        (&mut known.sent_at, more.sent_at),
        (&mut known.received_by, more.received_by),
        (&mut known.received_at, more.received_at),
    ];
    for (known, more) in pairs {
        if known.is_none() {
            *known = more;
        }
    }
}

fn merge_parties(known: &mut Vec<Party>, more: Vec<Party>) {
    for party in more {
        let is_same = |a: &str, b: &str| {
            let (a, b) = (a.to_lowercase(), b.to_lowercase());
            a.contains(&b) || b.contains(&a) || last_word(&a) == last_word(&b)
        };
        let same = known
            .iter_mut()
            .find(|known| match (&known.name, &party.name) {
                (Some(known), Some(name)) => is_same(known, name),
                _ => true,
            });
        match same {
            Some(same) => {
                if same.name.is_none() {
                    same.name = party.name;
                }
                if same.place.is_none() {
                    same.place = party.place;
                }
            }
            None => known.push(party),
        }
    }
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// Gives a day of sending or receipt that was printed without its year the year of the document, or drops it.
pub fn settle_years(known: &mut Transmission, dates: &[Date]) {
    let year = dates.iter().find_map(|date| {
        let year = date.edtf.as_ref()?.start()?.year()?;
        (0..=9999).contains(&year).then_some(year)
    });
    for moment in [&mut known.sent_at, &mut known.received_at] {
        if let Some(day) = moment
            .as_deref()
            .and_then(|moment| moment.strip_prefix("XXXX"))
        {
            *moment = year.map(|year| format!("{year:04}{day}"));
        }
    }
}

/// Reads one line as a line of transmission; `None` if it is none.
pub fn line(printed: &str) -> Option<Line> {
    /// Longer lines are prose, unless they list addressees.
    const LONGEST: usize = 240;
    let text = plain(printed);
    if text.is_empty() || text.len() > 4 * LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    if let Some(line) = phrases::distribution(&text, &lower) {
        return Some(line);
    }
    if text.len() > LONGEST {
        return None;
    }
    if let Some(line) = (printed.contains("    ") || printed.contains('\t'))
        .then(|| padded::padded(printed))
        .flatten()
    {
        return Some(line);
    }
    levels::line(&text)
        .or_else(|| phrases::headline(&text, &lower))
        .or_else(|| phrases::movement(&text, &lower))
        .or_else(|| addressing::addressing(printed, &text, &lower))
        .or_else(|| phrases::copying(&text, &lower))
        .or_else(|| phrases::numbering(&text, &lower))
        .or_else(|| foreign::line(&text))
        .or_else(|| dateline::dateline(&text))
        .or_else(|| series::symbol_line(&text))
        .or_else(|| levels::of_alliance(&text))
        .or_else(|| dateline::of_occasion(&text))
        .or_else(|| dateline::of_newspaper(&text))
        .or_else(|| series::segmented(&text))
}

/// A moment that a line without a verb gives to the statement before it: `at 2240`, `11 November 1945`.
pub fn moment(printed: &str) -> Option<(Option<Edtf>, Option<String>)> {
    let text = plain(printed);
    let time = dates::time(&text).filter(|(span, _)| span.start == 0);
    let date = dates::find(&text).filter(|date| date.span.start == 0 || time.is_some());
    let used = time.as_ref().map_or(0, |(span, _)| span.len())
        + date.as_ref().map_or(0, |date| date.span.len());
    (text.len() < used + 4 && used > 0)
        .then(|| (date.map(|date| date.edtf), time.map(|(_, time)| time)))
}

/// A line without double spaces, no-break spaces and letter-spacing.
fn plain(printed: &str) -> String {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let is_spaced = words.len() >= 4
        && words
            .iter()
            .all(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    if is_spaced {
        words.concat()
    } else {
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said, in one line.
    fn shown(facts: &Transmission) -> String {
        let parties = |parties: &[Party]| {
            let shown: Vec<String> = parties
                .iter()
                .map(|party| {
                    format!(
                        "{}{}",
                        party.name.as_deref().unwrap_or("-"),
                        party
                            .place
                            .as_ref()
                            .map(|place| format!("@{place}"))
                            .unwrap_or_default()
                    )
                })
                .collect();
            (!shown.is_empty()).then(|| shown.join("+"))
        };
        let fields = [
            ("from", parties(&facts.from)),
            ("to", parties(&facts.to)),
            ("copies", parties(&facts.copies_to)),
            ("via", facts.channel.clone()),
            ("no", facts.number.clone()),
            ("class", facts.classification.clone()),
            ("urgency", facts.urgency.clone()),
            ("sent-by", facts.sent_by.clone()),
            ("sent", facts.sent_at.clone()),
            ("received-by", facts.received_by.clone()),
            ("received", facts.received_at.clone()),
        ];
        fields
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[track_caller]
    fn check_title(text: &str, expected: &str) {
        assert_eq!(shown(&title(text)), expected, "{text}");
    }

    #[test]
    fn titles() {
        check_title(
            "Telegram via VcH from Stalin to Cde. Molotov",
            "from=Stalin to=Cde. Molotov via=VcH",
        );
        check_title("Watt to Ball", "from=Watt to=Ball");
        check_title("Minute From Brennan To Casey", "from=Brennan to=Casey");
        check_title(
            "142. Telegram From the Consulate General at Munich to the Department of State1",
            "from=the Consulate General at Munich to=the Department of State",
        );
        check_title(
            "The Ambassador in Korea ( Muccio ) to the Secretary of State",
            "from=The Ambassador in Korea (Muccio) to=the Secretary of State",
        );
        check_title("Extract From Casey's Diary", "");
        check_title("Letter to Comrade Stalin, 4 May 1950", "to=Comrade Stalin");
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = line(text);
        let mut found = found.map_or_else(
            || "none".to_owned(),
            |line| {
                let mut fields = vec![shown(&line.facts)];
                fields.extend(
                    line.date
                        .and_then(|date| date.edtf)
                        .map(|date| format!("date={date}")),
                );
                fields.extend(
                    line.other
                        .iter()
                        .map(|field| format!("{}={}", field.name, field.value)),
                );
                fields.extend(line.awaits.map(|_| "…".to_owned()));
                fields.retain(|field| !field.is_empty());
                fields.join(" ")
            },
        );
        if found.is_empty() {
            found.push_str("nothing");
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addressing() {
        check(
            "from Sochi\u{a0} \u{a0} to Cde. MOLOTOV",
            "from=-@Sochi to=Cde. MOLOTOV",
        );
        check("to Cde. STALIN", "to=Cde. STALIN");
        check(
            "From BEIJING No. 1309 20 hours 05 minutes, 13.1.1951",
            "from=-@BEIJING no=1309 sent=1951-01-13T20:05",
        );
        check("FROM: PYONGYANG", "from=-@PYONGYANG");
        check(
            "Destination: PEKING  To Whom: SovAmbassador",
            "to=SovAmbassador@PEKING",
        );
        check(
            "11 November 1945 for the five",
            "copies=the five date=1945-11-11",
        );
        check(
            "to Cdes. MOLOTOV, BERIA, MALENKOV, and MIKOYAN",
            "to=Cdes. MOLOTOV+BERIA+MALENKOV+MIKOYAN",
        );
        check(
            "Copies: Stalin (2), Molotov, Vyshinsky, Copy.",
            "copies=Stalin+Molotov+Vyshinsky",
        );
        check(
            "Distribution list - 9 copies: Stalin - 2, Molotov -1, 8MDGS - 1.",
            "copies=Stalin+Molotov+8MDGS",
        );
    }

    #[test]
    fn secrecy_and_haste() {
        check("Top Secret", "class=Top Secret");
        check(
            "MOST IMMEDIATE SECRET",
            "class=SECRET urgency=MOST IMMEDIATE",
        );
        check(
            "1824. IMMEDIATE TOP SECRET",
            "no=1824 class=TOP SECRET urgency=IMMEDIATE",
        );
        check(
            "CONFIDENTIAL—EXTREMELY URGENT",
            "class=CONFIDENTIAL urgency=EXTREMELY URGENT",
        );
        check("secret   priority", "class=secret urgency=priority");
        check("Personal. Secret.", "class=Personal. Secret");
        check("S P E C I A L", "urgency=SPECIAL");
        check(
            "Grade: Ultra urgent & Prior",
            "urgency=Ultra urgent & Prior",
        );
    }

    #[test]
    fn movement() {
        check("Sent by Poskrebyshev.", "sent-by=Poskrebyshev …");
        check("Received by Petrova", "received-by=Petrova …");
        check(
            "Sent by wire on 10/14/50 at 03:15 a.m.",
            "via=wire sent=1950-10-14T03:15",
        );
        check(
            "Received in Moscow on 10/14/50 at 6:36 a.m.",
            "received=1950-10-14T06:36",
        );
        check(
            "Received on 4:10 am, 14 May 1950",
            "received=1950-05-14T04:10",
        );
        check("sent at 0120 4 November 1945", "sent=1945-11-04T01:20");
        check(
            "Deciphered by Morozov on 10/14/50 at 7:45 a.m.",
            "deciphered=Deciphered by Morozov on 10/14/50 at 7:45 a.m.",
        );
        check(
            "Typed by Rubleva on 10/14/50 at 03:20 a.m.",
            "typed=Typed by Rubleva on 10/14/50 at 03:20 a.m.",
        );
        check(
            "Cabled by VTCH to the South for Stalin",
            "to=Stalin via=VTCH",
        );
        check("Five copies printed", "copies printed=Five copies printed");
        check("Copy Nº 6", "copy=6");
        check("Incoming Nº 3523/sh", "no=3523/sh");
        check("Ciphered Telegram # 600428/sh", "no=600428/sh");
    }

    #[test]
    fn head_lines_and_datelines() {
        check(
            "Cablegram 84 CANBERRA, 20 August 1946",
            "from=-@CANBERRA no=84 date=1946-08-20",
        );
        check(
            "Cablegram UN441, NEW YORK, 15 May 1948, 2.31 p.m.",
            "from=-@NEW YORK no=UN441 sent=1948-05-15T14:31 date=1948-05-15",
        );
        check(
            "Letter BATAVIA, 5 December 1947",
            "from=-@BATAVIA date=1947-12-05",
        );
        check(
            "Cablegram, London, 4 April 1951",
            "from=-@London date=1951-04-04",
        );
        check(
            "Washington, January 3, 1955.",
            "from=-@Washington date=1955-01-03",
        );
        check(
            "Munich, October 30, 1956—1 p.m.",
            "from=-@Munich sent=1956-10-30T13:00 date=1956-10-30",
        );
        check("Seoul , July 26, 1949.1", "from=-@Seoul date=1949-07-26");
    }

    #[test]
    fn prose_is_no_line_of_transmission() {
        for text in [
            "Please examine it carefully.",
            "From this it follows that the Government cannot agree.",
            "To this end we propose a conference of the powers, and so on.",
            "The Soviet Government is solidly with Stalin in all this.",
            "Palestine.",
            "Your 1944.",
            "He received me on 4 May 1950 at his house and we talked for two hours.",
            "I. Polish-Korean relations.",
        ] {
            check(text, "none");
        }
    }
}
