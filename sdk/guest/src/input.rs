//! Typed inputs. `#[derive(Input)]` reads JSON into the type and writes the schema by which the host checks and
//! coerces what came from a form, a URL or a script *before* the handler runs. The guest reads without any
//! coercion, and checks the limits once more: a service or an event may have come another way.
//!
//! ```ignore
//! #[derive(Input)]
//! pub struct Period {
//!     #[input(range = 1..=60, default = setting("days_ahead"))]
//!     days: u32,
//!     #[input(max_chars = 200)]
//!     note: Option<String>,
//! }
//! ```

use crate::id::Id;
use crate::time::{Day, Instant};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What a handler can take.
pub trait Input: DeserializeOwned {
    /// The JSON Schema of this type, in the host's subset.
    fn schema() -> Schema;

    /// Why the value is outside of `limits`, if it is.
    #[doc(hidden)]
    fn check(&self, limits: &Limits) -> Result<(), &'static str> {
        let _ = limits;
        Ok(())
    }
}

/// An enum that is a word outside: in JSON, in a column, in a template. `#[derive(Input)]` on an enum makes it one;
/// `NoShow` is `no_show` unless `#[input(rename = "…")]` or the enum's `#[input(rename_all = "kebab-case")]` says
/// otherwise.
pub trait Word: Sized + Copy + 'static {
    /// Every word, in the order of the variants.
    const WORDS: &'static [&'static str];
    fn word(self) -> &'static str;
    fn from_word(word: &str) -> Option<Self>;
}

/// What `#[input(…)]` says about a field's value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub min_chars: Option<usize>,
    pub max_chars: Option<usize>,
    pub max_items: Option<usize>,
    /// `phone`, `email`, `time` …: the host's to check.
    pub format: Option<&'static str>,
    pub money: bool,
}

/// A JSON Schema under construction.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema(Map<String, Value>);

impl Schema {
    /// Any JSON.
    pub fn open() -> Self {
        Self(Map::new())
    }

    pub(crate) fn of(kind: &str) -> Self {
        Self::open().with("type", kind)
    }

    pub(crate) fn text(format: &str) -> Self {
        Self::of("string").with("format", format)
    }

    /// An object without properties yet.
    pub fn object() -> Self {
        Self::of("object").with("properties", json!({})).with("required", json!([]))
    }

    /// Adds the property `name`; one that is not required is absent, or takes its default.
    pub fn field(mut self, name: &str, schema: Schema, required: bool) -> Self {
        if let Some(Value::Object(properties)) = self.0.get_mut("properties") {
            properties.insert(name.to_owned(), Value::Object(schema.0));
        }
        if required && let Some(Value::Array(names)) = self.0.get_mut("required") {
            names.push(name.into());
        }
        self
    }

    /// One of `words`.
    pub fn words(words: &[&str]) -> Self {
        Self::of("string").with("enum", json!(words))
    }

    pub fn nullable(mut self) -> Self {
        if let Some(Value::String(kind)) = self.0.get("type") {
            let both = json!([kind, "null"]);
            self.0.insert("type".to_owned(), both);
        }
        if let Some(Value::Array(words)) = self.0.get_mut("enum") {
            words.push(Value::Null);
        }
        self
    }

    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Adds what `limits` say; those of a value apply to the items of a list.
    pub fn limited(mut self, limits: &Limits) -> Self {
        let number = |number: f64| if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
        if let Some(Value::Object(items)) = self.0.remove("items") {
            let of_items = Limits { max_items: None, ..*limits };
            self.0.insert("items".to_owned(), Value::Object(Schema(items).limited(&of_items).0));
            return match limits.max_items {
                Some(most) => self.with("maxItems", most),
                None => self,
            };
        }
        let entries = [
            ("minimum", limits.minimum.map(number)),
            ("maximum", limits.maximum.map(number)),
            ("minLength", limits.min_chars.map(Value::from)),
            ("maxLength", limits.max_chars.map(Value::from)),
            ("format", limits.format.map(Value::from)),
            ("x-money", limits.money.then_some(Value::from(true))),
        ];
        for (key, value) in entries {
            if let Some(value) = value {
                self.0.insert(key.to_owned(), value);
            }
        }
        self
    }

    pub fn into_json(self) -> Value {
        Value::Object(self.0)
    }
}

impl Input for String {
    fn schema() -> Schema {
        Schema::of("string")
    }

    fn check(&self, limits: &Limits) -> Result<(), &'static str> {
        // A character takes a byte at least: the count is needed only for texts near the limit.
        let too_long = limits.max_chars.is_some_and(|most| self.len() > most && self.chars().count() > most);
        let too_short = limits.min_chars.is_some_and(|least| self.chars().count() < least);
        if too_long {
            return Err("the text is too long");
        }
        if too_short { Err("the text is too short") } else { Ok(()) }
    }
}

