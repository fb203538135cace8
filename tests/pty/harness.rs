//! The program in a real pseudo-terminal, read by an emulator: what the tests type, see and measure.
//!
//! Knows nothing of what the program does. No wait is for a number of seconds: it goes on as long as the program gets on (it
//! is given processor time, wakes up, or writes), and shows the screen if what is waited for does not come. So a machine that
//! does ten things at once is waited for, and a program that hangs is not.

use std::cell::Cell;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty};

/// How long all processes in the terminal may sleep, writing nothing, before what is waited for is given up. The kernel
/// wakes who has something to do, so a sleep of this length is for ever, except where a test puts a process to sleep itself.
const STILL: Duration = Duration::from_secs(20);

/// How much processor time they may use while one thing is waited for, in hundredths of a second: that of a busy loop.
const MOST_TICKS: u64 = 60 * 100;

/// How many looks in a row must see the same before the program is taken to rest: what it wrote last is then read.
const LOOKS: usize = 12;

/// How often a wait looks again at what tells nobody when it changes.
const INTERVAL: Duration = Duration::from_millis(5);

/// What is to be started, and in what terminal.
pub(crate) struct Setup {
    program: PathBuf,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, String)>,
    columns: u16,
    rows: u16,
}

impl Setup {
    /// The program of this project with these arguments, in a terminal of 100 columns and 30 rows.
    pub(crate) fn new<S: Into<OsString>>(arguments: impl IntoIterator<Item = S>) -> Self {
        Self::of(env!("CARGO_BIN_EXE_manicule"), arguments)
    }

    /// Any program.
    pub(crate) fn of<S: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            environment: Vec::new(),
            columns: 100,
            rows: 30,
        }
    }

    /// The same in a terminal of another size.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// The same with a variable in its environment.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Starts it.
    pub(crate) fn start(self) -> Session {
        Session::start(&self)
    }
}

/// What came out of the terminal so far.
struct Output {
    raw: Vec<u8>,
    emulator: Emulator,
    /// Whether the terminal takes what the program writes.
    is_reading: bool,
    /// Whether the terminal is to be closed.
    is_closing: bool,
}

/// The emulator, which panics at some sizes and sequences (a wide character in a single column).
struct Emulator(vt100::Parser);

impl Emulator {
    /// The least columns and rows that the emulator can be trusted with. A smaller terminal is shown in its corner.
    const LEAST: (u16, u16) = (4, 4);

    /// Where all that was written is read again after a panic: the modes are then right, the cells those of this size.
    const SAFE: (u16, u16) = (500, 200);

    fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (columns.max(Self::LEAST.0), rows.max(Self::LEAST.1));
        Self(vt100::Parser::new(rows, columns, 0))
    }

    /// Shows it what was written last; `all` is all that was written.
    fn process(&mut self, last: &[u8], all: &[u8]) {
        let reading = AssertUnwindSafe(|| self.0.process(last));
        if panic::catch_unwind(reading).is_err() {
            *self = Self::new(Self::SAFE.0, Self::SAFE.1);
            self.0.process(all);
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let (columns, rows) = (columns.max(Self::LEAST.0), rows.max(Self::LEAST.1));
        let resizing = AssertUnwindSafe(|| self.0.screen_mut().set_size(rows, columns));
        if panic::catch_unwind(resizing).is_err() {
            *self = Self::new(columns, rows);
        }
    }

    fn screen(&self) -> &vt100::Screen {
        self.0.screen()
    }
}

type Shared = Arc<(Mutex<Output>, Condvar)>;
type Writer = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// A program running in a terminal. It is killed when the session is dropped.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Writer,
    output: Shared,
    reader: Option<thread::JoinHandle<()>>,
    modes_before: String,
    /// What the processes had done when something was last asked of them.
    activity: Cell<Activity>,
    /// The user's home, empty: no settings, no keymap of theirs.
    _home: tempfile::TempDir,
}

