//! Text → records. RFC 4180 where the file follows it, and something sensible where it does not:
//! lists come from other programs and from people, so a lone quote must not swallow the rest of the file.

use crate::limit::{IMPORT_CELL_CHARS_MAX, IMPORT_COLUMNS_MAX};

const CANDIDATES: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Quoted cells that never close, before quotes are taken as ordinary characters for the rest of the file.
/// Each costs one look ahead of at most a cell's length, so this bounds the work.
const UNCLOSED_QUOTES_MAX: u32 = 200;
/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 60;

/// One record as it stands in the file. `line` counts from 1.
#[derive(Debug, PartialEq)]
pub struct Record {
    pub line: u32,
    pub cells: Vec<String>,
    /// More cells than [`IMPORT_COLUMNS_MAX`] were there; the rest is not kept.
    pub overflow: bool,
}

/// Reads records one by one.
pub struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
    unclosed: u32,
}

impl<'a> Records<'a> {
    pub fn new(text: &'a str, delimiter: u8) -> Self {
        let (text, line) = match separator_line(text) {
            Some((_, rest)) => (rest, 2),
            None => (text, 1),
        };
        Self { text, at: 0, line, delimiter, unclosed: 0 }
    }

    /// One cell starting at `self.at`, which then stands on its delimiter, line end or the end of the text.
    fn cell(&mut self) -> String {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'"') && self.unclosed < UNCLOSED_QUOTES_MAX {
            if let Some(cell) = self.quoted() {
                return cell;
            }
            self.unclosed += 1;
        }
        let rest = &bytes[self.at..];
        let end = rest.iter().position(|byte| self.ends_cell(*byte)).unwrap_or(rest.len());
        let cell = &self.text[self.at..self.at + end];
        self.at += end;
        cell.to_owned()
    }

    /// A cell in quotes, or `None` (and nothing moved) when its closing quote does not come within a cell's length.
    fn quoted(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        // Four bytes a character at most.
        let limit = bytes.len().min(start + IMPORT_CELL_CHARS_MAX * 4);
        let mut cell = Vec::new();
        let mut at = start;
        loop {
            let byte = *bytes.get(at).filter(|_| at < limit)?;
            if byte == b'"' {
                match bytes.get(at + 1) {
                    Some(b'"') => {
                        cell.push(b'"');
                        at += 2;
                        continue;
                    }
                    None => break,
                    Some(next) if self.ends_cell(*next) => break,
                    // `"Lola" Karimova`: the quote ended too early; what follows belongs to the cell.
                    // Over a line end it is rather a quote that was never closed, met by another one.
                    Some(_) if cell.contains(&b'\n') => return None,
                    Some(_) => {
                        at += 1;
                        let rest = bytes[at..]
                            .iter()
                            .position(|byte| self.ends_cell(*byte))
                            .unwrap_or(bytes.len() - at);
                        cell.extend_from_slice(&bytes[at..at + rest]);
                        at += rest;
                        return Some(self.take(start, at, cell));
                    }
                }
            }
            cell.push(byte);
            at += 1;
        }
        Some(self.take(start, at + 1, cell))
    }

    fn take(&mut self, start: usize, end: usize, cell: Vec<u8>) -> String {
        self.line += line_ends(&self.text.as_bytes()[start..end.min(self.text.len())]);
        self.at = end;
        // Cut only at ASCII bytes, so the pieces are whole characters.
        String::from_utf8(cell).expect("quotes and delimiters are ASCII, so the cell stays UTF-8")
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let mut record = Record { line: self.line, cells: Vec::new(), overflow: false };
        loop {
            let cell = self.cell();
            if record.cells.len() < IMPORT_COLUMNS_MAX {
                record.cells.push(cell)
            } else {
                record.overflow |= !cell.trim().is_empty()
            }
            match bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        self.line += 1;
        Some(record)
    }
}

fn line_ends(bytes: &[u8]) -> u32 {
    let mut count = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')) {
            count += 1;
        }
    }
    count
}

/// Excel's own first line `sep=;`, with what follows it.
fn separator_line(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep="))?;
    let delimiter = *rest.as_bytes().first().filter(|byte| byte.is_ascii())?;
    let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    (line.trim_end_matches(['\r', '"']).len() == 1).then_some((delimiter, rest))
}

