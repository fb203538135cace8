//! The reading room: documents come in, are listed, narrowed, searched and opened; and what is asked of the outside for that.

use std::sync::Arc;

use manicule::app::room::news::{Answers, News, Preview};
use manicule::app::{Effect, Event, Job, Outcome};
use manicule::catalogue::card::describe;
use manicule::catalogue::hits::in_document;
use manicule::catalogue::regions::TextField;
use manicule::catalogue::{Context, FacetValue, Hit, Listed, Query};
use manicule::document::{Document, FileId, Span};
use manicule::key::{Gesture, Pointing};
use manicule::search::fold_text;
use manicule::settings::Settings;
use manicule::source::{self, Alone};

use super::session::{Session, opened};

const FILES: &[(&str, &str)] = &[
    (
        "box/holm.txt",
        "Letter from Ada Holm to Ben Rask\n\n3 May 1921\n\nDear Ben,\n\nThe harbour office [handwritten: never] answered.\n",
    ),
    (
        "box/dahl.txt",
        "Memorandum from Carl Dahl to Ada Holm\n\n12 June 1932\n\nThe old harbour is closed. A new harbour is wanted.\n",
    ),
    (
        "box/list.txt",
        "A list of ships\n\nNothing is said of a harbour here.\n",
    ),
    (
        "box/rask.txt",
        "Letter from Ben Rask to Ada Holm\n\n9 July 1921\n\nDear Ada,\n\nThe quay is empty.\n",
    ),
];

/// The files of a folder, and a reader that has its room open.
struct Room {
    session: Session,
    answered: usize,
}

fn documents(number: usize) -> Vec<Document> {
    let (name, text) = FILES[number];
    let reading = source::read(name, text.as_bytes().to_vec(), &Alone);
    reading.expect("a text").documents
}

/// The document of a file as the index lists it; its key is the file's number.
fn listed(number: usize) -> Vec<Listed> {
    let documents = documents(number);
    let described = documents.iter().zip(0..).map(|(document, at)| {
        let mut described = describe(document, FILES[number].0, at);
        described.card.key = i64::try_from(number).expect("a number");
        let value = |(name, value): (_, String)| {
            Arc::new(FacetValue {
                name,
                folded: fold_text(&value),
                value,
            })
        };
        Listed {
            values: described.facets.into_iter().map(value).collect(),
            card: described.card,
        }
    });
    described.collect()
}

fn file(number: usize) -> FileId {
    FileId(u32::try_from(number).expect("a number"))
}

impl Room {
    /// A room that nothing has come into yet.
    fn empty(width: u16, height: u16, settings: Settings) -> Self {
        let mut session = Session::with(Vec::new(), settings);
        session.app.room.offer(true, true);
        session.resize(width, height);
        Self {
            session,
            answered: 0,
        }
    }

    /// A room with all documents.
    fn full(width: u16, height: u16) -> Self {
        let mut room = Self::empty(width, height, Settings::default());
        for number in 0..FILES.len() {
            room.arrive(number);
        }
        room.tell(vec![News::Done(Vec::new(), None)]);
        room
    }

    fn arrive(&mut self, number: usize) {
        self.tell(vec![
            News::Named(file(number), FILES[number].0.to_owned()),
            News::Read(file(number), listed(number)),
            News::Progress(number + 1, FILES.len()),
        ]);
    }

    fn tell(&mut self, news: Vec<News>) {
        self.done(Job::Shelve, Outcome::Shelved(news));
    }

    fn done(&mut self, job: Job, outcome: Outcome) {
        let effects = self.session.app.handle(Event::Done(job, outcome));
        self.session.effects.extend(effects);
    }