impl Session {
    fn start(setup: &Setup) -> Self {
        let size = PtySize {
            rows: setup.rows,
            cols: setup.columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = portable_pty::native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let modes_before = modes(&*pair.master);
        let home = tempfile::tempdir().expect("a folder");
        let child = pair
            .slave
            .spawn_command(command(setup, home.path()))
            .expect("the program starts");
        let output = Output {
            raw: Vec::new(),
            emulator: Emulator::new(setup.columns, setup.rows),
            is_reading: true,
            is_closing: false,
        };
        let output: Shared = Arc::new((Mutex::new(output), Condvar::new()));
        let writer: Writer = Arc::new(Mutex::new(Some(
            pair.master.take_writer().expect("the keyboard"),
        )));
        let reader = pair.master.try_clone_reader().expect("the screen");
        let reader = read_in_background(reader, Arc::clone(&output), Arc::clone(&writer));
        Self {
            child,
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer,
            output,
            reader: Some(reader),
            modes_before,
            activity: Cell::default(),
            _home: home,
        }
    }

    /// Types: the bytes that a terminal sends for keys.
    pub(crate) fn send(&self, keys: &str) {
        self.note_activity();
        let mut writer = lock(&self.writer);
        let writer = writer.as_mut().expect("the terminal is open");
        writer
            .write_all(keys.as_bytes())
            .and_then(|()| writer.flush())
            .expect("the keys are typed");
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.note_activity();
        lock(&self.output.0).emulator.resize(columns, rows);
        self.master
            .as_ref()
            .expect("the terminal is open")
            .resize(size)
            .expect("another size");
    }

    /// Sends a signal by its name: `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        self.note_activity();
        let command = format!("kill -{name} {}", self.process());
        let status = Command::new("sh")
            .args(["-c", &command])
            .status()
            .expect("a shell");
        assert!(status.success(), "`{command}` failed");
    }

    /// Stops to take what the program writes: a terminal that is held.
    pub(crate) fn hold(&self) {
        lock(&self.output.0).is_reading = false;
    }

    /// Takes again what the program writes.
    pub(crate) fn release(&self) {
        lock(&self.output.0).is_reading = true;
        self.output.1.notify_all();
    }

    /// Closes the terminal under the program. The reading thread is woken by whatever `wake` makes the program write.
    pub(crate) fn close(&mut self, wake: &str) {
        lock(&self.output.0).is_closing = true;
        self.send(wake);
        let reader = self.reader.take().expect("the terminal is open");
        self.wait("the reading thread to end", || {
            reader.is_finished().then_some(())
        });
        *lock(&self.writer) = None;
        self.slave = None;
        self.master = None;
    }

