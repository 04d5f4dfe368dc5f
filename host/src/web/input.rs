//! What a request asks for, checked against the handler's schema before the handler runs.
//!
//! A request is one JSON object: path parameters over query over body. A form sends only strings, so
//! strings are coerced by the schema ("15" → 15, "on" → true, "" → absent); JSON is taken as it is.
//! The schema is the JSON Schema subset a bundle's `schema.json` may use. Messages are text keys
//! (`host-error-…`), one per field, so that each reader gets them in their own language.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::plugin::call::Text;

/// Fields a form or a query may have; a list of forty services with three fields each still passes.
pub const FIELDS_MAX: usize = 300;
/// Nesting of `a[b][c]…` names and of JSON.
pub const DEPTH_MAX: usize = 16;
/// The highest index a form may name, `services[199][…]`.
pub const INDEX_MAX: usize = 199;

/// Field name, as the form spells it (`services[0][service_id]`) → what is wrong.
pub type FieldErrors = BTreeMap<String, Text>;

/// What the schema cannot know: settings and the salon's currency.
pub struct Surroundings<'a> {
    /// Value of a plugin setting, for `x-setting` defaults.
    pub setting: &'a dyn Fn(&str) -> Option<Json>,
    /// Digits after the point of the salon's currency: typed "1 250,50" is 125050 minor units.
    pub minor_digits: u32,
}

/// How the input was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Strings only: a form or a query.
    Form,
    /// A JSON body; types must be right already.
    Json,
}

/// Why a body could not be read at all.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ReadError {
    #[error("the body is not valid JSON: {0}")]
    Json(String),
    #[error("the field {0} is repeated in the JSON body")]
    Duplicate(String),
    #[error("too many fields (at most {FIELDS_MAX})")]
    TooMany,
    #[error("the name of a field is not well formed")]
    Name,
}

/// `a=1&b[c]=2&b[d][]=3` as one object of strings. A repeated name becomes a list.
pub fn from_pairs<'a>(
    pairs: impl Iterator<Item = (std::borrow::Cow<'a, str>, std::borrow::Cow<'a, str>)>,
) -> Result<Map<String, Json>, ReadError> {
    let mut root = Json::Object(Map::new());
    for (count, (name, value)) in pairs.enumerate() {
        if count >= FIELDS_MAX {
            return Err(ReadError::TooMany);
        }
        let path = field_path(&name)?;
        put(&mut root, &path, Json::String(value.into_owned()))?;
    }
    match root {
        Json::Object(map) => Ok(map),
        _ => unreachable!("the root stays an object"),
    }
}

/// `services[0][service_id]` → `services`, `0`, `service_id`.
pub(super) fn field_path(name: &str) -> Result<Vec<&str>, ReadError> {
    let (head, mut rest) = match name.find('[') {
        Some(0) => return Err(ReadError::Name),
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    let mut path = vec![head];
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').ok_or(ReadError::Name)?;
        let end = inner.find(']').ok_or(ReadError::Name)?;
        path.push(&inner[..end]);
        rest = &inner[end + 1..];
    }
    if path.len() > DEPTH_MAX { Err(ReadError::Name) } else { Ok(path) }
}

fn put(at: &mut Json, path: &[&str], value: Json) -> Result<(), ReadError> {
    let Some((key, rest)) = path.split_first() else {
        // A name given twice: the values become a list, and the schema says whether it wanted one.
        match at {
            Json::Null => *at = value,
            Json::Array(list) => list.push(value),
            Json::String(_) => *at = Json::Array(vec![at.take(), value]),
            _ => return Err(ReadError::Name),
        }
        return Ok(());
    };
    let index = if key.is_empty() { None } else { key.parse::<usize>().ok() };
    let wants_list = key.is_empty() || index.is_some();
    if at.is_null() {
        *at = if wants_list { Json::Array(Vec::new()) } else { Json::Object(Map::new()) };
    }
    match at {
        Json::Object(map) => put(map.entry((*key).to_owned()).or_insert(Json::Null), rest, value),
        Json::Array(list) if wants_list => {
            let index = index.unwrap_or(list.len());
            if index > INDEX_MAX {
                return Err(ReadError::TooMany);
            }
            while list.len() <= index {
                list.push(Json::Null);
            }
            put(&mut list[index], rest, value)
        }
        _ => Err(ReadError::Name),
    }
}