    /// Presses keys, and after each does the work that is asked for.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.session.press(key);
            self.work();
        }
        self
    }

    /// Types words, letter by letter.
    fn type_in(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            let key = if c == ' ' {
                "space".to_owned()
            } else {
                c.to_string()
            };
            self.session.press(&key);
        }
        self
    }

    fn work(&mut self) {
        while let Some(effect) = self.session.effects.get(self.answered).cloned() {
            self.answered += 1;
            let Effect::Work(job) = effect else { continue };
            let outcome = match &job {
                Job::Load(FileId(number)) => {
                    let (name, text) = FILES[*number as usize];
                    Outcome::Loaded(opened(name, text, None))
                }
                Job::Ask(_, line) => Outcome::Answered(answers(line)),
                Job::Preview(key, place) => {
                    let number = usize::try_from(*key).expect("a file");
                    Outcome::Previewed(Preview {
                        key: *key,
                        place: *place,
                        text: documents(number)[0].text().to_owned(),
                        start: 0,
                    })
                }
                Job::Shelve | Job::Write(_) | Job::Keep(_) => continue,
            };
            self.done(job, outcome);
        }
    }

    fn click(&mut self, column: u16, row: u16) {
        let gesture = Gesture::Click;
        let pointing = Pointing {
            gesture,
            column,
            row,
        };
        let effects = self.session.app.handle(Event::Mouse(pointing));
        self.session.effects.extend(effects);
        self.work();
    }

    fn screen(&self) -> String {
        self.session.screen()
    }

    /// The titles listed, in their order.
    fn titles(&self) -> Vec<&str> {
        let room = &self.session.app.room;
        (0..room.len())
            .filter_map(|number| room.entry(number))
            .map(|(shelved, _)| shelved.title.as_str())
            .collect()
    }

    /// The row of the screen that has these words.
    fn row_of(&self, words: &str) -> u16 {
        let screen = self.screen();
        let row = screen.lines().position(|line| line.contains(words));
        u16::try_from(row.unwrap_or_else(|| panic!("{words} in\n{screen}"))).expect("a row")
    }
}

/// What the index answers, found by the same search in each document.
fn answers(line: &str) -> Answers {
    let (query, problems) = Query::parse(line);
    assert_eq!(problems, []);
    let mut answers = Answers {
        searched: FILES.len(),
        of: FILES.len(),
        is_last: true,
        ..Answers::default()
    };
    for number in [0, 3, 1, 2] {
        let document = &documents(number)[0];
        let hits: Vec<Hit> = in_document(document, &query)
            .into_iter()
            .map(|span| {
                let text = document.text();
                Hit {
                    field: TextField::Text,
                    span,
                    context: Context {
                        left: Span::new(0, span.start).of(text).replace('\n', " "),
                        hit: document.slice(span).to_owned(),
                        right: Span::new(span.end, text.len()).of(text).replace('\n', " "),
                    },
                }
            })
            .collect();
        if !hits.is_empty() {
            let key = i64::try_from(number).expect("a number");
            answers.answers.push((key, hits));
        }
    }
    answers
}

const HOLM: &str = "Letter from Ada Holm to Ben Rask";
const DAHL: &str = "Memorandum from Carl Dahl to Ada Holm";
const RASK: &str = "Letter from Ben Rask to Ada Holm";

#[test]
fn documents_are_listed_by_date_and_the_undated_stand_at_the_end_whichever_way_round() {
    let mut room = Room::full(120, 40);
    let all = room.titles();
    assert_eq!(all[..3], [HOLM, RASK, DAHL]);
    let undated = all[3].to_owned();
    room.keys("r");
    assert_eq!(room.titles(), [DAHL, RASK, HOLM, &undated]);
    let screen = room.screen();
    assert!(
        screen.contains("4 documents") && screen.contains("undated 1"),
        "{screen}"
    );
    assert!(
        screen.contains("1921-05-03") && screen.contains("Ada Holm"),
        "{screen}"
    );
}

#[test]
fn the_list_fills_while_files_are_read_and_what_is_selected_stays_selected() {
    let mut room = Room::empty(100, 30, Settings::default());
    room.arrive(1);
    room.arrive(2);
    assert!(
        room.screen().contains("3 of 4 files read"),
        "{}",
        room.screen()
    );
    room.keys("down");
    let selected = |room: &Room| {
        let (at, _) = room.session.app.room.position();
        let entry = room.session.app.room.entry(at);
        entry.map(|(shelved, _)| shelved.title.clone())
    };
    let before = selected(&room);
    room.arrive(0);
    room.arrive(3);
    assert_eq!(selected(&room), before);
    assert_eq!(room.session.app.room.position().0, 3);
}

#[test]
fn a_file_read_anew_takes_the_place_of_what_was_listed_of_it() {
    let mut room = Room::full(100, 30);
    room.tell(vec![News::Read(file(1), Vec::new())]);
    assert_eq!(room.titles().len(), 3);
    room.tell(vec![News::Gone(file(0))]);
    assert_eq!(room.titles()[0], RASK);
}

