//! The gallery: a site with every kind of chart, made without a word of complaint. How it looks and what it
//! tells is checked in a browser by `tests/run`.

use std::process::Command;

use aimline::chart::kinds;

#[test]
fn the_gallery_shows_every_kind_and_says_that_its_data_are_invented() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("gallery");
    let run = Command::new(env!("CARGO_BIN_EXE_aimline"))
        .args(["gallery", "--quiet", "--root"])
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.is_empty(), "{said}");
    let page = std::fs::read_to_string(out.join("gallery/gallery/index.html")).unwrap();
    assert!(page.contains("invented test data"));
    for kind in kinds::ALL {
        let section = format!("<h2 id=\"{0}\">{0}</h2>", kind.name());
        let shown = page.split_once(&section).map(|(_, rest)| rest.split("<h2").next().unwrap_or_default());
        let figures = shown.map_or(0, |section| section.matches("<figure").count());
        assert!(figures > 0, "the gallery has no figure under `{}`", kind.name());
    }
}
