//! Ends a build that takes too long or too much memory. The process simply exits: nothing was switched yet, so
//! the old site is whole. Two clocks run: one for the whole build, and one that each finished page sets back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long no page may be finished while pages are made.
const PAGE_LIMIT: Duration = Duration::from_secs(10);

/// How many bytes of memory a build may take. A template that doubles a text again and again would else take
/// all there is, and the system would end other programs too.
const MEMORY_LIMIT: u64 = 1 << 30;

/// How often clocks and memory are looked at.
const TICK: Duration = Duration::from_millis(20);

/// What the second clock shows while no pages are made.
const STOPPED: u64 = u64::MAX;

/// Watches one build, to the end of the process.
#[derive(Debug, Clone)]
pub struct Watchdog {
    start: Instant,
    /// When the last page was finished, in milliseconds from the start; [`STOPPED`] if none are being made.
    last: Arc<AtomicU64>,
}

impl Watchdog {
    /// Starts to watch; `limit` is for the whole build.
    pub fn start(limit: Duration) -> Self {
        let watchdog = Self { start: Instant::now(), last: Arc::new(AtomicU64::new(STOPPED)) };
        let watched = watchdog.clone();
        std::thread::spawn(move || watched.watch(limit));
        watchdog
    }

    /// Says that pages are being made from now on, or that one is finished.
    pub fn page_done(&self) {
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(STOPPED - 1);
        self.last.store(now, Ordering::Relaxed);
    }

    /// Says that all pages are made.
    pub fn pages_done(&self) {
        self.last.store(STOPPED, Ordering::Relaxed);
    }

    fn watch(&self, limit: Duration) {
        loop {
            std::thread::sleep(TICK);
            let last = self.last.load(Ordering::Relaxed);
            let waited = self.start.elapsed().saturating_sub(Duration::from_millis(last));
            let what = match () {
                () if last != STOPPED && waited > PAGE_LIMIT => {
                    format!("a page takes longer than {} seconds", PAGE_LIMIT.as_secs())
                }
                () if memory().is_some_and(|bytes| bytes > MEMORY_LIMIT) => {
                    format!("the build takes more than {} MiB of memory", MEMORY_LIMIT >> 20)
                }
                () if self.start.elapsed() > limit => {
                    format!("the build takes longer than {} seconds", limit.as_secs())
                }
                () => continue,
            };
            super::messages::failure(&anyhow::anyhow!("{what}; nothing was published"));
            std::process::exit(2);
        }
    }
}

/// How many bytes of memory this process takes, where the system says so.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}
