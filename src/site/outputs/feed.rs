//! What machines read: feed and sitemap, if the site knows its own address, and robots.txt.

use crate::site::Frame;
use crate::site::output::{Output, OutputFile};
use crate::site::route::Place;
use crate::site::views::feed;

/// The three files.
pub const OUTPUT: Output = Output { name: "feed", files };

fn files<'a>(frame: &Frame<'a>) -> Vec<OutputFile<'a>> {
    let mut files = vec![OutputFile::page(Place::Robots, "robots.txt", feed::robots)];
    if frame.routes.has_url() {
        files.push(OutputFile::page(Place::Feed, "feed.xml", feed::feed));
        files.push(OutputFile::page(Place::Sitemap, "sitemap.xml", feed::sitemap));
    }
    files
}