/// A JSON body as one object. Repeated members are refused: two readers must not see two bodies.
pub fn from_json(bytes: &[u8]) -> Result<Map<String, Json>, ReadError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let strict = <Strict as serde::Deserialize>::deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| {
            let text = error.to_string();
            match text.strip_prefix(DUPLICATE).and_then(|rest| rest.split('`').next()) {
                Some(name) => ReadError::Duplicate(name.to_owned()),
                None => ReadError::Json(text),
            }
        })?;
    match strict.0 {
        Json::Object(map) if depth(&Json::Object(map.clone())) <= DEPTH_MAX => Ok(map),
        Json::Object(_) => Err(ReadError::Json("nested too deeply".into())),
        _ => Err(ReadError::Json("an object was expected".into())),
    }
}

fn depth(value: &Json) -> usize {
    match value {
        Json::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        Json::Array(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

const DUPLICATE: &str = "repeated member `";

/// A JSON value whose objects hold each name once.
struct Strict(Json);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Json;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, v: bool) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_i64<E>(self, v: i64) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_u64<E>(self, v: u64) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_f64<E>(self, v: f64) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_str<E>(self, v: &str) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_string<E>(self, v: String) -> Result<Json, E> {
                Ok(v.into())
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(Strict(item)) = seq.next_element()? {
                    list.push(item);
                }
                Ok(Json::Array(list))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
                let mut map = Map::new();
                while let Some(name) = members.next_key::<String>()? {
                    if map.contains_key(&name) {
                        return Err(serde::de::Error::custom(format!("{DUPLICATE}{name}`")));
                    }
                    let Strict(value) = members.next_value()?;
                    map.insert(name, value);
                }
                Ok(Json::Object(map))
            }
        }
        reader.deserialize_any(Visitor).map(Strict)
    }
}

/// The input a handler may rely on: only fields of the schema, right types, defaults filled in.
pub fn validate(
    schema: &Json,
    input: Map<String, Json>,
    spelling: Spelling,
    around: &Surroundings,
) -> Result<Json, FieldErrors> {
    // An open schema says "anything goes": the handler looks itself.
    if schema.get("type").is_none() && schema.get("properties").is_none() && schema.is_object() {
        return Ok(Json::Object(input));
    }
    let mut check = Check { root: schema, spelling, around, errors: FieldErrors::new() };
    let value = check.object(schema, input, "");
    if check.errors.is_empty() { Ok(value) } else { Err(check.errors) }
}

struct Check<'a> {
    root: &'a Json,
    spelling: Spelling,
    around: &'a Surroundings<'a>,
    errors: FieldErrors,
}

impl<'a> Check<'a> {
    fn refuse(&mut self, path: &str, key: &str, args: Json) -> Option<Json> {
        let args = args.as_object().cloned().unwrap_or_default();
        self.errors.entry(path.to_owned()).or_insert(Text { ftl: format!("host-error-{key}"), args });
        None
    }

    /// Follows `#/$defs/x`, which derived schemas use for nested types.
    fn resolve(&self, schema: &'a Json) -> &'a Json {
        match schema.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix('#')) {
            Some(pointer) => self.root.pointer(pointer).unwrap_or(schema),
            None => schema,
        }
    }

    fn object(&mut self, schema: &'a Json, mut input: Map<String, Json>, path: &str) -> Json {
        let mut out = Map::new();
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .map(|names| names.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        for (name, property) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
            let property = self.resolve(property);
            let here = if path.is_empty() { name.clone() } else { format!("{path}[{name}]") };
            let given = input.remove(name).filter(|value| !self.is_blank(property, value));
            let value = match given {
                Some(value) => self.value(property, value, &here),
                None => match self.default(property) {
                    Some(value) => Some(value),
                    None if required.contains(&name.as_str()) => self.refuse(&here, "required", json!({})),
                    None => None,
                },
            };
            if let Some(value) = value {
                out.insert(name.clone(), value);
            }
        }
        // Names the schema does not know are dropped from forms and queries (tokens, sort order of
        // the page). A JSON caller is told, because a misspelt optional field would be lost silently.
        if self.spelling == Spelling::Json && schema.get("additionalProperties") == Some(&Json::Bool(false)) {
            for name in input.keys() {
                let here = if path.is_empty() { name.clone() } else { format!("{path}[{name}]") };
                self.refuse(&here, "unknown-field", json!({}));
            }
        }
        Json::Object(out)
    }

