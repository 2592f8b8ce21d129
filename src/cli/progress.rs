//! How far a long build is, on one line of a terminal that is wiped in the end. Where there is no terminal,
//! and in the first second, nothing is written.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Builds that are faster need no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line changes at most.
const PAUSE: Duration = Duration::from_millis(100);

/// The line of one build.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    /// When the line may be written next; nothing if there is nowhere to write it.
    next: Option<Mutex<Instant>>,
    written: AtomicUsize,
}

impl Progress {
    /// The progress of `total` files; `wanted` is whether anybody wants to see it.
    pub fn of(total: usize, wanted: Wanted) -> Self {
        let shows = wanted == Wanted::Yes && std::io::stderr().is_terminal();
        let next = shows.then(|| Mutex::new(Instant::now() + PATIENCE));
        Self { total, done: AtomicUsize::new(0), next, written: AtomicUsize::new(0) }
    }

    /// Says that one more file is made.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(next) = &self.next else { return };
        let Ok(mut next) = next.try_lock() else { return };
        if Instant::now() >= *next {
            *next = Instant::now() + PAUSE;
            self.written.store(1, Ordering::Relaxed);
            let _ = write!(anstream::stderr(), "\rMaking the website: {done} of {} files", self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.written.load(Ordering::Relaxed) > 0 {
            let _ = write!(anstream::stderr(), "\r{:60}\r", "");
        }
    }
}

/// Whether anybody wants to see the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A person does.
    Yes,
    /// Nobody does.
    No,
}
