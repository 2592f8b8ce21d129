//! Delivers a site to a folder, so that the folder always holds a whole site, the old or the new one,
//! whatever happens meanwhile. This folder of the crate may touch the disk.
//!
//! 1. `place`: where the output goes, and whether it may go there.
//! 2. `lock`: one builder at a time; a dead one's lock is free.
//! 3. `present`: the site that is there: its marker, and that nothing else is in the folder.
//! 4. `folder`: pages are handed over one by one, from any thread. A page that is the same byte for byte is
//!    left as it is; the others are written to a staging folder beside the output (`stage`).
//! 5. `switch`: staging folder and output change places in one system call.
//! 6. `remove`: the old files go, but only those the marker lists.
//!
//! `edition` does the same for a frozen edition among the report's own files.
//!
//! If no page changed and none is gone, nothing is written at all.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod edition;
mod fault;
pub mod folder;
mod lock;
mod marker;
mod place;
mod present;
mod remove;
mod stage;
mod switch;

pub use folder::{Delivered, Destination, Durability, Event, Staging};
