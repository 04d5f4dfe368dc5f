//! SQLite's words for a violated constraint → the constraint's name, as PostgreSQL would say it.

use rusqlite::ffi;

use crate::db::{Row, Value};

/// Reads rows of the schema.
type Schema<'a> = &'a dyn Fn(&str, &[Value]) -> Vec<Row>;

/// The name behind an error. Unnamed constraints get the name PostgreSQL gives them, so that one
/// `on_constraint("…")` in a plugin serves both engines. SQLite does not say which foreign key failed;
/// that one is always `foreign_key`.
pub(super) fn name(extended_code: i32, message: &str, schema: impl Fn(&str, &[Value]) -> Vec<Row>) -> String {
    let what = message.split_once(" failed: ").map_or(message, |(_, what)| what);
    match extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            unique(what, &schema)
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => format!("{}_not_null", what.replace('.', "_")),
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => "foreign_key".to_owned(),
        // CHECK: its name, or its text when it has none. Trigger: the message it raised.
        _ => what.to_owned(),
    }
}

/// `what` is `table.a, table.b`, or `index 'name'` for an index over expressions.
fn unique(what: &str, schema: Schema<'_>) -> String {
    if let Some(index) = what.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let pairs: Vec<(&str, &str)> = what.split(", ").filter_map(|pair| pair.split_once('.')).collect();
    let Some((table, _)) = pairs.first() else { return what.to_owned() };
    let columns: Vec<&str> = pairs.iter().map(|(_, column)| *column).collect();
    named_index(table, &columns, schema)
        .or_else(|| declared(table, &columns, schema))
        .unwrap_or_else(|| format!("{table}_{}_key", columns.join("_")))
}

/// An index made by `create unique index`.
fn named_index(table: &str, columns: &[&str], schema: Schema<'_>) -> Option<String> {
    let sql = "select l.name, group_concat(i.name, ',' order by i.seqno)
               from pragma_index_list(?1) l, pragma_index_info(l.name) i
               where l.\"unique\" = 1 and l.origin = 'c' group by l.name";
    let rows = schema(sql, &[Value::from(table)]);
    let wanted = columns.join(",");
    rows.iter().find(|row| row.opt_text(1) == Some(&wanted)).map(|row| row.text(0).to_owned())
}

/// A constraint declared with the table: its name stands only in the table's text.
fn declared(table: &str, columns: &[&str], schema: Schema<'_>) -> Option<String> {
    let sql = "select sql from sqlite_schema where type = 'table' and name = ?1 collate nocase";
    let rows = schema(sql, &[Value::from(table)]);
    let text = rows.first()?.opt_text(0)?.to_ascii_lowercase();
    let words = words(&text);
    for (at, word) in words.iter().enumerate() {
        let is_primary = word == "primary" && words.get(at + 1).is_some_and(|next| next == "key");
        if !is_primary && word != "unique" {
            continue;
        }
        let after = at + if is_primary { 2 } else { 1 };
        let listed = match words.get(after).map(String::as_str) {
            Some("(") => words[after + 1..].iter().take_while(|word| *word != ")").cloned().collect(),
            // A column's own `unique` or `primary key`: the column stands before it.
            _ => vec![column_before(&words[..at])?],
        };
        let listed: Vec<String> = listed.into_iter().filter(|word| word != ",").collect();
        if listed.iter().map(String::as_str).ne(columns.iter().copied()) {
            continue;
        }
        return Some(match words[..at] {
            [.., ref keyword, ref name] if keyword == "constraint" => name.clone(),
            _ if is_primary => format!("{table}_pkey"),
            _ => format!("{table}_{}_key", columns.join("_")),
        });
    }
    None
}

/// The first word of the definition that `words` ends in.
fn column_before(words: &[String]) -> Option<String> {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().rev() {
        match word.as_str() {
            ")" => depth += 1,
            "(" if depth > 0 => depth -= 1,
            "," | "(" if depth == 0 => return words.get(at + 1).cloned(),
            _ => {}
        }
    }
    None
}

/// Words and punctuation of a schema text; quotes are dropped, comments too.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.split_once("--").map_or(line, |(code, _)| code);
        for chunk in line.split_inclusive(|c: char| c.is_whitespace() || "(),\"".contains(c)) {
            let (word, end) = match chunk.char_indices().last() {
                Some((at, c)) if c.is_whitespace() || "(),\"".contains(c) => (&chunk[..at], Some(c)),
                _ => (chunk, None),
            };
            if !word.is_empty() {
                words.push(word.to_owned());
            }
            if let Some(c @ ('(' | ')' | ',')) = end {
                words.push(c.to_string());
            }
        }
    }
    words
}
