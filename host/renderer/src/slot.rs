//! Places for other modules' panels: a marker in the page, and its way back out.

use serde_json::Value;

/// A stretch of a rendered page.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Html(String),
    /// Panels registered for this slot belong here.
    Slot {
        name: String,
        context: Value,
    },
}

const OPEN: &str = "<!--slot ";
const CLOSE: &str = "-->";

/// The marker that stands for a slot. Page data cannot forge one, because its `<` is always escaped;
/// the context is written in hex, so it cannot end the marker either.
pub(crate) fn marker(name: &str, context: &Value) -> Result<String, String> {
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(format!("slot name `{name}` must be in kebab-case"));
    }
    let hex: String = context.to_string().bytes().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{OPEN}{name} {hex}{CLOSE}"))
}

/// Cuts a rendered page at its slots, in order.
pub fn split_slots(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(OPEN) {
        let after = &rest[start + OPEN.len()..];
        let Some(end) = after.find(CLOSE) else { break };
        if start > 0 {
            pieces.push(Piece::Html(rest[..start].to_string()));
        }
        if let Some((name, hex)) = after[..end].split_once(' ') {
            let context =
                unhex(hex).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or(Value::Null);
            pieces.push(Piece::Slot { name: name.to_string(), context });
        }
        rest = &after[end + CLOSE.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Html(rest.to_string()));
    }
    pieces
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let digits = hex.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_slot_comes_back_with_its_context() {
        let context = json!({"client_id": "x-->y", "имя": "Оля"});
        let html = format!("<p>{}</p>", marker("client-card", &context).unwrap());
        assert_eq!(
            split_slots(&html),
            [
                Piece::Html("<p>".into()),
                Piece::Slot { name: "client-card".into(), context },
                Piece::Html("</p>".into())
            ]
        );
    }

    #[test]
    fn a_page_without_slots_is_one_piece() {
        assert_eq!(split_slots("<p>x</p>"), [Piece::Html("<p>x</p>".into())]);
        assert_eq!(split_slots(""), []);
        assert_eq!(split_slots("<!--slot open"), [Piece::Html("<!--slot open".into())]);
    }

    #[test]
    fn a_slot_name_is_kebab_case() {
        assert!(marker("client card", &Value::Null).is_err());
        assert!(marker("", &Value::Null).is_err());
    }
}
