//! The characters of a file, before any parser sees them.
//!
//! Two engines and a parser disagree about comments, quotes, escapes and numbers. So the text is first
//! reduced to what all of them read alike: comments are blanked (positions stay), and every spelling
//! that one of them reads differently is refused here. What reaches an engine is printed from the
//! tree anyway; this file makes sure that the tree says what the author's text says.

use crate::refusal::{At, Lowered, No};

/// A file that holds one statement.
pub const STATEMENT_BYTES_MAX: usize = 32 * 1024;
/// A file of migration statements.
pub const MIGRATION_BYTES_MAX: usize = 128 * 1024;
/// Open parentheses at one place.
const PARENTHESES_MAX: usize = 32;

/// A scanned file.
pub(crate) struct Scanned {
    /// The same text with comments turned into spaces: every line and column is where it was.
    pub code: String,
    /// The comment lines above the first line of code, without `--`.
    pub header: Vec<(At, String)>,
    /// `:name` in the order of the text, each time it is used.
    pub params: Vec<(String, At)>,
}

/// Scans a file.
///
/// # Errors
/// When it is too long or holds anything the engines could read differently.
pub(crate) fn scan(text: &str, bytes_max: usize) -> Lowered<Scanned> {
    if text.len() > bytes_max {
        return Err(No::new(
            At::START,
            format!("the file has {} bytes, the limit is {bytes_max}", text.len()),
            "split the work into several smaller statements",
        ));
    }
    let mut scanner = Scanner {
        rest: text.chars().collect(),
        next: 0,
        at: At::START,
        code: String::with_capacity(text.len()),
        header: Vec::new(),
        params: Vec::new(),
        open: 0,
        last: Last::Nothing,
        line_has_code: false,
    };
    scanner.run()?;
    Ok(Scanned { code: scanner.code, header: scanner.header, params: scanner.params })
}

/// What stood before the next character, blanks skipped.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Word,
    Literal,
    Other,
}

