//! The sentences of a text. In: text as readers get it. Out: its sentences in their order. A line end or an
//! empty line ends one; so does a stop, unless what follows goes on in lower case or with a digit.

/// The sentences of `text`.
pub fn sentences(text: &str) -> Vec<&str> {
    text.lines().flat_map(of_line).filter(|sentence| !sentence.is_empty()).collect()
}

fn of_line(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, stop) in line.match_indices(['.', '!', '?']) {
        let end = at + stop.len();
        let rest = &line[end..];
        let goes_on = rest.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if rest.starts_with(' ') && !goes_on {
            sentences.push(line[start..end].trim());
            start = end;
        }
    }
    sentences.push(line[start..].trim());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_ends_a_sentence_unless_it_goes_on() {
        let text = "One of 3.5 fires. Two, e.g. at home! \n\n- Three\nMr. Smith";
        assert_eq!(sentences(text), ["One of 3.5 fires.", "Two, e.g. at home!", "- Three", "Mr.", "Smith"]);
    }
}
