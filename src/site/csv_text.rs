//! CSV files of the site's own making: commas, CRLF-free lines, quotes only where needed, a header first.

/// The text of a table: `header` and `rows`, all of one width.
pub fn write<'a>(rows: impl IntoIterator<Item = Vec<std::borrow::Cow<'a, str>>>) -> String {
    let mut csv = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                csv.push(',');
            }
            match cell.contains([',', '"', '\n', '\r']) {
                true => {
                    csv.push('"');
                    csv.push_str(&cell.replace('"', "\"\""));
                    csv.push('"');
                }
                false => csv.push_str(cell),
            }
        }
        csv.push('\n');
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed() {
        let rows = [vec!["a".into(), "b, c".into()], vec!["\"d\"".into(), "".into()]];
        assert_eq!(write(rows), "a,\"b, c\"\n\"\"\"d\"\"\",\n");
    }
}
