//! Columns → fields: by the words of the header in any of the three languages and either script,
//! and where there is no header (or a strange one) by what the cells look like. A proposal; a person decides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::read::SourceRow;

/// A field of an import, as the plugin's manifest declares it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub key: String,
    /// Text key of its name.
    pub title: String,
    /// `text`, `phone`, `email`, `date`, `integer`, `money` … (open; unknown = text).
    pub kind: String,
    pub required: bool,
    /// Words that stand over such columns, in three languages.
    pub aliases: Vec<String>,
}

/// Which column holds which field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Whether the first row names the columns.
    pub header: bool,
    /// Field → column, from 0.
    pub columns: BTreeMap<String, usize>,
}

impl Mapping {
    /// The field of a column.
    pub fn field_of(&self, column: usize) -> Option<&str> {
        self.columns.iter().find(|(_, at)| **at == column).map(|(field, _)| field.as_str())
    }

    /// Required fields that no column holds.
    pub fn missing<'a>(&self, fields: &'a [Field]) -> Vec<&'a Field> {
        fields.iter().filter(|field| field.required && !self.columns.contains_key(&field.key)).collect()
    }
}

/// Share of a column's cells, in percent, that must look alike before the column is recognised by them.
const LIKENESS_PERCENT: usize = 60;

/// Proposes a mapping from the first rows of a file.
pub fn propose(fields: &[Field], rows: &[SourceRow]) -> Mapping {
    let Some(first) = rows.first() else { return Mapping::default() };
    let by_words = match_headers(fields, first);
    let header =
        !by_words.is_empty() && !holds_data(first) || by_words.is_empty() && names_columns(first, &rows[1..]);
    let mut mapping = Mapping { header, columns: if header { by_words } else { BTreeMap::new() } };
    let data = if header { &rows[1..] } else { rows };
    match_contents(fields, data, &mut mapping);
    if !header {
        match_first_words(fields, data, &mut mapping);
    }
    mapping
}

/// The best pairs of header cell and field first; each is used once.
fn match_headers(fields: &[Field], header: &SourceRow) -> BTreeMap<String, usize> {
    let mut pairs = Vec::new();
    for (column, cell) in header.cells.iter().enumerate() {
        for (order, field) in fields.iter().enumerate() {
            let score = header_score(field, &cell.text);
            if score > 0 {
                pairs.push((score, std::cmp::Reverse((order, column)), field.key.clone()));
            }
        }
    }
    pairs.sort();
    let mut columns: BTreeMap<String, usize> = BTreeMap::new();
    for (_, std::cmp::Reverse((_, column)), field) in pairs.into_iter().rev() {
        if !columns.contains_key(&field) && !columns.values().any(|used| *used == column) {
            columns.insert(field, column);
        }
    }
    columns
}

/// Whether a column's header says that it holds this field; otherwise the proposal came from its cells.
pub fn is_named(field: &Field, header: &str) -> bool {
    header_score(field, header) > 0
}

/// 0 = nothing in common. Equal words beat words inside longer headers ("Telefon raqami (asosiy)"),
/// and longer common words beat shorter ones.
fn header_score(field: &Field, header: &str) -> usize {
    let header = plain_words(header);
    if header.is_empty() {
        return 0;
    }
    let names = field.aliases.iter().map(String::as_str).chain([field.key.as_str()]);
    names
        .map(plain_words)
        .filter(|name| !name.is_empty())
        .map(|name| words_score(&name, &header))
        .max()
        .unwrap_or(0)
}

fn words_score(name: &[String], header: &[String]) -> usize {
    let length = name.iter().map(|word| word.chars().count()).sum::<usize>();
    if name.concat() == header.concat() {
        return 1_000 + length;
    }
    // All the alias's words in this order, among others. One short word ("Tel") inside a sentence proves little.
    let inside = header.windows(name.len()).any(|words| words == name);
    if inside && length >= 3 { length } else { 0 }
}

/// Lower case, Cyrillic as Latin, no marks, split at whatever is neither letter nor digit: `Тел.` and `TEL` are one word.
pub fn plain_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars().flat_map(char::to_lowercase) {
        match latin(c) {
            Some(letters) => words.last_mut().expect("one word at least").push_str(letters),
            None if is_apostrophe(c) => {}
            None if c.is_alphanumeric() => words.last_mut().expect("one word at least").push(c),
            None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    // "Ф.И.О." and "Д. Р." are abbreviations, not three words.
    if words.len() > 1 && words.iter().all(|word| word.chars().count() <= 2) {
        vec![words.concat()]
    } else {
        words
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}')
}

/// Russian and Uzbek Cyrillic letters as Latin ones; enough to compare headers, not to spell names (R-C2 does that).
fn latin(c: char) -> Option<&'static str> {
    const LETTERS: [(char, &str); 38] = [
        ('а', "a"),
        ('б', "b"),
        ('в', "v"),
        ('г', "g"),
        ('д', "d"),
        ('е', "e"),
        ('ё', "yo"),
        ('ж', "j"),
        ('з', "z"),
        ('и', "i"),
        ('й', "y"),
        ('к', "k"),
        ('л', "l"),
        ('м', "m"),
        ('н', "n"),
        ('о', "o"),
        ('п', "p"),
        ('р', "r"),
        ('с', "s"),
        ('т', "t"),
        ('у', "u"),
        ('ф', "f"),
        ('х', "x"),
        ('ц', "ts"),
        ('ч', "ch"),
        ('ш', "sh"),
        ('щ', "sh"),
        ('ъ', ""),
        ('ы', "i"),
        ('ь', ""),
        ('э', "e"),
        ('ю', "yu"),
        ('я', "ya"),
        ('ў', "o"),
        ('қ', "q"),
        ('ғ', "g"),
        ('ҳ', "h"),
        ('і', "i"),
    ];
    LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, latin)| *latin)
}

