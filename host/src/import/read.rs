//! A file → rows, whatever its name says it is.

use encoding_rs::Encoding;

use super::{ReadError, delimited, encoding, workbook};
use crate::limit::{IMPORT_CELL_CHARS_MAX, IMPORT_COLUMNS_MAX, IMPORT_FILE_BYTES_MAX, IMPORT_ROWS_MAX};

/// What is wrong with a cell, apart from its content. A row whose mapped cells carry one is rejected with that reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// A formula without a saved value, or text that a spreadsheet would run as one.
    Formula,
    /// `#REF!`, `#N/A` and their kin.
    Error,
    /// More than [`IMPORT_CELL_CHARS_MAX`] characters; the text is cut there.
    TooLong,
}

impl Flag {
    /// One letter, as it is kept beside the row.
    pub fn code(self) -> char {
        match self {
            Self::Formula => 'f',
            Self::Error => 'e',
            Self::TooLong => 'l',
        }
    }

    pub fn from_code(code: char) -> Option<Self> {
        [Self::Formula, Self::Error, Self::TooLong].into_iter().find(|flag| flag.code() == code)
    }

    /// The text key of the reason.
    pub fn key(self) -> &'static str {
        match self {
            Self::Formula => "host-import-reason-formula",
            Self::Error => "host-import-reason-error-cell",
            Self::TooLong => "host-import-reason-long",
        }
    }
}

/// One cell: trimmed, without control characters, at most [`IMPORT_CELL_CHARS_MAX`] characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub text: String,
    pub flag: Option<Flag>,
}

impl Cell {
    /// Cleans `text`. NUL and other control characters have no meaning in a list (and PostgreSQL cannot keep NUL).
    pub fn new(text: String, flag: Option<Flag>) -> Self {
        let clean = |c: char| match c {
            '\r' | '\n' | '\t' => Some(c),
            // Marks that programs leave invisibly around copied text.
            '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => None,
            '\u{a0}' | '\u{202f}' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        };
        let text: String = text.chars().filter_map(clean).collect();
        let text = text.trim();
        match text.char_indices().nth(IMPORT_CELL_CHARS_MAX) {
            Some((cut, _)) => Self { text: text[..cut].to_owned(), flag: flag.or(Some(Flag::TooLong)) },
            None => Self { text: text.to_owned(), flag },
        }
    }

    /// A cell of a text file: what a spreadsheet would run as a formula is flagged.
    fn from_text(text: String) -> Self {
        let cell = Self::new(text, None);
        if let Some(text) = super::report::unguarded(&cell.text) {
            return Self { text: text.to_owned(), ..cell };
        }
        let flag = cell.flag.or_else(|| looks_like_formula(&cell.text).then_some(Flag::Formula));
        Self { flag, ..cell }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.flag.is_none()
    }
}

/// `=1+1`, `@SUM(A1)`, `+cmd|'/C calc'!A0`, `-2+3+cmd(…)`; but not `+998 90 …`, `@lola`, `- опаздывает` or `=)`.
pub fn looks_like_formula(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('=') => chars.next().is_some_and(|next| next.is_alphanumeric() || "+-(\"@'$#=".contains(next)),
        Some('+' | '-' | '@') => {
            let letter = chars.clone().next().is_some_and(char::is_alphabetic);
            (letter && text.contains(['(', '|', '!']))
                || text.contains("|'")
                || text.to_lowercase().contains("cmd(")
        }
        _ => false,
    }
}

/// A row with at least one cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// As the person's own program numbers it, from 1.
    pub number: u32,
    pub cells: Vec<Cell>,
}

/// What a person may say about a file that was guessed wrong.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub encoding: Option<&'static Encoding>,
    pub delimiter: Option<u8>,
    pub sheet: Option<String>,
}

/// What the file turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// `xlsx` or `csv`.
    pub format: &'static str,
    /// Text files: the encoding's name and the delimiter.
    pub encoding: Option<&'static str>,
    pub delimiter: Option<char>,
    /// Workbooks: the sheet read, and all of them.
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    /// Rows handed on.
    pub rows: u32,
    /// Rows without any content, left out.
    pub empty_rows: u32,
}

/// Reads `bytes` and hands each row that is not empty to `sink`, in order.
///
/// Limits: [`IMPORT_FILE_BYTES_MAX`], [`IMPORT_ROWS_MAX`], [`IMPORT_COLUMNS_MAX`], [`IMPORT_CELL_CHARS_MAX`].
pub fn read(
    bytes: &[u8],
    options: &Options,
    sink: &mut dyn FnMut(SourceRow) -> Result<(), ReadError>,
) -> Result<Found, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > IMPORT_FILE_BYTES_MAX {
        return Err(ReadError::TooLarge { max: IMPORT_FILE_BYTES_MAX });
    }
    let mut counter = Counter { rows: 0, empty_rows: 0, sink };
    let mut found = if bytes.starts_with(b"PK\x03\x04") {
        let (sheet, sheets) =
            workbook::read(bytes, options.sheet.as_deref(), &mut |number, cells, overflow| {
                counter.row(number, cells, overflow)
            })?;
        Found {
            format: "xlsx",
            encoding: None,
            delimiter: None,
            sheet: Some(sheet),
            sheets,
            rows: 0,
            empty_rows: 0,
        }
    } else {
        read_text(bytes, options, &mut counter)?
    };
    (found.rows, found.empty_rows) = (counter.rows, counter.empty_rows);
    if found.rows == 0 { Err(ReadError::Empty) } else { Ok(found) }
}

