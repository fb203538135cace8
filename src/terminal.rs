//! The terminal: raw mode, the event loop, and the effects that touch the outside.
//!
//! The only module that knows a terminal is there. It is given back as it was found when the reader quits, panics or is
//! ended by a signal. Nothing wakes the program while nothing happens: the loop sleeps in one channel, into which a thread
//! reads keys, a thread waits for signals, and a few do the [work] that the reader asks for.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use manicule::app::App;
//! use manicule::keymap::Keymap;
//! use manicule::library::Library;
//! use manicule::settings::Settings;
//! use manicule::terminal::{self, work::Workshop};
//!
//! fn read(workshop: Arc<dyn Workshop>) -> std::io::Result<()> {
//!     let make = || App::new(Library::default(), Settings::default(), Keymap::built_in());
//!     terminal::run(make, workshop, Vec::new())?;
//!     Ok(())
//! }
//! ```

pub mod guard;
pub mod input;
pub mod signals;
pub mod work;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use crate::app::own::{self, Draft};
use crate::app::{App, Effect, Event, Job};
use guard::Guard;
use input::Input;
use signals::Ended;
use work::{Workers, Workshop};

/// How long the first screen waits for the first document. Later, what is there to see is that it is being read.
const PATIENCE: Duration = Duration::from_millis(100);

/// What reaches the loop.
#[derive(Debug)]
enum Message {
    /// Something for the reader.
    Event(Event),
    /// The terminal is to be drawn anew: the program was stopped and goes on.
    Resumed,
    /// The shell wants the program to stop.
    Stop,
    /// The program is to end by this signal.
    End(i32),
    /// The terminal is gone.
    Gone,
}

/// How reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The reader quit; why files that were asked for could not be had.
    Quit(Vec<String>),
    /// A signal ended it.
    Signal(i32),
    /// The terminal went away.
    Gone,
    /// No file can be had; why the first of them cannot.
    NothingToRead(String),
}

/// Opens the terminal and reads until the reader quits. The first jobs are done from the start, beside what `make` and the
/// terminal take; the terminal is not touched before it is known whether there is anything to read.
pub fn run(
    make: impl FnOnce() -> App,
    workshop: Arc<dyn Workshop>,
    first: Vec<Job>,
) -> io::Result<Ending> {
    guard::give_back_on_panic();
    let (sender, receiver) = mpsc::channel();
    let done = sender.clone();
    let workers = Workers::new(Arc::clone(&workshop), move |job, outcome| {
        done.send(Message::Event(Event::Done(job, outcome))).is_ok()
    });
    for job in first {
        workers.start(job);
    }
    let app = make();
    let mut session = Session {
        app,
        terminal: open_terminal()?,
        workshop,
        workers,
        sender,
        receiver,
    };
    session.await_document();
    if let Some(reason) = session.app.failure() {
        return Ok(Ending::NothingToRead(reason.to_owned()));
    }
    let ended = Ended::default();
    let signals = signals::listen(session.sender.clone(), ended.clone())?;
    let guard = Guard::take()?;
    let ending = session.run();
    drop(guard);
    ended.mark();
    session.finish();
    signals.close();
    ending
}

type Screen = Terminal<CrosstermBackend<io::BufWriter<io::Stdout>>>;

/// The columns and rows that a terminal is taken to have if it does not say.
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

fn open_terminal() -> io::Result<Screen> {
    // One write a frame, however many cells change: 64 KiB holds the largest frame of a usual terminal.
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout());
    let (width, height) = crossterm::terminal::size().unwrap_or(UNKNOWN_SIZE);
    let viewport = ratatui::Viewport::Fixed(Rect::new(0, 0, width, height));
    Terminal::with_options(
        CrosstermBackend::new(out),
        ratatui::TerminalOptions { viewport },
    )
}

struct Session {
    app: App,
    terminal: Screen,
    workshop: Arc<dyn Workshop>,
    workers: Workers,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
}

