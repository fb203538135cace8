//! Work that takes time, beside the event loop: jobs are done by a few threads, and what comes of each goes to the loop.
//!
//! No file waits for another. Jobs of which several things come take turns, so that the beginning of every file comes before
//! the rest of any; and a job that may wait for someone outside, as reading a pipe does, has a thread of its own. Knows
//! nothing of what the jobs are.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, Once, PoisonError};
use std::thread;

use crate::app::own::Draft;
use crate::app::{Job, Outcome};

/// What comes of a job, each nearer to the whole than the one before.
pub type Outcomes = Box<dyn Iterator<Item = Outcome> + Send>;

/// Whoever knows how jobs are done.
pub trait Workshop: Send + Sync {
    /// Begins a job. Nothing is done yet; each step of the iterator does a part of it.
    fn begin(&self, job: &Job) -> Outcomes;

    /// Whether a job may wait for someone outside for as long as they please.
    fn may_wait(&self, job: &Job) -> bool;

    /// Has a text written in the user's own editor, which has the terminal meanwhile; or says why it was not.
    fn write(&self, draft: &Draft) -> Result<String, String> {
        let _ = draft;
        Err("there is no editor here".to_owned())
    }
}

/// Takes what came of a job; false if nobody wants to know any more.
type Report = dyn Fn(Job, Outcome) -> bool + Send + Sync;

/// Jobs, and the threads that do them.
pub(super) struct Workers {
    workshop: Arc<dyn Workshop>,
    queue: Arc<Queue>,
    report: Arc<Report>,
    has_begun: Once,
}

/// The jobs that wait for a thread.
#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<(Job, Outcomes)>>,
    is_filled: Condvar,
}

/// The most threads beside the loop: more of them read no faster from one disk, and the rest of the machine is not ours.
const MOST_THREADS: usize = 4;

impl Workers {
    /// Workers for jobs; what comes of them goes to `report`. Their threads begin with the first job that they are for.
    pub(super) fn new(
        workshop: Arc<dyn Workshop>,
        report: impl Fn(Job, Outcome) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            workshop,
            queue: Arc::default(),
            report: Arc::new(report),
            has_begun: Once::new(),
        }
    }

    /// Has a job done.
    pub(super) fn start(&self, job: Job) {
        let mut outcomes = self.workshop.begin(&job);
        if self.workshop.may_wait(&job) {
            let report = Arc::clone(&self.report);
            thread::spawn(move || outcomes.all(|outcome| report(job.clone(), outcome)));
        } else {
            self.has_begun.call_once(|| self.begin());
            self.queue.put(job, outcomes);
        }
    }

    fn begin(&self) {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..threads.min(MOST_THREADS) {
            let (queue, report) = (Arc::clone(&self.queue), Arc::clone(&self.report));
            thread::spawn(move || queue.work(&*report));
        }
    }
}

impl Queue {
    fn put(&self, job: Job, outcomes: Outcomes) {
        // The queue is whole whatever became of another thread while it held it.
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.push_back((job, outcomes));
        self.is_filled.notify_one();
    }

    fn take(&self) -> (Job, Outcomes) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(next) = jobs.pop_front() {
                return next;
            }
            let waited = self.is_filled.wait(jobs);
            jobs = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Does a step of one job after the other.
    fn work(&self, report: &Report) {
        loop {
            let (job, mut outcomes) = self.take();
            let Some(outcome) = outcomes.next() else {
                continue;
            };
            if !report(job.clone(), outcome) {
                return;
            }
            self.put(job, outcomes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::document::FileId;
    use crate::library::State;

    /// The first file waits until it is told to go on; each of the others comes at once.
    struct Stuck(Mutex<Option<Receiver<()>>>);

    impl Workshop for Stuck {
        fn begin(&self, job: &Job) -> Outcomes {
            let gate = self.0.lock().expect("a test of one thread").take();
            let Job::Load(file) = job.clone() else {
                return Box::new(std::iter::empty());
            };
            Box::new(std::iter::once_with(move || {
                if let Some(gate) = gate {
                    let _ = gate.recv();
                }
                Outcome::Loaded(State::Failed(format!("file {}", file.0)))
            }))
        }

        fn may_wait(&self, job: &Job) -> bool {
            *job == Job::Load(FileId(0))
        }
    }

    #[test]
    fn a_file_that_blocks_keeps_no_other_waiting() {
        let (open, gate) = mpsc::channel();
        let (sender, receiver) = mpsc::channel();
        let workers = Workers::new(Arc::new(Stuck(Mutex::new(Some(gate)))), move |job, _| {
            sender.send(job).is_ok()
        });
        for file in 0..4 {
            workers.start(Job::Load(FileId(file)));
        }
        let mut others: Vec<Job> = (0..3).filter_map(|_| receiver.recv().ok()).collect();
        others.sort_by_key(|job| format!("{job:?}"));
        assert_eq!(
            others,
            (1..4)
                .map(|file| Job::Load(FileId(file)))
                .collect::<Vec<_>>()
        );
        open.send(()).expect("the job waits");
        assert_eq!(receiver.recv(), Ok(Job::Load(FileId(0))));
    }
}