impl Input for bool {
    fn schema() -> Schema {
        Schema::of("boolean")
    }
}

impl Input for Id {
    fn schema() -> Schema {
        Schema::text("uuid")
    }
}

impl Input for Day {
    fn schema() -> Schema {
        Schema::text("day")
    }
}

impl Input for Instant {
    fn schema() -> Schema {
        Schema::text("date-time")
    }
}

fn in_range(value: f64, limits: &Limits) -> Result<(), &'static str> {
    if limits.minimum.is_some_and(|least| value < least) {
        return Err("the number is too small");
    }
    if limits.maximum.is_some_and(|most| value > most) { Err("the number is too large") } else { Ok(()) }
}

macro_rules! integers {
    ($($signed:ident)* ; $($unsigned:ident)*) => {
        $(impl Input for $signed {
            fn schema() -> Schema {
                Schema::of("integer")
            }
            fn check(&self, limits: &Limits) -> Result<(), &'static str> {
                in_range(*self as f64, limits)
            }
        })*
        $(impl Input for $unsigned {
            fn schema() -> Schema {
                Schema::of("integer").with("minimum", 0)
            }
            fn check(&self, limits: &Limits) -> Result<(), &'static str> {
                in_range(*self as f64, limits)
            }
        })*
    };
}
integers!(i8 i16 i32 i64 ; u8 u16 u32 u64 usize);

impl Input for f64 {
    fn schema() -> Schema {
        Schema::of("number")
    }

    fn check(&self, limits: &Limits) -> Result<(), &'static str> {
        in_range(*self, limits)
    }
}

impl<T: Input> Input for Option<T> {
    fn schema() -> Schema {
        T::schema().nullable()
    }

    fn check(&self, limits: &Limits) -> Result<(), &'static str> {
        self.as_ref().map_or(Ok(()), |value| value.check(limits))
    }
}

impl<T: Input> Input for Vec<T> {
    fn schema() -> Schema {
        Schema::of("array").with("items", T::schema().into_json())
    }

    fn check(&self, limits: &Limits) -> Result<(), &'static str> {
        if limits.max_items.is_some_and(|most| self.len() > most) {
            return Err("the list is too long");
        }
        self.iter().try_for_each(|item| item.check(limits))
    }
}

/// What the derive's output calls.
#[doc(hidden)]
pub mod private {
    pub use super::{Input, Limits, Schema, Word};
    use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Visitor};
    use std::fmt;

    /// Reads a text and parses it; `expected` completes "expected …".
    pub fn parse_text<'de, D: Deserializer<'de>, T>(
        from: D,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, D::Error> {
        struct Text<P>(&'static str, P);
        impl<T, P: Fn(&str) -> Option<T>> Visitor<'_> for Text<P> {
            type Value = T;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                // The text itself stays out of the message: it may be a person's.
                (self.1)(text).ok_or_else(|| E::custom(format_args!("expected {}", self.0)))
            }
        }
        from.deserialize_str(Text(expected, parse))
    }

    /// Reads an enum that is a word.
    pub fn parse_word<'de, D: Deserializer<'de>, T: Word>(from: D) -> Result<T, D::Error> {
        parse_text(from, "one of the known words", T::from_word)
    }

    pub fn missing<E: Error>(field: &'static str) -> E {
        E::missing_field(field)
    }

    pub fn check<T: Input, E: Error>(value: &T, field: &'static str, limits: &Limits) -> Result<(), E> {
        value.check(limits).map_err(|why| E::custom(format_args!("field `{field}`: {why}")))
    }

    /// `default = "text"`: whatever the field's type reads from that text.
    pub fn text_default<T: DeserializeOwned, E: Error>(text: &'static str) -> Result<T, E> {
        T::deserialize(serde::de::value::StrDeserializer::<E>::new(text))
    }

    /// `default = setting("key")`.
    pub fn setting_default<T: DeserializeOwned, E: Error>(key: &'static str) -> Result<T, E> {
        crate::context::read_setting(key).map_err(E::custom)
    }

    /// `default = today`.
    pub fn today_default<T: DeserializeOwned, E: Error>() -> Result<T, E> {
        let today = crate::imports::clock::today();
        T::deserialize(serde::de::value::StringDeserializer::<E>::new(today))
    }

    /// Reads `null` and an absent field alike as `None`, whatever the field's type.
    pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
        Option::<T>::deserialize(from)
    }
}