    /// Waits until the screen is as wanted, and returns what stands on it.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> String {
        self.wait(what, || {
            let output = lock(&self.output.0);
            let screen = output.emulator.screen();
            is_so(screen).then(|| screen.contents())
        })
    }

    /// Waits until a text stands on the screen, and returns all that does.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, text: &str) -> String {
        self.wait_for(&format!("`{text}`"), |screen| {
            screen.contents().contains(text)
        })
    }

    /// Waits until the program has taken in what was asked of it last, and sleeps: no thread runs, wakes up or writes.
    #[track_caller]
    pub(crate) fn wait_for_rest(&self) {
        let mut seen = (0, Activity::default(), 0);
        self.wait("the program to rest", || {
            let activity = self.child.process_id().and_then(Activity::of);
            let now = (self.written(), activity.unwrap_or_default());
            let is_same = (seen.0, seen.1) == now && !now.1.is_running;
            seen = (now.0, now.1, if is_same { seen.2 + 1 } else { 0 });
            let is_taken_in = now.1 != self.activity.get();
            (is_taken_in && seen.2 >= LOOKS).then_some(())
        });
    }

    /// Waits for the program to end.
    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        let mut progress = Progress::default();
        loop {
            if let Some(status) = self.child.try_wait().expect("the program's status") {
                return status;
            }
            self.go_on(&mut progress, "the program to end");
        }
    }

    /// Waits for something else to be so.
    #[track_caller]
    pub(crate) fn wait<T>(&self, what: &str, mut get: impl FnMut() -> Option<T>) -> T {
        let mut progress = Progress::default();
        loop {
            if let Some(got) = get() {
                return got;
            }
            self.go_on(&mut progress, what);
        }
    }

    /// Waits a moment more; fails if the program does nothing any more, or nothing but run.
    #[track_caller]
    fn go_on(&self, progress: &mut Progress, what: &str) {
        thread::sleep(INTERVAL);
        progress.looks += 1;
        // To ask the kernel for every process costs more than to look at the screen.
        if !progress.looks.is_multiple_of(50) {
            return;
        }
        let now = (self.written(), self.activity());
        let first = *progress.first_ticks.get_or_insert(now.1.ticks);
        if now != progress.seen || now.1.is_running {
            progress.seen = now;
            progress.at = Instant::now();
        }
        let used = now.1.ticks.saturating_sub(first);
        assert!(
            progress.at.elapsed() < STILL && used < MOST_TICKS,
            "waited in vain for {what}: nothing more happens, or {used} hundredths of a second of work did not bring it; \
             the screen:\n{}",
            self.picture()
        );
    }

    /// What the processes in this terminal did so far.
    fn activity(&self) -> Activity {
        self.child
            .process_id()
            .map_or_else(Activity::default, Activity::of_session)
    }

    fn note_activity(&self) {
        let activity = self.child.process_id().and_then(Activity::of);
        self.activity.set(activity.unwrap_or_default());
    }

    /// What stands on the screen.
    pub(crate) fn screen(&self) -> vt100::Screen {
        lock(&self.output.0).emulator.screen().clone()
    }

    /// Every byte that the program wrote.
    pub(crate) fn raw(&self) -> Vec<u8> {
        lock(&self.output.0).raw.clone()
    }

    /// How many bytes the program wrote.
    pub(crate) fn written(&self) -> usize {
        lock(&self.output.0).raw.len()
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// Fails unless the terminal is as it was before the program was started: its modes, the screen, the cursor, the mouse.
    #[track_caller]
    pub(crate) fn check_terminal_is_as_found(&self) {
        let master = self.master.as_ref().expect("the terminal is open");
        assert_eq!(
            modes(&**master),
            self.modes_before,
            "the modes of the terminal are not as they were"
        );
        // What the program wrote last may still be on its way.
        self.wait("the terminal to be given back", || {
            let output = lock(&self.output.0);
            let screen = output.emulator.screen();
            let is_as_found = !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && !screen.application_cursor()
                && !screen.application_keypad()
                && screen.fgcolor() == vt100::Color::Default
                && screen.bgcolor() == vt100::Color::Default
                && !(screen.bold() || screen.dim() || screen.italic())
                && !(screen.underline() || screen.inverse())
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None;
            is_as_found.then_some(())
        });
    }

    /// The screen in a frame, with what else matters when a test fails.
    pub(crate) fn picture(&self) -> String {
        let screen = self.screen();
        let (rows, columns) = screen.size();
        let mut picture = String::new();
        for row in screen.rows(0, columns) {
            let _ = writeln!(picture, "│{row}");
        }
        let _ = write!(
            picture,
            "{columns} × {rows}, cursor {:?}{}, {} bytes written",
            screen.cursor_position(),
            if screen.hide_cursor() { " hidden" } else { "" },
            self.written()
        );
        picture
    }
}

/// What was seen of a program that is waited for.
struct Progress {
    seen: (usize, Activity),
    /// When it changed last.
    at: Instant,
    first_ticks: Option<u64>,
    /// How often the wait looked for what it waits for.
    looks: u32,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            seen: <(usize, Activity)>::default(),
            at: Instant::now(),
            first_ticks: None,
            looks: 0,
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.release();
    }
}

/// The modes of a terminal, as text to compare.
fn modes(master: &dyn MasterPty) -> String {
    master
        .get_termios()
        .map(|modes| format!("{modes:?}"))
        .expect("the modes of the terminal")
}