    /// An empty form field is an absent one; so is JSON `null` for a field that is not nullable.
    fn is_blank(&self, schema: &Json, value: &Json) -> bool {
        match value {
            Json::Null => self.spelling == Spelling::Form || !allows(schema, "null"),
            Json::String(text) => self.spelling == Spelling::Form && text.trim().is_empty(),
            _ => false,
        }
    }

    fn default(&self, schema: &Json) -> Option<Json> {
        let setting = schema.get("x-setting").and_then(Json::as_str);
        setting.and_then(|key| (self.around.setting)(key)).or_else(|| schema.get("default").cloned())
    }

    fn value(&mut self, schema: &'a Json, value: Json, path: &str) -> Option<Json> {
        let schema = self.resolve(schema);
        if value.is_null() && allows(schema, "null") {
            return Some(Json::Null);
        }
        // A hidden "off" before a checkbox, or a select posted twice: the last word counts.
        let value = match value {
            Json::Array(mut list) if self.spelling == Spelling::Form && !allows(schema, "array") => {
                list.pop().unwrap_or(Json::Null)
            }
            Json::String(_) if self.spelling == Spelling::Form && allows(schema, "array") => {
                Json::Array(vec![value])
            }
            value => value,
        };
        match kind(schema) {
            "string" => self.string(schema, value, path),
            "integer" => self.integer(schema, value, path),
            "number" => self.number(schema, value, path),
            "boolean" => self.boolean(value, path),
            "array" => self.array(schema, value, path),
            "object" => match value {
                Json::Object(map) => Some(self.object(schema, map, path)),
                _ => self.refuse(path, "wrong-type", json!({})),
            },
            _ => Some(value),
        }
    }

    fn string(&mut self, schema: &Json, value: Json, path: &str) -> Option<Json> {
        let Json::String(text) = value else { return self.refuse(path, "wrong-type", json!({})) };
        let text = match self.spelling {
            Spelling::Form => text.trim().replace("\r\n", "\n"),
            Spelling::Json => text,
        };
        if text.contains('\0') {
            return self.refuse(path, "bad-character", json!({}));
        }
        let chars = text.chars().count() as u64;
        if let Some(min) = schema.get("minLength").and_then(Json::as_u64).filter(|min| chars < *min) {
            return if chars == 0 {
                self.refuse(path, "required", json!({}))
            } else {
                self.refuse(path, "too-short", json!({ "min": min }))
            };
        }
        if let Some(max) = schema.get("maxLength").and_then(Json::as_u64).filter(|max| chars > *max) {
            return self.refuse(path, "too-long", json!({ "max": max, "over": chars - max }));
        }
        if let Some(choices) = schema.get("enum").and_then(Json::as_array)
            && !choices.iter().any(|choice| choice.as_str() == Some(text.as_str()))
        {
            return self.refuse(path, "not-a-choice", json!({}));
        }
        let format = schema.get("format").and_then(Json::as_str).unwrap_or_default();
        match parse_format(format, text) {
            Ok(text) => Some(Json::String(text)),
            Err(key) => self.refuse(path, key, json!({})),
        }
    }

    fn integer(&mut self, schema: &Json, value: Json, path: &str) -> Option<Json> {
        let money = schema.get("x-money").is_some_and(|mark| mark != &Json::Bool(false));
        let number = match &value {
            Json::String(text) if self.spelling == Spelling::Form && money => {
                minor(text, self.around.minor_digits)
            }
            Json::String(text) if self.spelling == Spelling::Form => plain_number(text).parse().ok(),
            Json::Number(number) => number.as_i64(),
            _ => None,
        };
        // Browsers and many API callers read numbers as doubles; beyond 2^53 they would read another.
        let Some(number) = number.filter(|n: &i64| n.unsigned_abs() <= 1 << 53) else {
            return self.refuse(path, "not-a-number", json!({}));
        };
        // Who typed so'm is told the limit in so'm.
        let whole = 10_f64.powi(self.around.minor_digits as i32);
        let unit = if money && self.spelling == Spelling::Form { whole } else { 1.0 };
        self.range(schema, number as f64, unit, path)?;
        Some(number.into())
    }

