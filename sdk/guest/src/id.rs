//! Ids: UUIDs as text, made by the host (version 7).

use crate::error::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

const LENGTH: usize = 36;

/// A UUID in its canonical lower-case spelling. It is kept as text because it only ever travels as text: between
/// JSON, statement and template nothing is converted. `Copy`, so that a handler can hand it on freely.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; LENGTH]);

impl Id {
    /// Reads a UUID in the 8-4-4-4-12 spelling, any case.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text.as_bytes()).ok_or_else(|| Error::of("invalid", "an id is a UUID of 36 characters"))
    }

    /// Rows are full of ids, so every byte is looked at without a branch.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let mut id: [u8; LENGTH] = text.try_into().ok()?;
        id.make_ascii_lowercase();
        let is_hex = |byte: u8| byte.wrapping_sub(b'0') < 10 || byte.wrapping_sub(b'a') < 6;
        let digits = id.iter().fold(0, |count, byte| count + usize::from(is_hex(*byte)));
        let dashes = [8, 13, 18, 23].iter().all(|at| id[*at] == b'-');
        (dashes && digits == LENGTH - 4).then_some(Self(id))
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII is ever stored")
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Id {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::input::private::parse_text(from, "a UUID", |text| Id::read(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_inside_whatever_came_in() {
        let id = Id::parse("01890A5D-AC96-774B-BCCE-B302099A8057").unwrap();
        assert_eq!(id.as_str(), "01890a5d-ac96-774b-bcce-b302099a8057");
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"01890a5d-ac96-774b-bcce-b302099a8057\"");
    }

    #[test]
    fn what_is_no_uuid_is_refused() {
        for text in ["", "1", "01890a5d-ac96-774b-bcce-b302099a805", "01890a5dxac96-774b-bcce-b302099a8057"] {
            assert!(Id::parse(text).is_err(), "{text}");
        }
        assert!(Id::parse("01890a5d-ac96-774b-bcce-b302099a805ж").is_err());
        assert!(serde_json::from_str::<Id>("7").is_err());
    }
}
