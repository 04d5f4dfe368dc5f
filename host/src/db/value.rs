//! Cells, rows, and the compact format rows travel in to a guest.

/// SQLite's five storage classes; what every cell and parameter is made of.
/// Booleans travel as integer 0/1.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Integer(value.into())
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}
impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Blob(value.to_vec())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of a host statement. The getters panic when the column is missing or of another kind: host
/// statements are ours, so that is a mistake in them and not a state to handle.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    cells: Vec<Value>,
}

impl Row {
    pub(super) fn new(cells: Vec<Value>) -> Self {
        Self { cells }
    }

    pub fn value(&self, i: usize) -> &Value {
        &self.cells[i]
    }

    pub fn is_null(&self, i: usize) -> bool {
        self.cells[i] == Value::Null
    }

    pub fn text(&self, i: usize) -> &str {
        self.opt_text(i).unwrap_or_else(|| panic!("column {i} is null, text was expected"))
    }

    pub fn opt_text(&self, i: usize) -> Option<&str> {
        match &self.cells[i] {
            Value::Null => None,
            Value::Text(text) => Some(text),
            other => panic!("column {i} is {}, text was expected", other.kind()),
        }
    }

    pub fn int(&self, i: usize) -> i64 {
        self.opt_int(i).unwrap_or_else(|| panic!("column {i} is null, an integer was expected"))
    }

    pub fn opt_int(&self, i: usize) -> Option<i64> {
        match self.cells[i] {
            Value::Null => None,
            Value::Integer(integer) => Some(integer),
            ref other => panic!("column {i} is {}, an integer was expected", other.kind()),
        }
    }

    /// Integer 0 or 1 as a boolean.
    pub fn bool(&self, i: usize) -> bool {
        self.int(i) != 0
    }

    pub fn real(&self, i: usize) -> f64 {
        match self.cells[i] {
            Value::Real(real) => real,
            Value::Integer(integer) => integer as f64,
            ref other => panic!("column {i} is {}, a number was expected", other.kind()),
        }
    }

    pub fn blob(&self, i: usize) -> &[u8] {
        self.opt_blob(i).unwrap_or_else(|| panic!("column {i} is null, bytes were expected"))
    }

    pub fn opt_blob(&self, i: usize) -> Option<&[u8]> {
        match &self.cells[i] {
            Value::Null => None,
            Value::Blob(bytes) => Some(bytes),
            other => panic!("column {i} is {}, bytes were expected", other.kind()),
        }
    }

    pub fn into_values(self) -> Vec<Value> {
        self.cells
    }
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Integer(_) => "an integer",
            Self::Real(_) => "a real number",
            Self::Text(_) => "text",
            Self::Blob(_) => "bytes",
        }
    }
}

/// One cell as an engine hands it out, still borrowed from its buffer.
pub(super) enum Cell<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// Rows in the compact format (wit/README.md): u32 LE columns, u32 LE rows, then per cell a tag byte:
/// 0 null, 1 zigzag varint, 2 f64 LE, 3 text (varint length), 4 bytes (varint length).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    pub columns: u32,
    pub rows: u32,
}

/// Length of the two counts in front.
const HEADER_BYTES: usize = 8;

impl Encoded {
    pub(super) fn new(columns: usize) -> Self {
        let columns = columns as u32;
        let mut bytes = Vec::with_capacity(4096);
        bytes.extend_from_slice(&columns.to_le_bytes());
        bytes.extend_from_slice(&0u32.to_le_bytes());
        Self { bytes, columns, rows: 0 }
    }

    pub(super) fn push(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Null => self.bytes.push(0),
            Cell::Integer(integer) => {
                self.bytes.push(1);
                self.varint(((integer << 1) ^ (integer >> 63)) as u64);
            }
            Cell::Real(real) => {
                self.bytes.push(2);
                self.bytes.extend_from_slice(&real.to_le_bytes());
            }
            Cell::Text(text) => self.run(3, text.as_bytes()),
            Cell::Blob(bytes) => self.run(4, bytes),
        }
    }

    /// The same cell for eyes that may not see it: a phone keeps its last two digits, anything else nothing.
    pub(super) fn push_masked(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => self.push(Cell::Text(&masked(text))),
            _ => self.push(Cell::Null),
        }
    }

    pub(super) fn end_row(&mut self) {
        self.rows += 1;
        self.bytes[4..HEADER_BYTES].copy_from_slice(&self.rows.to_le_bytes());
    }

    fn run(&mut self, tag: u8, bytes: &[u8]) {
        self.bytes.push(tag);
        self.varint(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    fn varint(&mut self, mut rest: u64) {
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// The rows as values, for languages without a decoder of their own and for tests.
    pub fn decode(&self) -> Vec<Vec<Value>> {
        let mut rest = &self.bytes[HEADER_BYTES..];
        let mut rows = Vec::with_capacity(self.rows as usize);
        for _ in 0..self.rows {
            rows.push((0..self.columns).map(|_| take_cell(&mut rest)).collect());
        }
        rows
    }
}

fn take_cell(rest: &mut &[u8]) -> Value {
    let tag = take(rest, 1)[0];
    match tag {
        0 => Value::Null,
        1 => {
            let zigzag = take_varint(rest);
            Value::Integer((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
        }
        2 => Value::Real(f64::from_le_bytes(take(rest, 8).try_into().expect("eight bytes were taken"))),
        3 => {
            let length = take_varint(rest) as usize;
            Value::Text(String::from_utf8(take(rest, length).to_vec()).expect("text was encoded from a str"))
        }
        _ => {
            let length = take_varint(rest) as usize;
            Value::Blob(take(rest, length).to_vec())
        }
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, left) = rest.split_at(count);
    *rest = left;
    taken
}

fn take_varint(rest: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = take(rest, 1)[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}

/// A phone with all but its last two digits covered; other text is covered whole, its length too.
fn masked(text: &str) -> String {
    let is_phone = text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    if !is_phone {
        return "••••".to_owned();
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    text.chars()
        .map(|c| {
            seen += usize::from(c.is_ascii_digit());
            if c.is_ascii_digit() && seen + 2 <= digits { '•' } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_cell_comes_back_from_the_compact_format() {
        let mut rows = Encoded::new(7);
        let cells = [0, -1, i64::MAX, i64::MIN, 300]
            .map(Cell::Integer)
            .into_iter()
            .chain([Cell::Null, Cell::Real(0.5)]);
        cells.for_each(|cell| rows.push(cell));
        rows.end_row();
        for _ in 0..5 {
            rows.push(Cell::Text("oʻgʻil"));
        }
        rows.push(Cell::Blob(&[0, 255]));
        rows.push(Cell::Text(&"x".repeat(1000)));
        rows.end_row();
        let back = rows.decode();
        assert_eq!(back[0][..5], [0, -1, i64::MAX, i64::MIN, 300].map(Value::Integer));
        assert_eq!(back[0][5..], [Value::Null, Value::Real(0.5)]);
        assert_eq!(back[1][0], Value::Text("oʻgʻil".to_owned()));
        assert_eq!(back[1][5], Value::Blob(vec![0, 255]));
        assert_eq!(back[1][6], Value::Text("x".repeat(1000)));
    }

    #[test]
    fn a_masked_phone_keeps_its_last_two_digits_and_other_text_keeps_nothing() {
        assert_eq!(masked("+998 90 123-45-67"), "+••• •• •••-••-67");
        assert_eq!(masked("7"), "7");
        assert_eq!(masked("anna@example.uz"), "••••");
    }
}