    fn number(&mut self, schema: &Json, value: Json, path: &str) -> Option<Json> {
        let number = match &value {
            Json::String(text) if self.spelling == Spelling::Form => plain_number(text).parse::<f64>().ok(),
            Json::Number(number) => number.as_f64(),
            _ => None,
        };
        let Some(number) = number.filter(|n| n.is_finite()) else {
            return self.refuse(path, "not-a-number", json!({}));
        };
        self.range(schema, number, 1.0, path)?;
        Some(number.into())
    }

    /// `unit`: what one of the shown bound is in the schema's.
    fn range(&mut self, schema: &Json, number: f64, unit: f64, path: &str) -> Option<()> {
        let bound = |name: &str| schema.get(name).filter(|bound| bound.is_number()).cloned();
        let shown = |bound: Json| match bound.as_f64() {
            Some(minor) if unit != 1.0 => json!(minor / unit),
            _ => bound,
        };
        if let Some(min) = bound("minimum").filter(|min| number < min.as_f64().unwrap_or(f64::MIN)) {
            self.refuse(path, "too-small", json!({ "min": shown(min) }));
            return None;
        }
        if let Some(max) = bound("maximum").filter(|max| number > max.as_f64().unwrap_or(f64::MAX)) {
            self.refuse(path, "too-large", json!({ "max": shown(max) }));
            return None;
        }
        Some(())
    }

    fn boolean(&mut self, value: Json, path: &str) -> Option<Json> {
        match &value {
            Json::Bool(_) => Some(value),
            Json::String(text) if self.spelling == Spelling::Form => match text.as_str() {
                "on" | "true" | "1" | "yes" => Some(true.into()),
                "off" | "false" | "0" | "no" => Some(false.into()),
                _ => self.refuse(path, "wrong-type", json!({})),
            },
            _ => self.refuse(path, "wrong-type", json!({})),
        }
    }

    fn array(&mut self, schema: &'a Json, value: Json, path: &str) -> Option<Json> {
        let Json::Array(list) = value else { return self.refuse(path, "wrong-type", json!({})) };
        // A form whose second row was removed sends rows 0 and 2: the gap is no row.
        let list: Vec<Json> = match self.spelling {
            Spelling::Form => list.into_iter().filter(|item| !item.is_null()).collect(),
            Spelling::Json => list,
        };
        let count = list.len() as u64;
        if let Some(max) = schema.get("maxItems").and_then(Json::as_u64).filter(|max| count > *max) {
            return self.refuse(path, "too-many-items", json!({ "max": max }));
        }
        if let Some(min) = schema.get("minItems").and_then(Json::as_u64).filter(|min| count < *min) {
            return self.refuse(path, "too-few-items", json!({ "min": min }));
        }
        let Some(items) = schema.get("items") else { return Some(Json::Array(list)) };
        let list = list
            .into_iter()
            .enumerate()
            .filter_map(|(index, item)| self.value(items, item, &format!("{path}[{index}]")))
            .collect();
        Some(Json::Array(list))
    }
}

fn allows(schema: &Json, kind: &str) -> bool {
    match schema.get("type") {
        Some(Json::String(only)) => only == kind,
        Some(Json::Array(list)) => list.iter().any(|one| one.as_str() == Some(kind)),
        _ => false,
    }
}

/// The one type that is not `null`.
fn kind(schema: &Json) -> &str {
    match schema.get("type") {
        Some(Json::String(only)) => only,
        Some(Json::Array(list)) => {
            list.iter().filter_map(Json::as_str).find(|kind| *kind != "null").unwrap_or("")
        }
        _ => "",
    }
}

/// People group digits with spaces (plain, no-break, thin) and write a decimal comma.
fn plain_number(text: &str) -> String {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    digits.replace('−', "-").replace(',', ".")
}

/// A typed number in the smallest unit, or the text itself, which no check accepts as a number.
pub fn whole(text: &str, digits: u32) -> Json {
    minor(text, digits).map_or_else(|| text.into(), Json::from)
}

