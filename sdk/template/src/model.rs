//! Rules, no I/O.

/// A note as it is kept: one space between words, none around. `None` if nothing is left.
pub fn tidy(body: &str) -> Option<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_words_and_nothing_else() {
        assert_eq!(tidy("  order \n towels "), Some("order towels".to_owned()));
        assert_eq!(tidy(" \t "), None);
    }
}