impl Session {
    /// Waits a moment for the first document, so that the first screen is one of its text.
    fn await_document(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while self.app.is_first_awaited() {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.receiver.recv_timeout(left) {
                Ok(Message::Event(event)) => drop(self.app.handle(event)),
                Ok(_) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn run(&mut self) -> io::Result<Ending> {
        let size = self.terminal.get_frame().area();
        self.app.handle(Event::Resize(size.width, size.height));
        self.draw()?;
        read_events(self.sender.clone());
        loop {
            let Ok(first) = self.receiver.recv() else {
                return Ok(Ending::Gone);
            };
            let mut next = Some(first);
            // Everything that waits is taken in before anything is drawn, so that a storm of resizes is one frame.
            while let Some(message) = next {
                if let Some(ending) = self.take(message)? {
                    return Ok(ending);
                }
                next = self.receiver.try_recv().ok();
            }
            self.draw()?;
        }
    }

    /// Takes a message in; says how the reading ended, if it did.
    fn take(&mut self, message: Message) -> io::Result<Option<Ending>> {
        match message {
            Message::Event(event) => {
                if let Event::Resize(width, height) = event {
                    self.terminal.resize(Rect::new(0, 0, width, height))?;
                }
                for effect in self.app.handle(event) {
                    if effect == Effect::Quit {
                        let failures = self.app.library.failures().map(str::to_owned);
                        return Ok(Some(Ending::Quit(failures.collect())));
                    }
                    self.carry_out(effect)?;
                }
                let failure = self.app.failure();
                Ok(failure.map(|reason| Ending::NothingToRead(reason.to_owned())))
            }
            Message::Stop => self.suspend().map(|()| None),
            Message::Resumed => self.redraw().map(|()| None),
            Message::End(signal) => Ok(Some(Ending::Signal(signal))),
            Message::Gone => Ok(Some(Ending::Gone)),
        }
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.redraw(),
            Effect::Copy(text) => {
                let out = self.terminal.backend_mut();
                execute!(out, CopyToClipboard::to_clipboard_from(text))
            }
            Effect::Work(job) => {
                self.workers.start(job);
                Ok(())
            }
            Effect::Write(draft) => self.lend(draft),
            Effect::Quit => Ok(()),
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let app = &self.app;
        crossterm::queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal
            .draw(|frame| frame.render_widget(app, frame.area()))?;
        crossterm::queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }

    /// Draws every cell again, at the size that the terminal has now.
    fn redraw(&mut self) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size().unwrap_or(self.app.size());
        self.terminal.resize(Rect::new(0, 0, width, height))?;
        self.app.handle(Event::Resize(width, height));
        Ok(())
    }

    /// Gives the terminal back and stops, as Ctrl-Z does in any program; takes it again when the shell continues.
    fn suspend(&mut self) -> io::Result<()> {
        guard::give_back();
        signals::stop()?;
        guard::take()?;
        self.redraw()
    }
}

impl Session {
    /// Lends the terminal to the user's own editor.
    fn lend(&mut self, draft: Draft) -> io::Result<()> {
        // What is typed meanwhile is the editor's.
        let held = input::hold();
        guard::lend();
        let written = self.workshop.write(&draft);
        guard::take()?;
        drop(held);
        self.redraw()?;
        for effect in self.app.handle(Event::Written(draft, written)) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    /// Does what is still to be done when the reading has ended, without waiting for anything else.
    fn finish(&self) {
        for keeping in own::at_last(&self.app.library) {
            // A failure is said by who does it: there is no screen any more.
            let _ = self.workshop.begin(&Job::Keep(keeping)).next();
        }
    }
}

/// Reads keys, pastes and the mouse in a thread of their own.
fn read_events(sender: Sender<Message>) {
    thread::spawn(move || {
        input::read(|input| {
            let event = match input {
                Input::Key(key) => Event::Key(key),
                Input::Mouse(pointing) => Event::Mouse(pointing),
                Input::Paste(text) => Event::Paste(text),
            };
            sender.send(Message::Event(event)).is_ok()
        });
        let _ = sender.send(Message::Gone);
    });
}