/// Is a switch of a form on? An absent one is off.
pub fn is_on(given: Option<&Json>) -> bool {
    let last = match given {
        Some(Json::Array(list)) => list.last(),
        given => given,
    };
    match last {
        Some(Json::Bool(on)) => *on,
        Some(Json::String(text)) => matches!(text.as_str(), "on" | "true" | "1" | "yes"),
        _ => false,
    }
}

/// "1 250 000,5" or "1,250,000.5" → minor units. More decimals than the currency has are refused, not rounded.
fn minor(text: &str, digits: u32) -> Option<i64> {
    // No currency has three decimals here, so a comma before three digits is English for a group of them.
    let text = if digits < 3 && is_grouped(text) { text.replace(',', "") } else { text.to_owned() };
    let text = plain_number(&text);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part.len() > digits as usize {
        return None;
    }
    let padded = format!("{whole}{part:0<width$}", width = digits as usize);
    let value: i64 = padded.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// `85,000` `-1,250,000.50`: groups of three behind commas, nothing else behind them but a decimal point.
fn is_grouped(text: &str) -> bool {
    let whole = text.trim().split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['-', '−']).split(',');
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3 && digits(group))
}

/// Checks `text` against a format and returns it in the one spelling handlers see.
fn parse_format(format: &str, text: String) -> Result<String, &'static str> {
    match format {
        "uuid" => match uuid::Uuid::try_parse(&text) {
            // The hyphenated, lower-case form only: ids are compared as text.
            Ok(id) if id.hyphenated().to_string() == text.to_ascii_lowercase() => {
                Ok(text.to_ascii_lowercase())
            }
            _ => Err("not-an-id"),
        },
        "day" | "date" => match text.parse::<jiff::civil::Date>() {
            Ok(day) if text.len() == 10 && day.year() >= 1900 => Ok(text),
            _ => Err("not-a-day"),
        },
        "date-time" => match text.parse::<jiff::Timestamp>() {
            Ok(_) => Ok(text),
            Err(_) => Err("not-an-instant"),
        },
        "time" => match (text.len() == 5).then(|| jiff::civil::Time::strptime("%H:%M", &text)) {
            Some(Ok(_)) => Ok(text),
            _ => Err("not-a-time"),
        },
        "phone" => phone(&text).ok_or("not-a-phone"),
        "email" => {
            if is_email(&text) {
                Ok(text)
            } else {
                Err("not-an-email")
            }
        }
        _ => Ok(text),
    }
}

/// R-C1: one spelling (E.164) for every way people write a phone; nothing is guessed.
pub fn phone(text: &str) -> Option<String> {
    let plus = text.trim_start().starts_with('+');
    let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-()./\u{2011}\u{2013}".contains(c);
    if !text.chars().all(allowed) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (international, digits) = match digits.strip_prefix("00") {
        Some(rest) => (true, rest.to_owned()),
        None => (plus, digits),
    };
    let e164 = match (international, digits.len()) {
        (true, 8..=15) => format!("+{digits}"),
        (true, _) => return None,
        (false, 12) if digits.starts_with("998") => format!("+{digits}"),
        (false, 10) if digits.starts_with(['8', '0']) => format!("+998{}", &digits[1..]),
        (false, 9) => format!("+998{digits}"),
        (false, 11) if digits.starts_with(['7', '8']) => format!("+7{}", &digits[1..]),
        _ => return None,
    };
    match e164.strip_prefix("+998") {
        Some(national) => is_uzbek_national(national).then(|| e164.clone()),
        None => Some(e164),
    }
}