/// What a cell looks like, where that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Phone,
    Email,
    Day,
    Number,
    Words,
}

fn look_of(text: &str) -> Option<Look> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if is_email(text) {
        return Some(Look::Email);
    }
    if is_day(text) {
        return Some(Look::Day);
    }
    // Several numbers may share a cell: the first speaks for it.
    let first = text.split([',', ';', '/']).next().unwrap_or(text).trim();
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let spoken = first.chars().all(|c| c.is_ascii_digit() || " +()-.".contains(c));
    if spoken && (9..=15).contains(&digits) {
        return Some(Look::Phone);
    }
    if text.chars().all(|c| c.is_ascii_digit() || " .,-%".contains(c)) {
        return Some(Look::Number);
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (letters * 2 > text.chars().filter(|c| !c.is_whitespace()).count()).then_some(Look::Words)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty() && !text.contains(char::is_whitespace) && host.contains('.') && !host.contains('@')
}

/// `14.05.1960`, `1960-05-14`, `14/05/60`, also with a time behind it.
fn is_day(text: &str) -> bool {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['.', '-', '/']).collect();
    let [a, b, c] = parts.as_slice() else { return false };
    let number = |part: &str| if part.len() <= 4 { part.parse::<u32>().ok() } else { None };
    let (Some(first), Some(second), Some(third)) = (number(a), number(b), number(c)) else { return false };
    let day_and_month = |x: u32, y: u32| (1..=31).contains(&x) && (1..=31).contains(&y);
    (a.len() == 4 && day_and_month(second, third))
        || (matches!(c.len(), 2 | 4) && a.len() <= 2 && day_and_month(first, second))
}

/// Whether the row is already data: a phone, an address, a date where a header would have a word.
fn holds_data(row: &SourceRow) -> bool {
    row.cells.iter().any(|cell| matches!(look_of(&cell.text), Some(Look::Phone | Look::Email | Look::Day)))
}

/// A row of words over columns that hold something else is a header, even in words nobody foresaw.
fn names_columns(first: &SourceRow, rest: &[SourceRow]) -> bool {
    let words = first.cells.iter().all(|cell| matches!(look_of(&cell.text), None | Some(Look::Words)));
    let other = (0..first.cells.len())
        .any(|column| column_look(rest, column).is_some_and(|look| look != Look::Words));
    words && other
}

/// What most filled cells of a column look like.
fn column_look(rows: &[SourceRow], column: usize) -> Option<Look> {
    let looks: Vec<Look> = rows.iter().filter_map(|row| look_of(&row.cells.get(column)?.text)).collect();
    let share = |look: Look| looks.iter().filter(|other| **other == look).count() * 100;
    [Look::Phone, Look::Email, Look::Day, Look::Number, Look::Words]
        .into_iter()
        .find(|look| !looks.is_empty() && share(*look) >= looks.len() * LIKENESS_PERCENT)
}

/// The look a field's cells must have, told by its type, or by its key where the type says only `text`.
fn look_of_field(field: &Field) -> Option<Look> {
    let says = |words: &[&str]| {
        words.iter().any(|word| field.kind == *word || field.key.split('_').any(|part| part == *word))
    };
    match () {
        () if says(&["phone", "tel"]) => Some(Look::Phone),
        () if says(&["email"]) => Some(Look::Email),
        () if says(&["birth", "birthday", "date", "day"]) => Some(Look::Day),
        () => None,
    }
}

/// Phones, addresses and days find their fields without a header.
fn match_contents(fields: &[Field], rows: &[SourceRow], mapping: &mut Mapping) {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for field in fields {
        let Some(look) = look_of_field(field) else { continue };
        if mapping.columns.contains_key(&field.key) {
            continue;
        }
        let free = (0..width)
            .find(|column| mapping.field_of(*column).is_none() && column_look(rows, *column) == Some(look));
        if let Some(column) = free {
            mapping.columns.insert(field.key.clone(), column);
        }
    }
}