fn command(setup: &Setup, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(&setup.program);
    command.args(&setup.arguments);
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("HOME", home);
    for name in [
        "NO_COLOR",
        "COLORTERM",
        "LC_ALL",
        "LC_CTYPE",
        "XDG_CONFIG_HOME",
        "RUST_BACKTRACE",
    ] {
        command.env_remove(name);
    }
    for (name, value) in &setup.environment {
        command.env(name, value);
    }
    command
}

/// Reads what the program writes, shows it to the emulator, and answers the questions that a terminal answers.
fn read_in_background(
    mut reader: Box<dyn Read + Send>,
    output: Shared,
    writer: Writer,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        loop {
            {
                let held = lock(&output.0);
                let held = output.1.wait_while(held, |output| !output.is_reading);
                if held.unwrap_or_else(PoisonError::into_inner).is_closing {
                    return;
                }
            }
            let Ok(count @ 1..) = reader.read(&mut buffer) else {
                return;
            };
            let read = buffer.get(..count).unwrap_or_default();
            let mut output = lock(&output.0);
            output.raw.extend_from_slice(read);
            let Output { raw, emulator, .. } = &mut *output;
            emulator.process(read, raw);
            let (row, column) = output.emulator.screen().cursor_position();
            drop(output);
            for (question, answer) in [
                (&b"\x1b[6n"[..], format!("\x1b[{};{}R", row + 1, column + 1)),
                (&b"\x1b[c"[..], "\x1b[?62c".to_owned()),
            ] {
                if memchr::memmem::find(read, question).is_some()
                    && let Some(writer) = lock(&writer).as_mut()
                {
                    let _ = writer.write_all(answer.as_bytes());
                }
            }
        }
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What processes did so far, as the kernel counts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Activity {
    /// How often one of their threads slept and was woken.
    pub(crate) wake_ups: u64,
    /// How long they ran, in hundredths of a second.
    pub(crate) ticks: u64,
    /// Whether a thread runs, waits for a processor or for a disk.
    is_running: bool,
}

impl Activity {
    /// The activity of a process; `None` if it has ended.
    pub(crate) fn of(process: u32) -> Option<Self> {
        let mut wake_ups = 0;
        let mut is_running = false;
        for task in fs::read_dir(format!("/proc/{process}/task")).ok()? {
            let status = fs::read_to_string(task.ok()?.path().join("status")).ok()?;
            let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name));
            wake_ups += field("voluntary_ctxt_switches:")?
                .trim()
                .parse::<u64>()
                .ok()?;
            is_running |= field("State:")?.trim().starts_with(['R', 'D']);
        }
        let stat = stat(process)?;
        let field = |number: usize| stat.get(number).and_then(|field| field.parse::<u64>().ok());
        // Fields 14 and 15 of the line, 11 and 12 behind the name (proc(5)).
        Some(Self {
            wake_ups,
            ticks: field(11)? + field(12)?,
            is_running,
        })
    }

    /// The activity of all processes of the session that this process leads: those of its terminal.
    fn of_session(leader: u32) -> Self {
        let mut sum = Self::default();
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        for process in numbers {
            // Field 6 of the line (proc(5)).
            let is_of_session = stat(process)
                .is_some_and(|stat| stat.get(3).is_some_and(|id| *id == leader.to_string()));
            if let Some(activity) = Self::of(process).filter(|_| is_of_session) {
                sum.wake_ups += activity.wake_ups;
                sum.ticks += activity.ticks;
                sum.is_running |= activity.is_running;
            }
        }
        sum
    }
}

/// The state of a process: `S` sleeps, `R` runs, `T` is stopped. `None` if it has ended.
pub(crate) fn state(process: u32) -> Option<char> {
    stat(process)?.first()?.chars().next()
}

/// The fields behind the name in a process's line (proc(5)), the state first.
fn stat(process: u32) -> Option<Vec<String>> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = line.rsplit_once(") ")?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}