#[test]
fn a_value_narrows_the_list_and_the_other_facets() {
    let mut room = Room::full(120, 40);
    let row = room.row_of(" Ada Holm");
    let count = room.session.app.room.shelf.documents().len();
    room.keys("tab enter");
    assert_eq!(room.titles(), [HOLM], "the first sender of {count}");
    let screen = room.screen();
    assert!(
        screen.contains("From: Ada Holm") && screen.contains("1 of 4 documents"),
        "{screen}"
    );
    assert!(
        screen.contains("Carl Dahl"),
        "another sender may still be chosen:\n{screen}"
    );
    room.click(4, row);
    assert_eq!(
        room.titles().len(),
        4,
        "a click on what is chosen widens again"
    );
    room.keys("tab enter x");
    assert_eq!(room.titles().len(), 4);
}

#[test]
fn the_timeline_is_brushed_by_keys_and_by_the_mouse() {
    let mut room = Room::full(80, 24);
    room.keys("right left enter");
    assert_eq!(room.titles(), [HOLM, RASK], "1921");
    assert!(room.screen().contains("1921"), "{}", room.screen());
    room.keys("enter");
    assert_eq!(room.titles().len(), 4, "the same once more widens again");
    room.keys("G [");
    assert_eq!(room.titles(), [DAHL], "from 1932 on");
    room.keys("x u");
    assert_eq!(room.titles().len(), 1, "the undated one");
    room.keys("u");
    let timeline = room
        .session
        .app
        .room
        .areas()
        .and_then(|areas| areas.timeline);
    let row = timeline.expect("room for a timeline").y;
    room.click(1, row);
    assert_eq!(room.titles(), [HOLM, RASK]);
    room.click(1 + 11 * 4, row);
    assert_eq!(
        room.titles(),
        [HOLM, RASK, DAHL],
        "from the one to the other"
    );
    room.click(70, row);
    assert_eq!(room.titles().len(), 1, "a click on the undated");
}

#[test]
fn hits_stand_in_context_are_sorted_by_their_neighbours_and_open_where_they_are() {
    let mut room = Room::full(120, 40);
    room.keys("/").type_in("harbour").keys("enter");
    let screen = room.screen();
    assert!(screen.contains("4 hits in 3 of 4 documents"), "{screen}");
    let lefts = |room: &Room| -> Vec<String> {
        let room = &room.session.app.room;
        let hits = (0..room.len()).filter_map(|number| room.entry(number)?.1);
        let last = |hit: &Hit| {
            hit.context
                .left
                .split_whitespace()
                .next_back()
                .map(str::to_owned)
        };
        hits.filter_map(last).collect()
    };
    assert_eq!(lefts(&room), ["The", "old", "new", "a"]);
    room.keys("s");
    assert_eq!(
        lefts(&room),
        ["a", "new", "old", "The"],
        "by the word before"
    );
    room.keys("down enter");
    let finding = room
        .session
        .app
        .pane
        .finding
        .as_ref()
        .expect("hits that are marked");
    assert_eq!((finding.hits.len(), finding.at), (2, Some(1)));
    assert_eq!(room.session.app.pane.id().file, file(1));
    room.keys("backspace");
    assert!(room.session.app.room.is_open);
    assert_eq!(
        room.session.app.room.position().0,
        1,
        "the list is where it was"
    );
    room.keys("v");
    assert_eq!(room.titles().len(), 3, "the documents that have hits");
    room.keys("esc");
    assert_eq!(room.titles().len(), 4);
}

#[test]
fn one_goes_back_through_the_document_before_one_comes_back_to_the_list() {
    let mut room = Room::full(100, 30);
    room.keys("enter G backspace");
    assert!(
        !room.session.app.room.is_open,
        "back to where the document was opened"
    );
    room.keys("backspace");
    assert!(room.session.app.room.is_open);
    room.keys("down enter L esc");
    assert_eq!(room.session.app.pane.id().file, file(3));
    assert!(
        !room.session.app.room.is_open,
        "esc leads back to the document"
    );
}