/// `(20|33|[5-79]\d|88)\d{7}`
fn is_uzbek_national(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 9
        && (matches!(&bytes[..2], b"20" | b"33" | b"88") || matches!(bytes[0], b'5'..=b'7' | b'9'))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let clean = |s: &str| {
        !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\\\"@".contains(c))
    };
    text.len() <= 254
        && clean(local)
        && clean(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Digits after the point of a currency (ISO 4217).
pub fn minor_digits(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "ISK" | "CLP" | "PYG" | "UGX" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_schema_lets_everything_through_and_a_closed_one_only_its_own() {
        let around = Surroundings { setting: &|_| None, minor_digits: 2 };
        let sent = json!({ "bill_id": "x", "lines": [{ "n": 1 }] });
        let sent = sent.as_object().unwrap();
        let read = |schema: Json| validate(&schema, sent.clone(), Spelling::Json, &around).unwrap();
        assert_eq!(read(json!({})), Json::Object(sent.clone()));
        assert_eq!(read(json!({ "type": "object" })), json!({}));
    }

    fn form(query: &str) -> Map<String, Json> {
        from_pairs(
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(k, v)| (k.into(), v.replace('+', " ").into())),
        )
        .unwrap()
    }

    fn check(schema: Json, query: &str) -> Result<Json, Vec<(String, String)>> {
        let around =
            Surroundings { setting: &|key| (key == "days_ahead").then(|| json!(14)), minor_digits: 2 };
        validate(&schema, form(query), Spelling::Form, &around)
            .map_err(|errors| errors.into_iter().map(|(path, text)| (path, text.ftl)).collect())
    }

    fn one(property: Json, text: &str) -> Result<Json, String> {
        check(json!({ "properties": { "x": property } }), &format!("x={text}"))
            .map(|value| value["x"].clone())
            .map_err(|errors| errors[0].1.clone())
    }

    #[test]
    fn form_strings_become_the_types_of_the_schema() {
        assert_eq!(one(json!({ "type": "integer" }), "15"), Ok(json!(15)));
        assert_eq!(one(json!({ "type": "integer" }), "1 500"), Ok(json!(1500)));
        assert_eq!(one(json!({ "type": "number" }), "1,5"), Ok(json!(1.5)));
        assert_eq!(one(json!({ "type": "boolean" }), "on"), Ok(json!(true)));
        assert_eq!(one(json!({ "type": "string" }), " a "), Ok(json!("a")));
        assert_eq!(one(json!({ "type": "integer", "x-money": true }), "1 250 000,5"), Ok(json!(125_000_050)));
        assert_eq!(
            one(json!({ "type": "integer", "x-money": true }), "0,5051"),
            Err("host-error-not-a-number".into())
        );
    }

    #[test]
    fn a_sum_is_read_as_each_language_groups_it() {
        for (typed, sum) in [
            ("85 000", Some(8_500_000)),
            ("85\u{a0}000,5", Some(8_500_050)),
            ("85,000", Some(8_500_000)),
            ("1,250,000.50", Some(125_000_050)),
            ("-1,250", Some(-125_000)),
            ("12,50", Some(1_250)),
            ("0,5", Some(50)),
            ("1,2500", None),
            ("1,250,00", None),
            ("1,25,000", None),
            (",250", None),
        ] {
            assert_eq!(minor(typed, 2), sum, "{typed}");
        }
        assert_eq!(minor("1,250", 3), Some(1_250), "a currency of three decimals may mean them");
    }

    #[test]
    fn an_empty_field_is_an_absent_one() {
        let schema = json!({ "properties": { "a": { "type": ["string", "null"] }, "b": { "type": "integer" } }, "required": ["b"] });
        assert_eq!(check(schema, "a=&b="), Err(vec![("b".into(), "host-error-required".into())]));
    }

    #[test]
    fn defaults_come_from_the_schema_or_from_a_setting() {
        let schema = json!({ "properties": {
            "days": { "type": "integer", "x-setting": "days_ahead", "default": 3 },
            "limit": { "type": "integer", "x-setting": "nothing", "default": 50 },
        } });
        assert_eq!(check(schema, "x=1"), Ok(json!({ "days": 14, "limit": 50 })));
    }

    #[test]
    fn nested_form_fields_become_lists_of_objects_and_errors_name_the_very_field() {
        let schema = json!({ "properties": { "services": { "type": "array", "maxItems": 2, "items": { "$ref": "#/$defs/line" } } },
            "$defs": { "line": { "type": "object", "properties": { "minutes": { "type": "integer", "minimum": 5 } }, "required": ["minutes"] } } });
        assert_eq!(
            check(schema.clone(), "services[0][minutes]=30&services[2][minutes]=45"),
            Ok(json!({ "services": [{ "minutes": 30 }, { "minutes": 45 }] }))
        );
        assert_eq!(
            check(schema.clone(), "services[0][minutes]=30&services[1][minutes]=4"),
            Err(vec![("services[1][minutes]".into(), "host-error-too-small".into())])
        );
        assert_eq!(
            check(schema, "services[0][minutes]=9&services[1][minutes]=9&services[2][minutes]=9"),
            Err(vec![("services".into(), "host-error-too-many-items".into())])
        );
    }

    #[test]
    fn a_limit_is_said_in_what_was_typed() {
        let schema = json!({ "properties": { "sum": { "type": "integer", "x-money": true, "minimum": 100, "maximum": 5_050 } } });
        let around = Surroundings { setting: &|_| None, minor_digits: 2 };
        let said = |input: Json, spelling| {
            let refused =
                validate(&schema, input.as_object().unwrap().clone(), spelling, &around).unwrap_err();
            refused["sum"].args.clone()
        };
        assert_eq!(said(json!({ "sum": "0,50" }), Spelling::Form)["min"].as_f64(), Some(1.0));
        assert_eq!(said(json!({ "sum": "51" }), Spelling::Form)["max"].as_f64(), Some(50.5));
        assert_eq!(said(json!({ "sum": 5_051 }), Spelling::Json)["max"], 5_050);
    }

    #[test]
    fn formats_are_checked_and_spelt_in_one_way() {
        let format = |f: &str| json!({ "type": "string", "format": f });
        assert_eq!(one(format("day"), "2026-02-29"), Err("host-error-not-a-day".into()));
        assert_eq!(one(format("day"), "2028-02-29"), Ok(json!("2028-02-29")));
        assert_eq!(one(format("day"), "0202-02-28"), Err("host-error-not-a-day".into()));
        assert_eq!(one(format("time"), "24:10"), Err("host-error-not-a-time".into()));
        assert_eq!(one(format("time"), "09:05"), Ok(json!("09:05")));
        assert_eq!(one(format("date-time"), "2026-11-22T10:00:00Z"), Ok(json!("2026-11-22T10:00:00Z")));
        assert_eq!(one(format("uuid"), "0193"), Err("host-error-not-an-id".into()));
        assert_eq!(one(format("email"), "a@b"), Err("host-error-not-an-email".into()));
    }

    #[test]
    fn phones_follow_rule_r_c1() {
        for text in ["8 (90) 123-45-67", "0099890 1234567", "901234567", "+998 90 123 45 67", "998901234567"]
        {
            assert_eq!(phone(text).as_deref(), Some("+998901234567"), "{text}");
        }
        for text in ["1234567", "9,98901E+11", "+998 10 123 45 67", "call me", "", "+99890123456"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn json_is_taken_as_it_is_and_never_coerced() {
        let schema = json!({ "properties": { "n": { "type": "integer" } } });
        let around = Surroundings { setting: &|_| None, minor_digits: 2 };
        let read =
            |text: &str| validate(&schema, from_json(text.as_bytes()).unwrap(), Spelling::Json, &around);
        assert_eq!(read(r#"{"n": 5}"#), Ok(json!({ "n": 5 })));
        assert_eq!(read(r#"{"n": "5"}"#).unwrap_err()["n"].ftl, "host-error-not-a-number");
        assert_eq!(read(r#"{"n": 90071992547409931}"#).unwrap_err()["n"].ftl, "host-error-not-a-number");
    }

    #[test]
    fn bodies_that_two_readers_could_read_differently_are_refused() {
        assert_eq!(from_json(br#"{"a":1,"a":2}"#), Err(ReadError::Duplicate("a".into())));
        assert_eq!(from_json(br#"{"o":{"b":1,"b":2}}"#), Err(ReadError::Duplicate("b".into())));
        assert!(from_json(b"[1]").is_err());
        assert!(from_json(b"{} x").is_err());
        assert!(from_json(&[vec![b'['; 5000], vec![b']'; 5000]].concat()).is_err());
    }

    #[test]
    fn absurd_field_names_are_refused_before_memory_is_spent() {
        let pairs = |name: &str| from_pairs(std::iter::once((name.to_owned().into(), "1".into())));
        assert!(pairs("a[9999999]").is_err());
        assert!(pairs("a[b").is_err());
        assert!(pairs("[a]").is_err());
        assert!(pairs(&format!("a{}", "[b]".repeat(40))).is_err());
        let many = (0..FIELDS_MAX + 1).map(|n| (format!("f{n}").into(), "1".into()));
        assert_eq!(from_pairs(many), Err(ReadError::TooMany));
    }
}
