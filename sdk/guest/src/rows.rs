//! The compact rows of `store.query` (format: wit/README.md), read without a copy until a row's own text is made.

use crate::error::{Error, Result};

/// Reads the answer to `statement`: `row` is called once per row and takes its cells in order.
pub fn decode<'a, R>(
    statement: &str,
    answer: &'a [u8],
    columns: usize,
    mut row: impl FnMut(&mut Cells<'a>) -> Option<R>,
) -> Result<Vec<R>> {
    let broken = |what: &str| Error::internal(format!("could not read the rows of `{statement}`: {what}"));
    let mut cells = Cells { rest: answer };
    let header = cells.u32().zip(cells.u32());
    let (found, count) = header.ok_or_else(|| broken("the header is cut short"))?;
    if found as usize != columns {
        return Err(broken(&format!("{columns} columns were expected, {found} came")));
    }
    // A cell takes a byte at least, so a lying count cannot reserve more than the answer is long.
    let mut rows = Vec::with_capacity((count as usize).min(answer.len()));
    for number in 0..count {
        let read =
            row(&mut cells).ok_or_else(|| broken(&format!("row {number} has a cell of another type")))?;
        rows.push(read);
    }
    if cells.rest.is_empty() { Ok(rows) } else { Err(broken("there is more than the header says")) }
}

/// The cells still to be read. Each method reads one and is `None` if the cell is of another type or cut short.
pub struct Cells<'a> {
    rest: &'a [u8],
}

const NULL: u8 = 0;
const INTEGER: u8 = 1;
const REAL: u8 = 2;
const TEXT: u8 = 3;
const BLOB: u8 = 4;

impl<'a> Cells<'a> {
    pub fn text(&mut self) -> Option<&'a str> {
        self.tag(TEXT)?;
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub fn string(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    pub fn id(&mut self) -> Option<crate::id::Id> {
        self.tag(TEXT)?;
        crate::id::Id::read(self.bytes()?)
    }

    pub fn integer(&mut self) -> Option<i64> {
        self.tag(INTEGER)?;
        let zigzag = self.varint()?;
        Some(((zigzag >> 1) as i64) ^ -((zigzag & 1) as i64))
    }

    pub fn boolean(&mut self) -> Option<bool> {
        self.integer().map(|number| number != 0)
    }

    /// A real, or an integer where the engine kept a whole number as one.
    pub fn real(&mut self) -> Option<f64> {
        match *self.rest.first()? {
            INTEGER => self.integer().map(|number| number as f64),
            _ => {
                self.tag(REAL)?;
                let (bytes, rest) = self.rest.split_first_chunk::<8>()?;
                self.rest = rest;
                Some(f64::from_le_bytes(*bytes))
            }
        }
    }

    pub fn blob(&mut self) -> Option<Vec<u8>> {
        self.tag(BLOB)?;
        self.bytes().map(<[u8]>::to_vec)
    }

    /// The same for a column that may be null.
    pub fn nullable<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match *self.rest.first()? {
            NULL => {
                self.rest = &self.rest[1..];
                Some(None)
            }
            _ => read(self).map(Some),
        }
    }

    fn tag(&mut self, expected: u8) -> Option<()> {
        let (&tag, rest) = self.rest.split_first()?;
        self.rest = rest;
        (tag == expected).then_some(())
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.varint()?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn u32(&mut self) -> Option<u32> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*bytes))
    }
}

/// A list parameter as it travels: one text with a JSON array.
pub fn list<T: serde::Serialize>(items: &[T]) -> Result<String> {
    crate::view::to_json(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row: 'Ольга', -3, null, 2.5, true, blob.
    fn sample() -> Vec<u8> {
        let mut bytes = vec![6, 0, 0, 0, 1, 0, 0, 0, TEXT, 10];
        bytes.extend("Ольга".as_bytes());
        bytes.extend([INTEGER, 5, NULL, REAL]);
        bytes.extend(2.5_f64.to_le_bytes());
        bytes.extend([INTEGER, 2, BLOB, 2, 7, 8]);
        bytes
    }

    type Row = (String, i64, Option<String>, f64, bool, Vec<u8>);

    fn read(bytes: &[u8]) -> Result<Vec<Row>> {
        decode("s", bytes, 6, |c| {
            Some((c.string()?, c.integer()?, c.nullable(Cells::string)?, c.real()?, c.boolean()?, c.blob()?))
        })
    }

    #[test]
    fn every_type_of_cell_is_read() {
        let rows = read(&sample()).unwrap();
        assert_eq!(rows, [("Ольга".to_owned(), -3, None, 2.5, true, vec![7, 8])]);
    }

    #[test]
    fn the_ends_of_the_integers_survive() {
        for number in [i64::MIN, -1, 0, 1, i64::MAX] {
            let mut zigzag = ((number << 1) ^ (number >> 63)) as u64;
            let mut bytes = vec![1, 0, 0, 0, 1, 0, 0, 0, INTEGER];
            while zigzag >= 0x80 {
                bytes.push(zigzag as u8 | 0x80);
                zigzag >>= 7;
            }
            bytes.push(zigzag as u8);
            assert_eq!(decode("s", &bytes, 1, Cells::integer).unwrap(), [number]);
        }
    }

    #[test]
    fn a_cut_or_foreign_answer_is_an_error_and_never_a_panic() {
        let whole = sample();
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            for byte in [0, 1, 3, 0x7f, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                let _ = read(&changed);
            }
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(read(&longer).unwrap_err().message().contains("more than"));
        let lying = [6, 0, 0, 0, 0xff, 0xff, 0xff, 0xff];
        assert!(read(&lying).is_err());
    }
}