struct Scanner {
    rest: Vec<char>,
    next: usize,
    at: At,
    code: String,
    header: Vec<(At, String)>,
    params: Vec<(String, At)>,
    open: usize,
    last: Last,
    line_has_code: bool,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.next + ahead).copied()
    }

    /// Copies one character of code.
    fn take(&mut self) {
        let c = self.rest[self.next];
        self.code.push(c);
        self.step(c);
    }

    /// Replaces one character by a blank.
    fn blank(&mut self) {
        self.code.push(' ');
        self.step(self.rest[self.next]);
    }

    fn step(&mut self, c: char) {
        self.next += 1;
        if c == '\n' {
            self.at = At { line: self.at.line + 1, column: 1 };
            self.line_has_code = false;
        } else {
            self.at.column += 1;
        }
    }

    fn run(&mut self) -> Lowered<()> {
        while let Some(c) = self.peek(0) {
            match c {
                ' ' | '\n' | '\t' => self.take(),
                '\r' if self.peek(1) == Some('\n') => self.blank(),
                '-' if self.peek(1) == Some('-') => self.comment()?,
                '\'' => self.literal()?,
                '0'..='9' => self.number()?,
                'a'..='z' | 'A'..='Z' | '_' => self.word()?,
                _ => {
                    self.symbol(c)?;
                    self.last = Last::Other;
                    self.line_has_code = true;
                }
            }
        }
        if self.open > 0 {
            return Err(No::new(self.at, "a parenthesis is not closed", "add the missing `)`"));
        }
        Ok(())
    }

    fn comment(&mut self) -> Lowered<()> {
        let at = self.at;
        let text: String = self.rest[self.next + 2..].iter().take_while(|c| **c != '\n').collect();
        let text = text.trim_end_matches('\r');
        if let Some(odd) = text.chars().find(|c| c.is_control() && *c != '\t') {
            return Err(No::new(
                at,
                format!("the comment holds the control character U+{:04X}", odd as u32),
                "delete it; a comment is one line of plain text",
            ));
        }
        if self.line_has_code && !(text.starts_with(' ') && text.len() > 1) {
            return Err(No::new(
                at,
                "two minus signs start a comment",
                "after code a comment is written `-- text`; to subtract a negative number write `a - (-1)`",
            ));
        }
        if self.last == Last::Nothing {
            self.header.push((at, text.trim().to_string()));
        }
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.blank();
        }
        Ok(())
    }

    fn literal(&mut self) -> Lowered<()> {
        let at = self.at;
        if self.next > 0 && is_word(self.rest[self.next - 1]) {
            return Err(No::new(
                at,
                "a text literal with a prefix (e'..', x'..', u&'..') is read differently by the engines",
                "write a plain literal 'text'; pass anything else as a parameter",
            ));
        }
        if self.last == Last::Literal {
            return Err(No::new(
                at,
                "two text literals stand side by side",
                "join texts with `||`; a quote inside a text is written ''",
            ));
        }
        self.take();
        loop {
            match self.peek(0) {
                None | Some('\n') => {
                    return Err(No::new(
                        at,
                        "the text literal is not closed on its line",
                        "close it with '; a quote inside is written ''",
                    ));
                }
                Some('\'') if self.peek(1) == Some('\'') => {
                    self.take();
                    self.take();
                }
                Some('\'') => {
                    self.take();
                    break;
                }
                Some(c) if c.is_control() => {
                    return Err(No::new(
                        self.at,
                        format!("the text literal holds the control character U+{:04X}", c as u32),
                        "pass such text as a parameter",
                    ));
                }
                Some(_) => self.take(),
            }
        }
        self.last = Last::Literal;
        self.line_has_code = true;
        Ok(())
    }

    fn number(&mut self) -> Lowered<()> {
        let at = self.at;
        let start = self.next;
        while self.peek(0).is_some_and(|c| c.is_ascii_digit()) {
            self.take();
        }
        let whole: String = self.rest[start..self.next].iter().collect();
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.take();
            while self.peek(0).is_some_and(|c| c.is_ascii_digit()) {
                self.take();
            }
        }
        let odd_end = self.peek(0).is_some_and(|c| is_word(c) || c == '.' || !c.is_ascii());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if odd_end || leading_zero {
            return Err(No::new(
                at,
                "this spelling of a number is not portable",
                "write plain digits such as 1000 or 0.5: no exponent, no 0x, no underscores, no leading zeros",
            ));
        }
        if whole.parse::<i64>().is_err() {
            return Err(No::new(at, "the number does not fit into bigint", "pass it as text"));
        }
        self.last = Last::Literal;
        self.line_has_code = true;
        Ok(())
    }

    fn word(&mut self) -> Lowered<()> {
        while self.peek(0).is_some_and(is_word) {
            self.take();
        }
        self.last = Last::Word;
        self.line_has_code = true;
        Ok(())
    }

    fn symbol(&mut self, c: char) -> Lowered<()> {
        let after = self.peek(1);
        match c {
            '(' => {
                self.open += 1;
                if self.open > PARENTHESES_MAX {
                    return Err(No::new(
                        self.at,
                        format!("more than {PARENTHESES_MAX} parentheses are open"),
                        "split the statement with `with name as (...)`",
                    ));
                }
                self.take();
            }
            ')' => {
                self.open = self.open.checked_sub(1).ok_or_else(|| {
                    No::new(self.at, "this parenthesis was never opened", "delete it or add the missing `(`")
                })?;
                self.take();
            }
            '.' if after.is_some_and(|c| c.is_ascii_digit()) => {
                return Err(No::new(self.at, "a number starts with a point", "write 0.5 instead of .5"));
            }
            ',' | '.' | ';' | '+' | '%' => self.take(),
            '*' if after != Some('*') => self.take(),
            '/' if after != Some('*') => self.take(),
            '-' if after != Some('>') => self.take(),
            ':' => self.colon(after)?,
            '<' | '>' | '=' | '!' | '|' => self.operator()?,
            _ => return Err(self.strange(c)),
        }
        Ok(())
    }

    fn colon(&mut self, after: Option<char>) -> Lowered<()> {
        let at = self.at;
        match after {
            Some(':') => {
                self.take();
                self.take();
                Ok(())
            }
            Some('a'..='z' | '_') if self.last_is_apart() => {
                self.take();
                let start = self.next;
                while self.peek(0).is_some_and(is_word) {
                    self.take();
                }
                let name: String = self.rest[start..self.next].iter().collect();
                self.params.push((name, at));
                Ok(())
            }
            _ => Err(No::new(
                at,
                "a lone colon",
                "a parameter is a colon and a lower-case name: `:client_id`; a cast is `x::bigint`",
            )),
        }
    }

    /// A parameter may not touch a word (`a:b` is a path in some dialects).
    fn last_is_apart(&self) -> bool {
        self.next == 0 || !is_word(self.rest[self.next - 1])
    }

    fn operator(&mut self) -> Lowered<()> {
        let at = self.at;
        let start = self.next;
        while self
            .peek(0)
            .is_some_and(|c| matches!(c, '<' | '>' | '=' | '!' | '|' | '&' | '@' | '~' | '#' | '?'))
        {
            self.take();
        }
        let operator: String = self.rest[start..self.next].iter().collect();
        let root = operator == "||" && self.peek(0) == Some('/');
        match operator.as_str() {
            "<" | ">" | "=" | "<=" | ">=" | "<>" | "!=" | "||" if !root => Ok(()),
            _ => Err(No::new(
                at,
                format!("the operator `{operator}` is not part of the portable dialect"),
                "the operators are = <> < <= > >= + - * / % || and or not, `is distinct from`, like, ilike",
            )),
        }
    }

    fn strange(&self, c: char) -> No {
        let (message, help) = match c {
            '"' => (
                "names are not quoted".to_string(),
                "write the bare name; a text goes between single quotes: 'text'",
            ),
            '`' | '[' | ']' => (
                format!("`{c}` quotes names in one engine only"),
                "write the bare name; lists are parameters: `x in (:ids)`",
            ),
            '$' | '?' | '@' => (
                format!("`{c}` is no parameter here"),
                "write `:name` and declare it in the header: `-- :name text`",
            ),
            '/' => ("a block comment is read differently by the engines".to_string(), "use `-- text` lines"),
            '-' => (
                "`->` reads JSON, which the engines do differently".to_string(),
                "keep the value in a column of its own, or read the JSON in Rust",
            ),
            '\u{feff}' => {
                ("the file starts with a byte order mark".to_string(), "save it as UTF-8 without BOM")
            }
            '\r' => ("a carriage return stands alone".to_string(), "end lines with a line feed"),
            '\0' => ("the file holds a NUL".to_string(), "delete it"),
            '&' | '^' | '~' | '#' | '*' | '\\' | '{' | '}' => (
                format!("`{c}` is not part of the portable dialect"),
                "compute bits, powers and patterns in Rust and pass the result as a parameter",
            ),
            other => (
                format!("the character U+{:04X} stands outside a text literal", other as u32),
                "names and keywords are plain ASCII; check for a look-alike letter or a no-break space",
            ),
        };
        No::new(self.at, message, help)
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A word of the text that the parsed statements do not contain, if there is one.
///
/// The parser skips a few words it does not understand in this dialect (`autoincrement` after a
/// column, for example). Nothing of them would reach an engine, but a statement must not mean less
/// than its author wrote.
pub(crate) fn swallowed(code: &str, parsed: &str) -> Option<String> {
    let mut left = words(parsed);
    for (word, count) in words(code) {
        let had = left.remove(&word).unwrap_or(0);
        if had < count {
            return Some(word);
        }
    }
    None
}

/// How often each word stands outside of text literals, in lower case.
fn words(text: &str) -> std::collections::BTreeMap<String, usize> {
    let mut words = std::collections::BTreeMap::new();
    // Every second part lies between quotes; a doubled quote makes an empty part and changes nothing.
    for part in text.split('\'').step_by(2) {
        for word in part.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()) {
            *words.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    words
}