#[test]
fn the_query_line_completes_marks_mistakes_and_recalls_earlier_queries() {
    let mut room = Room::full(100, 30);
    room.keys("/").type_in("fr");
    assert!(
        room.screen().contains("who sent or wrote it"),
        "{}",
        room.screen()
    );
    room.keys("tab").type_in("da").keys("tab");
    assert!(
        room.screen().contains("/ from:\"Carl Dahl\""),
        "{}",
        room.screen()
    );
    room.keys("ctrl-u").type_in("frmo:dahl x");
    let screen = room.screen();
    assert!(
        screen.contains("~~~~~~~~~") && screen.contains("did you mean `from:`?"),
        "{screen}"
    );
    room.keys("enter");
    assert!(
        room.session.app.overlay.is_some(),
        "the line stays to be mended"
    );
    assert!(
        room.session.status().contains("`frmo:` is not known"),
        "{}",
        room.session.status()
    );
    room.keys("ctrl-u").type_in("quay").keys("enter / up");
    assert!(room.screen().contains("/ quay"), "{}", room.screen());
    room.keys("ctrl-u enter");
    assert_eq!(room.titles().len(), 4, "an empty line shows all again");
}

#[test]
fn the_answer_to_an_earlier_question_is_passed_over() {
    let mut room = Room::full(100, 30);
    room.session.press("/");
    room.type_in("quay").session.press("enter");
    let first = Job::Ask(1, "quay".to_owned());
    assert!(room.session.effects.contains(&Effect::Work(first.clone())));
    room.session.press("/ ctrl-u");
    room.type_in("ships").session.press("enter");
    room.done(first, Outcome::Answered(answers("quay")));
    assert_eq!(room.titles(), [""; 0]);
}

#[test]
fn what_was_asked_while_files_were_read_is_asked_again_when_all_are() {
    let mut room = Room::empty(100, 30, Settings::default());
    room.arrive(0);
    room.keys("/").type_in("harbour").keys("enter");
    for number in 1..FILES.len() {
        room.arrive(number);
    }
    let asked = |room: &Room| {
        let effects = room.session.effects.iter();
        effects
            .filter(|effect| matches!(effect, Effect::Work(Job::Ask(..))))
            .count()
    };
    assert_eq!(asked(&room), 1);
    room.tell(vec![News::Done(Vec::new(), None)]);
    assert_eq!(asked(&room), 2);
    room.work();
    assert_eq!(room.session.app.room.len(), 4);
}

#[test]
fn documents_are_let_go_beyond_the_bound_and_come_back_when_they_are_wanted() {
    let settings = Settings {
        memory: 0,
        ..Settings::default()
    };
    let mut room = Room::empty(100, 30, settings);
    for number in 0..FILES.len() {
        room.arrive(number);
    }
    room.keys("enter backspace down enter backspace");
    let loaded =
        (0..FILES.len()).filter(|&number| room.session.app.library.opened(file(number)).is_some());
    assert_eq!(loaded.count(), 1, "only the one read last is kept");
    room.keys("up enter");
    assert_eq!(room.session.app.pane.id().file, file(0));
    assert!(room.screen().contains("Dear Ben"), "{}", room.screen());
}

#[test]
fn every_small_screen_has_a_list_and_its_parts_by_keys() {
    let mut room = Room::full(40, 10);
    assert!(room.screen().contains("1921-05-03"), "{}", room.screen());
    room.keys("tab");
    assert!(
        room.screen().contains("From") && room.screen().contains("Ada Holm"),
        "{}",
        room.screen()
    );
    room.keys("tab");
    assert!(room.screen().contains("1921-05-03"), "{}", room.screen());
    let longest = room.screen().lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 40));
}

#[test]
fn the_documents_of_the_program_are_not_listed_and_that_is_said() {
    let session = Session::corpus().size(100, 24).keys("L");
    assert!(
        session.status().contains("name a folder"),
        "{}",
        session.status()
    );
    assert!(!session.app.room.is_open);
}

#[test]
fn files_that_were_named_are_listed_when_the_room_is_first_opened() {
    let mut session = Session::of(vec![opened(FILES[0].0, FILES[0].1, None)]);
    session.app.room.offer(true, false);
    let session = session.keys("S q");
    assert!(session.effects.contains(&Effect::Work(Job::Shelve)));
    assert!(session.screen().contains("/ q"), "{}", session.screen());
}

#[test]
fn files_that_cannot_be_read_are_counted_and_listed() {
    let mut room = Room::full(100, 30);
    let reason = "box/broken.docx: this is no Word file".to_owned();
    room.tell(vec![News::Done(vec![reason.clone()], None)]);
    assert!(
        room.session.status().contains("1 file could not be read"),
        "{}",
        room.session.status()
    );
    room.keys("e");
    assert!(room.screen().contains(&reason), "{}", room.screen());
}
