//! Ends a build that takes too long. The process simply exits: nothing was switched yet, so the old site is
//! whole. Two clocks run: one for the whole build, one for each page while it is being made.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::diag::quote::quote;

/// How long a page may take.
pub const PAGE_LIMIT: Duration = Duration::from_secs(10);

/// How often the clocks are looked at.
const TICK: Duration = Duration::from_millis(100);

/// Pages that are being made and since when, by a number that only grows.
#[derive(Debug, Default)]
struct Running {
    next: u64,
    pages: BTreeMap<u64, (Instant, String)>,
}

/// Watches one build, to the end of the process.
#[derive(Debug, Clone)]
pub struct Watchdog {
    running: Arc<Mutex<Running>>,
}

impl Watchdog {
    /// Starts to watch; `limit` is for the whole build.
    pub fn start(limit: Duration) -> Self {
        let watchdog = Self { running: Arc::default() };
        let watched = watchdog.clone();
        std::thread::spawn(move || watched.watch(limit));
        watchdog
    }

    /// Makes a page with `make` while the clock runs.
    pub fn page<T>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.next += 1;
        let number = running.next;
        running.pages.insert(number, (Instant::now(), name.to_owned()));
        drop(running);
        let made = make();
        self.running.lock().unwrap_or_else(PoisonError::into_inner).pages.remove(&number);
        made
    }

    fn watch(&self, limit: Duration) {
        let start = Instant::now();
        loop {
            std::thread::sleep(TICK);
            let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            let slow = running.pages.values().find(|(since, _)| since.elapsed() > PAGE_LIMIT);
            let what = match slow {
                Some((_, page)) => {
                    format!("the page `{}` takes longer than {} seconds", quote(page), PAGE_LIMIT.as_secs())
                }
                None if start.elapsed() > limit => format!("the build takes longer than {} seconds", limit.as_secs()),
                None => continue,
            };
            super::messages::failure(&anyhow::anyhow!("{what}; nothing was published (see --time-limit)"));
            std::process::exit(2);
        }
    }
}