/// Without a header the first column of words is taken for the first field of plain text: lists begin with the name.
fn match_first_words(fields: &[Field], rows: &[SourceRow], mapping: &mut Mapping) {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let column = (0..width).find(|column| {
        mapping.field_of(*column).is_none() && column_look(rows, *column) == Some(Look::Words)
    });
    let field = fields
        .iter()
        .find(|field| look_of_field(field).is_none() && matches!(field.kind.as_str(), "text" | ""));
    if let (Some(column), Some(field)) = (column, field)
        && !mapping.columns.contains_key(&field.key)
    {
        mapping.columns.insert(field.key.clone(), column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::{Options, read};

    fn field(key: &str, aliases: &[&str]) -> Field {
        Field {
            key: key.into(),
            kind: "text".into(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..Field::default()
        }
    }

    fn client_fields() -> Vec<Field> {
        vec![
            field("full_name", &["ФИО", "Клиент", "F.I.Sh.", "Name", "Full name"]),
            field("first_name", &["Имя", "Ism", "First name"]),
            field("last_name", &["Фамилия", "Familiya", "Last name"]),
            field("phone", &["Телефон", "Тел.", "Номер телефона", "Telefon raqami", "Phone"]),
            field("birth_date", &["Дата рождения", "Д.Р.", "Tugʻilgan sana", "Birthday"]),
            field("email", &["E-mail", "Почта"]),
            field("note", &["Комментарий", "Примечание", "Сообщение", "Izoh", "Message"]),
            field("created", &["Создан", "Дата создания", "Created"]),
        ]
    }

    fn mapped(text: &str) -> (bool, Vec<(String, usize)>) {
        let mut rows = Vec::new();
        read(text.as_bytes(), &Options::default(), &mut |row| {
            rows.push(row);
            Ok(())
        })
        .expect("a table");
        let mapping = propose(&client_fields(), &rows);
        let mut columns: Vec<(String, usize)> = mapping.columns.into_iter().collect();
        columns.sort_by_key(|(_, column)| *column);
        (mapping.header, columns)
    }

    fn named(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
        pairs.iter().map(|(field, column)| ((*field).to_owned(), *column)).collect()
    }

    #[test]
    fn the_lists_of_both_studios_and_the_leads_are_mapped_whole() {
        let (header, columns) = mapped(
            "ФИО;Телефон;Дата рождения;E-mail;Комментарий;Откуда узнали\nQodirova Shahnoza;+998918990608, 880973060;;q@mail.uz;VIP;Instagram\n",
        );
        assert!(header);
        assert_eq!(
            columns,
            named(&[("full_name", 0), ("phone", 1), ("birth_date", 2), ("email", 3), ("note", 4)])
        );
        let (_, columns) = mapped("Имя;Фамилия;Тел.;Д.Р.;Примечание\nОльга;Кузнецова;8338306674;;\n");
        assert_eq!(
            columns,
            named(&[("first_name", 0), ("last_name", 1), ("phone", 2), ("birth_date", 3), ("note", 4)])
        );
        let (_, columns) =
            mapped("Name,Phone,Email,Message,Created\nOydin,00998773542652,,hair color?,2026-09-12T06:12\n");
        assert_eq!(
            columns,
            named(&[("full_name", 0), ("phone", 1), ("email", 2), ("note", 3), ("created", 4)])
        );
    }

    #[test]
    fn case_script_and_apostrophes_do_not_matter() {
        let (_, columns) =
            mapped("ИСМ;ФАМИЛИЯ;ТЕЛЕФОН РАҚАМИ (асосий);Tug'ilgan sana\nЛола;Каримова;901112233;\n");
        assert_eq!(columns, named(&[("first_name", 0), ("last_name", 1), ("phone", 2), ("birth_date", 3)]));
    }

    #[test]
    fn a_list_without_a_header_is_known_by_its_cells() {
        let (header, columns) =
            mapped("Лола Каримова;90 111 22 33;14.02.1990;lola@mail.uz\nОйдин;+998 33 090-58-50;;\n");
        assert!(!header);
        assert_eq!(columns, named(&[("full_name", 0), ("phone", 1), ("birth_date", 2), ("email", 3)]));
    }

    #[test]
    fn a_strange_header_is_still_a_header() {
        let (header, columns) = mapped("Кто это;Куда звонить\nЛола;90 111 22 33\nОйдин;+998 33 090-58-50\n");
        assert!(header);
        assert_eq!(columns, named(&[("phone", 1)]));
    }

    #[test]
    fn two_columns_never_claim_one_field() {
        let (_, columns) = mapped("Телефон;Телефон 2;Имя\n901112233;907778899;Лола\n");
        assert_eq!(columns, named(&[("phone", 0), ("first_name", 2)]));
    }

    #[test]
    fn what_cells_look_like() {
        let looks = [
            ("+998(77)3151952", Some(Look::Phone)),
            ("00998943914729, +998(88)3059205", Some(Look::Phone)),
            ("14.05.1960", Some(Look::Day)),
            ("2026-08-17T03:01", Some(Look::Day)),
            ("998-33-090-58-50", Some(Look::Phone)),
            ("123", Some(Look::Number)),
            ("1 250 000", Some(Look::Number)),
            ("not-an-email", Some(Look::Words)),
            ("", None),
            ("!!!", None),
        ];
        for (text, look) in looks {
            assert_eq!(look_of(text), look, "{text}");
        }
    }

    #[test]
    fn an_empty_list_maps_nothing() {
        assert_eq!(propose(&client_fields(), &[]), Mapping::default());
    }
}
