//! What a person typed, for the form that is shown again: nothing of it may be lost because one field is wrong.

use serde_json::{Map, Value as Json};

use super::input::field_path;

/// Rows that were removed in the browser are no rows: 0 and 2 become 0 and 1, as the checks count them.
pub fn rows(raw: Map<String, Json>) -> Map<String, Json> {
    raw.into_iter().map(|(name, value)| (name, without_gaps(value))).collect()
}

fn without_gaps(value: Json) -> Json {
    match value {
        Json::Array(list) => list.into_iter().filter(|item| !item.is_null()).map(without_gaps).collect(),
        Json::Object(map) => Json::Object(rows(map)),
        value => value,
    }
}

/// Takes out the one value a path like `items[0][quantity]` names; its row stays.
pub fn leave_out(raw: &mut Map<String, Json>, path: &str) {
    let names = field_path(path).unwrap_or_default();
    let Some((last, way)) = names.split_last() else { return };
    let mut at = raw;
    let mut way = way.iter();
    while let Some(name) = way.next() {
        let next = match at.get_mut(*name) {
            Some(Json::Array(list)) => {
                way.next().and_then(|index| list.get_mut(index.parse::<usize>().ok()?))
            }
            next => next,
        };
        let Some(Json::Object(map)) = next else { return };
        at = map;
    }
    at.remove(*last);
}

/// The values by the names their fields have, beside the tree: Tera takes `values["items[0][quantity]"]`, as the macros
/// of fields ask, for `values."items.0.quantity"`.
pub fn named(tree: Map<String, Json>) -> Map<String, Json> {
    let mut all = tree.clone();
    for (name, value) in &tree {
        name_parts(name, value, &mut all);
    }
    all
}

fn name_parts(name: &str, value: &Json, all: &mut Map<String, Json>) {
    let parts: Vec<(String, &Json)> = match value {
        Json::Object(map) => map.iter().map(|(part, value)| (format!("{name}.{part}"), value)).collect(),
        Json::Array(list) => {
            list.iter().enumerate().map(|(at, value)| (format!("{name}.{at}"), value)).collect()
        }
        _ => return,
    };
    for (name, value) in parts {
        name_parts(&name, value, all);
        all.insert(name, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(value: Json) -> Map<String, Json> {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn one_wrong_value_leaves_its_row_and_the_others() {
        let mut raw = rows(tree(json!({
            "code": "A", "items": [{ "what": "a", "quantity": "0" }, null, { "what": "b", "quantity": "2" }],
        })));
        leave_out(&mut raw, "items[0][quantity]");
        leave_out(&mut raw, "items[7][quantity]");
        leave_out(&mut raw, "code");
        assert_eq!(
            Json::Object(raw),
            json!({ "items": [{ "what": "a" }, { "what": "b", "quantity": "2" }] })
        );
    }

    #[test]
    fn a_field_of_a_row_finds_what_was_typed_by_its_name() {
        let named = named(tree(json!({ "split": [{ "amount_minor": "abc" }], "tips": "1" })));
        assert_eq!(named["split.0.amount_minor"], "abc");
        assert_eq!(named["split"][0]["amount_minor"], "abc");
        assert_eq!(named["tips"], "1");
    }
}