fn read_text(bytes: &[u8], options: &Options, counter: &mut Counter<'_>) -> Result<Found, ReadError> {
    if let Some(what) = foreign_format(bytes) {
        return Err(ReadError::NotATable { what });
    }
    let (text, encoding) = encoding::decode(bytes, options.encoding);
    if looks_binary(&text) {
        return Err(ReadError::NotATable { what: "a binary file" });
    }
    let delimiter = options.delimiter.unwrap_or_else(|| delimited::delimiter(&text));
    for record in delimited::Records::new(&text, delimiter) {
        let cells = record.cells.into_iter().map(Cell::from_text).collect();
        counter.row(record.line, cells, record.overflow)?;
    }
    Ok(Found {
        format: "csv",
        encoding: Some(encoding.name()),
        delimiter: Some(delimiter as char),
        sheet: None,
        sheets: Vec::new(),
        rows: 0,
        empty_rows: 0,
    })
}

/// Kinds of file that people rename or pick by mistake, by their first bytes.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"\xD0\xCF\x11\xE0", "an old Excel file (XLS) or one with a password; save it as XLSX"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7FELF", "a program"),
        (b"\x1F\x8B", "a compressed file"),
        (b"Rar!", "a compressed file"),
    ];
    if let Some((_, what)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    ["<!doctype", "<html", "<?xml", "<table"]
        .iter()
        .any(|start| head.starts_with(start))
        .then_some("a web page")
}

/// A few stray control characters are an accident; one in fifty is not text.
fn looks_binary(text: &str) -> bool {
    let sample = text.chars().take(8192);
    let (mut strange, mut all) = (0usize, 0usize);
    for c in sample {
        all += 1;
        strange += usize::from(c == '\u{fffd}' || (c.is_control() && !matches!(c, '\r' | '\n' | '\t')));
    }
    strange > 8 && strange * 50 > all
}

struct Counter<'a> {
    rows: u32,
    empty_rows: u32,
    sink: &'a mut dyn FnMut(SourceRow) -> Result<(), ReadError>,
}

