//! A figure as HTML: title, second title, two drawings, summary, data table, sources, notes and the link to
//! its file, in the order in which a person who does not see the picture needs them. Names never repeat: the
//! figure is named by its heading, the picture says what it is and what follows, the table has its caption.

use super::markup::Markup;
use super::theme::Html;
use super::views::Download;
use crate::chart::{Cell, Chart, DataTable, Form, Tile, Width};
use crate::report::Publication;

/// Tables longer than this are not read as a whole: the link to the file comes before them.
const LONG_TABLE: usize = 60;

/// What a figure is on its page.
#[derive(Debug)]
pub struct Placed<'a> {
    /// Its id; those of its parts start with it.
    pub id: &'a str,
    /// Its number: "4".
    pub number: &'a str,
    /// The heading's element: `h3`.
    pub heading: &'static str,
    /// The finding, as HTML.
    pub title: &'a Html,
    /// Where its numbers come from.
    pub sources: Vec<&'a Publication>,
    /// Its file.
    pub file: &'a Download,
}

/// The figure that shows `chart`.
pub fn html(chart: &Chart, placed: &Placed<'_>) -> Html {
    let heading_id = format!("{}-h", placed.id);
    let class = match chart.form() {
        Form::Drawing => "chart",
        Form::Table => "tabular",
        Form::Tile(_) => "tile",
    };
    let mut out = Markup::new();
    out.open("figure", &[("class", class), ("id", placed.id), ("aria-labelledby", &heading_id)]);
    out.open(placed.heading, &[("id", &heading_id)]);
    out.leaf("span", &[("class", "figure-number")], &format!("Figure {}:", placed.number));
    out.text(" ").html(placed.title).close_line();
    out.leaf("p", &[("class", "sub")], chart.subtitle()).line();
    match chart.form() {
        Form::Drawing => {
            out.html(&Html(chart.draw(Width::Wide))).line();
            out.html(&Html(chart.draw(Width::Narrow))).line();
        }
        Form::Tile(tile) => face(&mut out, tile),
        Form::Table => {}
    }
    out.leaf("p", &[("class", "summary")], chart.summary()).line();
    let is_long = chart.table().rows.len() > LONG_TABLE;
    if is_long {
        download(&mut out, placed);
    }
    numbers(&mut out, chart, placed);
    out.open("figcaption", &[]);
    sources(&mut out, &placed.sources);
    notes(&mut out, chart.notes());
    if !is_long {
        download(&mut out, placed);
    }
    out.close_line();
    out.finish()
}

/// The table: open where it is the figure, else behind a summary.
fn numbers(out: &mut Markup, chart: &Chart, placed: &Placed<'_>) {
    let caption_id = format!("{}-c", placed.id);
    if chart.form() == Form::Table {
        table(out, &caption_id, chart.table());
        return;
    }
    out.open("details", &[]).leaf("summary", &[], &format!("Data for figure {}", placed.number));
    table(out, &caption_id, chart.table());
    out.close_line();
}

/// A number in large type, and under it what became of it.
fn face(out: &mut Markup, tile: &Tile) {
    out.open("div", &[("class", "face")]).open("p", &[("class", "now")]);
    out.leaf("strong", &[], &tile.value);
    if !tile.unit.is_empty() {
        out.text(" ").leaf("span", &[("class", "unit")], &tile.unit);
    }
    if !tile.marks.is_empty() {
        out.text(" ").leaf("span", &[("class", "marks")], &tile.marks.to_string());
    }
    out.text(" ").leaf("span", &[("class", "when")], &tile.when).close_line();
    if !tile.change.is_empty() {
        out.leaf("p", &[("class", "change")], &tile.change).line();
    }
    out.html(&Html(tile.trend.clone())).close_line();
}

/// A publication as readers cite it: `[title] from the [publisher]`, linked if it has an address.
pub fn source(publication: &Publication) -> Html {
    let mut out = Markup::new();
    match &publication.url {
        Some(url) => out.leaf("a", &[("href", url), ("rel", "noopener noreferrer")], &publication.title),
        None => out.text(&publication.title),
    };
    out.text(" from ").text(&with_article(&publication.publisher));
    out.finish()
}

/// "the Home Office", but "West Midlands Police".
fn with_article(publisher: &str) -> String {
    let takes_article = ["Office", "Ministry", "Department"].iter().any(|word| publisher.contains(word));
    match takes_article && !publisher.to_lowercase().starts_with("the ") {
        true => format!("the {publisher}"),
        false => publisher.to_owned(),
    }
}

fn download(out: &mut Markup, placed: &Placed<'_>) {
    let text = format!("Data for figure {} ({})", placed.number, placed.file.kind_and_size);
    out.open("p", &[("class", "download")]).leaf("a", &[("href", &placed.file.href)], &text).close_line();
}

fn sources(out: &mut Markup, sources: &[&Publication]) {
    let Some((first, rest)) = sources.split_first() else { return };
    out.open("p", &[("class", "source")]).text(if rest.is_empty() { "Source: " } else { "Sources: " });
    out.html(&source(first));
    for other in rest {
        out.text("; ").html(&source(other));
    }
    out.close_line();
}

fn notes(out: &mut Markup, notes: &[String]) {
    match notes {
        [] => {}
        [one] => drop(out.leaf("p", &[("class", "notes")], &format!("Note: {one}")).line()),
        several => {
            out.leaf("p", &[("class", "notes")], "Notes:").open("ul", &[("class", "notes")]);
            for note in several {
                out.leaf("li", &[], note);
            }
            out.close_line();
        }
    }
}

fn table(out: &mut Markup, caption_id: &str, table: &DataTable) {
    let region = [("class", "scroll"), ("role", "region"), ("aria-labelledby", caption_id), ("tabindex", "0")];
    out.open("div", &region).open("table", &[]);
    out.leaf("caption", &[("id", caption_id)], &table.caption).line();
    out.open("thead", &[]).open("tr", &[]);
    for column in &table.columns {
        let class = if column.numeric { "number" } else { "words" };
        out.leaf("th", &[("scope", "col"), ("class", class)], &column.heading);
    }
    out.close().close_line();
    out.open("tbody", &[]);
    for row in &table.rows {
        out.open("tr", &[]);
        for (cell, column) in row.iter().zip(&table.columns) {
            cell_html(out, cell, column.numeric);
        }
        out.close_line();
    }
    out.close().close().close_line();
}

fn cell_html(out: &mut Markup, cell: &Cell, is_numeric: bool) {
    match (cell.is_header, is_numeric) {
        (true, _) => out.open("th", &[("scope", "row")]),
        (false, true) => out.open("td", &[("class", "number")]),
        (false, false) => out.open("td", &[]),
    };
    out.text(&cell.text);
    if !cell.marks.is_empty() {
        let space = if cell.text.is_empty() { "" } else { " " };
        out.text(space).leaf("span", &[("class", "marks")], &cell.marks.to_string());
    }
    out.close();
}