/// The delimiter under which the first records agree best on a number of cells.
pub fn delimiter(text: &str) -> u8 {
    if let Some((delimiter, _)) = separator_line(text) {
        return delimiter;
    }
    let score = |delimiter: u8| {
        let widths: Vec<usize> = Records::new(text, delimiter)
            .take(SAMPLE_RECORDS)
            .filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()))
            .map(|record| record.cells.len())
            .collect();
        let first = widths.first().copied().unwrap_or(0);
        if first < 2 {
            // A header without this delimiter: at best it is a comma inside somebody's comment.
            return (0, 0);
        }
        let agree = widths.iter().filter(|width| **width == first).count();
        (agree * 100 / widths.len(), first)
    };
    CANDIDATES.into_iter().rev().max_by_key(|candidate| score(*candidate)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        Records::new(text, delimiter(text)).map(|record| record.cells).collect()
    }

    #[test]
    fn each_usual_delimiter_is_found() {
        for delimiter in [";", ",", "\t", "|"] {
            let text = format!("name{delimiter}phone{delimiter}note\nLola{delimiter}901112233{delimiter}\n");
            assert_eq!(cells(&text), [["name", "phone", "note"], ["Lola", "901112233", ""]]);
        }
    }

    #[test]
    fn commas_inside_cells_do_not_make_commas_the_delimiter() {
        let text =
            "Имя;Тел.;Примечание\nFeruza;00998943914729, +998(88)3059205;а, б, в\nZulfiya;774232182;\n";
        assert_eq!(delimiter(text), b';');
    }

    #[test]
    fn one_column_is_one_column() {
        assert_eq!(cells("phone\n901112233\n\n"), [vec!["phone"], vec!["901112233"], vec![""]]);
    }

    #[test]
    fn quotes_hold_delimiters_line_ends_and_quotes() {
        let text = "a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\nlast,3";
        assert_eq!(cells(text), [["a", "b"], ["x, \"y\"\r\nz", "2"], ["last", "3"]]);
        let lines: Vec<u32> = Records::new(text, b',').map(|record| record.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    #[test]
    fn a_lone_quote_spoils_its_own_cell_only() {
        let long = format!("a,b\n\"Lola,1\n{}", "Malika,2\n".repeat(20_000));
        let records: Vec<Record> = Records::new(&long, b',').collect();
        assert_eq!(records.len(), 20_002);
        assert_eq!(records[1].cells, ["\"Lola", "1"]);
        assert_eq!(cells("a,b\nsay \"hi\",1\n")[1], ["say \"hi\"", "1"]);
        assert_eq!(cells("a,b\n\"Lola\" Karimova,1\n")[1], ["Lola Karimova", "1"]);
        assert_eq!(cells("a,b\n\"")[1], ["\""]);
        assert_eq!(cells("a,b\n\"Lola,1\nMalika \"VIP\",2\n")[2], ["Malika \"VIP\"", "2"]);
    }

    #[test]
    fn a_file_of_lone_quotes_is_read_in_linear_time() {
        let text = "\"a\n".repeat(100_000);
        assert!(Records::new(&text, b';').count() > 1_000);
    }

    #[test]
    fn excel_may_say_its_separator_in_the_first_line() {
        assert_eq!(cells("sep=|\na|b\n1|2\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(Records::new("sep=|\na|b", b'|').next().expect("a record").line, 2);
    }

    #[test]
    fn ragged_rows_and_old_macintosh_line_ends_are_read() {
        assert_eq!(
            cells("a;b;c\r1;2\r1;2;3;4"),
            [vec!["a", "b", "c"], vec!["1", "2"], vec!["1", "2", "3", "4"]]
        );
    }

    #[test]
    fn more_columns_than_allowed_are_counted_not_kept() {
        let text = format!("{}\n", ["x"; 500].join(";"));
        let record = Records::new(&text, b';').next().expect("a record");
        assert!(record.overflow);
        assert_eq!(record.cells.len(), IMPORT_COLUMNS_MAX);
    }
}