impl Counter<'_> {
    fn row(&mut self, number: u32, mut cells: Vec<Cell>, overflow: bool) -> Result<(), ReadError> {
        if overflow {
            return Err(ReadError::TooManyColumns { row: number, max: IMPORT_COLUMNS_MAX });
        }
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.iter().all(Cell::is_empty) {
            self.empty_rows += 1;
            return Ok(());
        }
        self.rows += 1;
        if self.rows > IMPORT_ROWS_MAX {
            return Err(ReadError::TooManyRows { max: IMPORT_ROWS_MAX });
        }
        (self.sink)(SourceRow { number, cells })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::workbook::tests::workbook;

    fn all(bytes: &[u8]) -> Result<(Found, Vec<SourceRow>), ReadError> {
        let mut rows = Vec::new();
        let found = read(bytes, &Options::default(), &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok((found, rows))
    }

    fn texts(row: &SourceRow) -> Vec<&str> {
        row.cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    #[test]
    fn a_list_from_an_old_program_is_read() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Имя;Фамилия;Тел.;Д.Р.;Примечание\r\nОльга;Кузнецова;8338306674;;чёрный список\r\n;;;;\r\nЛола;;;;\r\n");
        let (found, rows) = all(&bytes).expect("a table");
        assert_eq!(
            (found.encoding, found.delimiter, found.rows, found.empty_rows),
            (Some("windows-1251"), Some(';'), 3, 1)
        );
        assert_eq!(texts(&rows[1]), ["Ольга", "Кузнецова", "8338306674", "", "чёрный список"]);
        assert_eq!(rows[2].number, 4, "numbers are the ones the person's program shows");
    }

    #[test]
    fn content_decides_not_the_name() {
        let bytes = workbook(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Телефон</t></is></c></row>"#);
        assert_eq!(all(&bytes).expect("a table").0.format, "xlsx");
        let not_tables: [&[u8]; 5] = [
            b"%PDF-1.7 x",
            b"\xD0\xCF\x11\xE0\xA1\xB1",
            b"\x89PNG\r\n",
            b" <html><table><tr>",
            b"\x7FELF\x02",
        ];
        for bytes in not_tables {
            assert!(matches!(all(bytes), Err(ReadError::NotATable { .. })), "{bytes:?}");
        }
        let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(all(&noise).is_err());
    }

    #[test]
    fn empty_files_say_so() {
        for bytes in [&b""[..], b"\n\n\r\n", b";;;\n;;\n", b"\xEF\xBB\xBF"] {
            assert_eq!(all(bytes).map(|_| ()), Err(ReadError::Empty), "{bytes:?}");
        }
    }

    #[test]
    fn nuls_and_control_characters_leave_the_text() {
        let (_, rows) = all(b"name;phone\nLo\0la;90\x07 111\x1b 22 33\n").expect("a table");
        assert_eq!(texts(&rows[1]), ["Lola", "90 111 22 33"]);
    }

    #[test]
    fn formulas_are_flagged_and_phones_are_not() {
        for formula in
            ["=1+1", "=HYPERLINK(\"http://evil\")", "@SUM(A1)", "+cmd|'/C calc'!A0", "-2+3+cmd|' /C calc'!A0"]
        {
            assert!(looks_like_formula(formula), "{formula}");
        }
        for text in
            ["+998 (90) 111-22-33", "@lola.nails", "- опаздывает (часто)", "=)", "-10%", "9,98901E+11", "a=b"]
        {
            assert!(!looks_like_formula(text), "{text}");
        }
    }

    #[test]
    fn a_long_comment_is_kept_and_a_monstrous_one_is_cut_and_flagged() {
        let text = format!(
            "name;note\nLola;{}\nMalika;{}\n",
            "x".repeat(6_000),
            "я".repeat(IMPORT_CELL_CHARS_MAX + 1)
        );
        let (_, rows) = all(text.as_bytes()).expect("a table");
        assert_eq!((rows[1].cells[1].text.len(), rows[1].cells[1].flag), (6_000, None));
        assert_eq!(
            (rows[2].cells[1].text.chars().count(), rows[2].cells[1].flag),
            (IMPORT_CELL_CHARS_MAX, Some(Flag::TooLong))
        );
    }

    #[test]
    fn scientific_notation_stays_as_it_was_typed() {
        let (_, rows) = all("phone;name\n9,98901E+11;Lola\n".as_bytes()).expect("a table");
        assert_eq!(rows[1].cells[0].text, "9,98901E+11");
    }

    #[test]
    fn limits_are_named_when_they_are_met() {
        let wide = format!("{}\n", vec!["x"; IMPORT_COLUMNS_MAX + 1].join(";"));
        assert_eq!(
            all(wide.as_bytes()).map(|_| ()),
            Err(ReadError::TooManyColumns { row: 1, max: IMPORT_COLUMNS_MAX })
        );
        let long = "x;y\n".repeat(IMPORT_ROWS_MAX as usize + 1);
        assert_eq!(all(long.as_bytes()).map(|_| ()), Err(ReadError::TooManyRows { max: IMPORT_ROWS_MAX }));
        let large = vec![b'x'; IMPORT_FILE_BYTES_MAX + 1];
        assert_eq!(all(&large).map(|_| ()), Err(ReadError::TooLarge { max: IMPORT_FILE_BYTES_MAX }));
    }

    #[test]
    fn a_hundred_thousand_rows_are_read_one_by_one() {
        let text: String = std::iter::once("name;phone\n".to_owned())
            .chain((0..100_000).map(|n| format!("Client {n};90{:07}\n", n)))
            .collect();
        let mut rows = 0;
        read(text.as_bytes(), &Options::default(), &mut |_| {
            rows += 1;
            Ok(())
        })
        .expect("a table");
        assert_eq!(rows, 100_001);
    }

    /// The salon's own lists lie beside the repository where it is developed; elsewhere this says that it did nothing.
    #[test]
    fn the_real_lists_are_read_whole() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = here.ancestors().map(|folder| folder.join("shared/data")).find(|folder| folder.is_dir());
        let folder = folder.unwrap_or_default();
        let lists = [
            ("studio-chilonzor.xlsx", "xlsx", 1035, 6),
            ("studio-yunusobod.csv", "csv", 901, 5),
            ("instagram-leads.csv", "csv", 137, 5),
            ("services.csv", "csv", 15, 6),
            ("staff.csv", "csv", 26, 10),
            ("visits.csv", "csv", 36_697, 9),
        ];
        for (name, format, rows, columns) in lists {
            let Ok(bytes) = std::fs::read(folder.join(name)) else {
                eprintln!("SKIPPED: {name} is not on this machine");
                continue;
            };
            let (found, read) = all(&bytes).expect(name);
            assert_eq!((found.format, found.rows, read[0].cells.len()), (format, rows, columns), "{name}");
            assert!(
                read.iter().all(|row| row.cells.iter().all(|cell| !cell.text.contains('\u{fffd}'))),
                "{name}"
            );
        }
    }

    #[test]
    fn any_bytes_are_an_answer_never_a_panic() {
        use proptest::prelude::*;
        proptest!(|(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), zip in any::<bool>())| {
            let bytes = if zip { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
            let _ = all(&bytes);
        });
    }
}
