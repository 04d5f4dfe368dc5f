//! The comment above a statement: what it is for, its parameters, and directives for the SDK.
//!
//! ```sql
//! -- Appointments of one day, by master.
//! -- :day text 'YYYY-MM-DD' · :staff_ids list of text · :note text?
//! -- row DayAppointment
//! ```

use crate::refusal::{At, Lowered, No};
use crate::types::{ColumnType, SqlType};

/// A parameter of a statement, as its header declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    pub name: String,
    /// For a list: the type of its elements.
    pub ty: ColumnType,
    /// Travels as one text parameter holding a JSON array; used as `x in (:name)`.
    pub list: bool,
}

/// What the SDK makes of the statement's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directives {
    /// `-- one`: at most one row is expected.
    pub one: bool,
    /// `-- row Name`: the name of the row's type.
    pub row: Option<String>,
}

/// The declarations of a file's header.
pub(crate) struct Header {
    pub purpose: String,
    /// In their order: that of the values, and of the arguments the SDK generates.
    pub params: Vec<(Param, At)>,
    pub directives: Directives,
}

const EXAMPLE: &str = "write `-- :day text · :limit bigint · :ids list of text · :note text?`";

/// Reads the comment lines above the first line of code.
///
/// # Errors
/// When the purpose is missing or a declaration cannot be read.
pub(crate) fn parse(lines: &[(At, String)]) -> Lowered<Header> {
    let mut header = Header { purpose: String::new(), params: Vec::new(), directives: Directives::default() };
    for (at, line) in lines {
        if line.starts_with(':') {
            for declaration in declarations(line) {
                let param = declare(*at, declaration)?;
                if header.params.iter().any(|(known, _)| known.name == param.name) {
                    return Err(No::new(
                        *at,
                        format!("`:{}` is declared twice", param.name),
                        "declare each parameter once; it may be used many times",
                    ));
                }
                header.params.push((param, *at));
            }
        } else if line == "one" {
            header.directives.one = true;
        } else if let Some(name) = line.strip_prefix("row ").filter(|name| is_type_name(name)) {
            header.directives.row = Some(name.to_string());
        } else if !line.is_empty() {
            if !header.purpose.is_empty() {
                header.purpose.push(' ');
            }
            header.purpose.push_str(line);
        }
    }
    if header.purpose.is_empty() {
        return Err(No::new(
            At::START,
            "the file does not say what the statement is for",
            "start it with a sentence: `-- Appointments of one day, by master.`",
        ));
    }
    Ok(header)
}

/// A CamelCase word alone on its line, so that a sentence starting with "row" stays a sentence.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Splits `:a text · :b bigint` (also with `,` or `;`) before each `:name`.
fn declarations(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (offset, _) in line.match_indices(':').skip(1) {
        let before = line[..offset].trim_end();
        let named = line[offset + 1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
        if named && before.ends_with(['·', ',', ';']) {
            parts.push(line[start..offset].trim().trim_end_matches(['·', ',', ';']).trim_end());
            start = offset;
        }
    }
    parts.push(line[start..].trim());
    parts
}

/// Reads `:name [list of] type[?] free note`.
fn declare(at: At, text: &str) -> Lowered<Param> {
    let mut words = text.trim_start_matches(':').split_whitespace();
    let name = words.next().unwrap_or_default();
    if !crate::lower::is_identifier(name) {
        return Err(No::new(at, format!("`:{name}` is no parameter name"), EXAMPLE));
    }
    let mut rest: Vec<&str> = words.collect();
    let list = rest.len() >= 2 && rest[0] == "list" && rest[1] == "of";
    if list {
        rest.drain(..2);
    }
    let word = match (rest.first(), rest.get(1)) {
        (Some(&"double"), Some(&second)) if second.starts_with("precision") => {
            if second.starts_with("precision?") { "double?" } else { "double" }
        }
        (Some(first), _) => first.trim_end_matches([',', ';', '.', ':']),
        (None, _) => "",
    };
    let Some(ty) = ColumnType::parse(word) else {
        let names: Vec<&str> = SqlType::ALL.iter().map(|ty| ty.name()).collect();
        return Err(No::new(
            at,
            format!("`:{name}` is declared with the unknown type `{word}`"),
            format!("the types are {}; {EXAMPLE}", names.join(", ")),
        ));
    };
    if list && (ty.nullable || !matches!(ty.ty, SqlType::Text | SqlType::Bigint)) {
        return Err(No::new(
            at,
            format!("`:{name}` cannot be a list of {ty}"),
            "lists hold text or bigint, never null: `:ids list of text`; an empty list matches nothing",
        ));
    }
    Ok(Param { name: name.to_string(), ty, list })
}

/// Checks that the statement uses exactly what its header declares.
///
/// # Errors
/// When a parameter is used but not declared, or declared but not used.
pub(crate) fn match_use(header: &Header, used: &[(String, At)]) -> Lowered<()> {
    for (name, at) in used {
        if !header.params.iter().any(|(param, _)| param.name == *name) {
            return Err(No::new(
                *at,
                format!("`:{name}` is not declared"),
                format!("add `-- :{name} text` (or another type) to the comment above the statement"),
            ));
        }
    }
    for (param, at) in &header.params {
        let name = &param.name;
        if !used.iter().any(|(used, _)| used == name) {
            return Err(No::new(
                *at,
                format!("`:{name}` is declared but not used"),
                format!("delete `:{name}` from the header, or use it in the statement"),
            ));
        }
    }
    Ok(())
}
