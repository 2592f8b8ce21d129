//! The built-in theme, compiled into the program: the files of `themes/default/`.

/// Its templates by name.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../themes/default/templates/404.html")),
    ("aim.html", include_str!("../../themes/default/templates/aim.html")),
    ("base.html", include_str!("../../themes/default/templates/base.html")),
    ("changes.html", include_str!("../../themes/default/templates/changes.html")),
    ("data.html", include_str!("../../themes/default/templates/data.html")),
    ("editions.html", include_str!("../../themes/default/templates/editions.html")),
    ("feed.xml", include_str!("../../themes/default/templates/feed.xml")),
    ("history.html", include_str!("../../themes/default/templates/history.html")),
    ("overview.html", include_str!("../../themes/default/templates/overview.html")),
    ("parts/aim.html", include_str!("../../themes/default/templates/parts/aim.html")),
    ("parts/downloads.html", include_str!("../../themes/default/templates/parts/downloads.html")),
    ("parts/facts.html", include_str!("../../themes/default/templates/parts/facts.html")),
    ("parts/scorecard.html", include_str!("../../themes/default/templates/parts/scorecard.html")),
    ("parts/standing.html", include_str!("../../themes/default/templates/parts/standing.html")),
    ("parts/values.html", include_str!("../../themes/default/templates/parts/values.html")),
    ("parts/verdict.html", include_str!("../../themes/default/templates/parts/verdict.html")),
    ("print.html", include_str!("../../themes/default/templates/print.html")),
    ("redirect.html", include_str!("../../themes/default/templates/redirect.html")),
    ("robots.txt", include_str!("../../themes/default/templates/robots.txt")),
    ("sitemap.xml", include_str!("../../themes/default/templates/sitemap.xml")),
];

/// Its static files by name.
pub const STATICS: &[(&str, &[u8])] = &[
    ("chart.css", include_bytes!("../../themes/default/static/chart.css")),
    ("icon.svg", include_bytes!("../../themes/default/static/icon.svg")),
    ("site.css", include_bytes!("../../themes/default/static/site.css")),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// The files below `folder`, as paths relative to `top`.
    #[allow(clippy::disallowed_methods, clippy::unwrap_used)]
    fn files(top: &Path, folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<String> = entries
            .flat_map(|path| match path.is_dir() {
                true => files(top, &path),
                false => vec![path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/")],
            })
            .collect();
        files.sort();
        files
    }

    fn on_disk(folder: &str) -> Vec<String> {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(folder);
        files(&top, &top)
    }

    #[test]
    fn the_lists_are_complete_and_sorted() {
        let names = |list: &[(&str, &str)]| list.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(names(super::TEMPLATES), on_disk("templates"));
        let statics: Vec<String> = super::STATICS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(statics, on_disk("static"));
    }
}
