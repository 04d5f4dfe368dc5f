//! One row of somebody's client list, understood or refused with a reason.

use std::collections::BTreeMap;

use super::birth;
use super::card::{self, Remark};
use super::name::Name;
use super::phone::{self, PhoneNumber};
use super::sameness::{Phone, Traits};

/// A row that can become a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: Name,
    /// The number and the text it was read from.
    pub phones: Vec<(PhoneNumber, String)>,
    pub email: Option<String>,
    pub birth_date: Option<String>,
    pub note: Option<String>,
    pub warning: Option<String>,
    pub tags: Option<String>,
    pub source: Option<String>,
    pub language: Option<&'static str>,
    /// `YYYY-MM-DD` on which the other system first knew this person.
    pub created: Option<String>,
}

/// Why a row is not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub field: &'static str,
    /// Text key.
    pub text: &'static str,
    /// What stood there, shortened: the reader finds it in the file again.
    pub value: String,
}

/// Reads a row's values by field key. `today` is `YYYY-MM-DD`.
pub fn read(values: &BTreeMap<String, String>, today: &str) -> Result<Person, Refusal> {
    let value = |key: &str| values.get(key).map(|text| text.trim()).unwrap_or("");
    let name = read_name(value("full_name"), value("first_name"), value("last_name"))?;
    let phones = phone::parse_all(value("phone"));
    if let (true, Some((raw, problem))) = (phones.good.is_empty(), phones.bad.first()) {
        return Err(refuse("phone", problem.text(), raw));
    }
    if name == Name::default() && phones.good.is_empty() {
        return Err(refuse("full_name", "clients-error-row-empty", ""));
    }
    let birth_date = optional(value("birth_date"), |text| {
        birth::parse(text, today).map_err(|problem| refuse("birth_date", problem.text(), text))
    })?;
    let email = optional(value("email"), |text| {
        card::email(text).ok_or_else(|| refuse("email", "clients-error-email", text))
    })?;
    let remark = value("note");
    if remark.chars().count() > card::NOTE_CHARS_MAX {
        return Err(refuse("note", "clients-error-note-long", remark));
    }
    let place = (!remark.is_empty()).then(|| card::remark(remark));
    let put = |here: Remark| (place == Some(here)).then(|| remark.to_owned());
    // When the old system's date is absurd it says nothing about the person; the row is good without it.
    let created = birth::parse(value("created"), today).ok();
    Ok(Person {
        name,
        phones: phones.good,
        email,
        birth_date,
        note: put(Remark::Note),
        warning: put(Remark::Warning),
        tags: put(Remark::Tag),
        source: Some(value("source"))
            .filter(|text| !text.is_empty())
            .map(|text| text.chars().take(60).collect()),
        language: card::language(value("language")),
        created,
    })
}

impl Person {
    pub fn traits(&self) -> Traits {
        let (given_skeleton, surname_skeleton) = self.name.skeletons();
        Traits {
            given_skeleton,
            surname_skeleton,
            phones: self
                .phones
                .iter()
                .map(|(phone, _)| Phone { phone: phone.to_string(), shared: false })
                .collect(),
            emails: self.email.clone().into_iter().collect(),
            messengers: Vec::new(),
            birth_date: self.birth_date.clone(),
            reachable: !self.phones.is_empty() || self.email.is_some(),
        }
    }

    pub fn display_name(&self) -> String {
        match self.name.display() {
            shown if shown.is_empty() => card::nameless(self.phones.first().map(|(phone, _)| phone)),
            shown => shown,
        }
    }

    /// The row's identity: equal for the same row of the same list, however often it is imported.
    /// What the row says is hashed, not where it stands, so a sorted file is still the same file.
    pub fn fingerprint(&self) -> String {
        let (given, surname) = self.name.skeletons();
        let phones: Vec<&str> = self.phones.iter().map(|(phone, _)| phone.as_str()).collect();
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let parts = [
            given,
            surname,
            phones.join(","),
            optional(&self.email),
            optional(&self.birth_date),
            optional(&self.note),
            optional(&self.warning),
            optional(&self.tags),
            optional(&self.source),
            optional(&self.created),
        ];
        format!("{:032x}", fnv_1a(parts.join("\u{1F}").as_bytes()))
    }
}

fn read_name(full: &str, first: &str, last: &str) -> Result<Name, Refusal> {
    for (field, text) in [("full_name", full), ("first_name", first), ("last_name", last)] {
        if let Some(problem) = (!text.is_empty()).then(|| card::name_problem(text)).flatten() {
            return Err(refuse(field, problem, text));
        }
    }
    Ok(match full.is_empty() {
        true => Name::from_parts(first, last),
        false => Name::parse(full),
    })
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn refuse(field: &'static str, text: &'static str, value: &str) -> Refusal {
    Refusal { field, text, value: value.chars().take(60).collect() }
}

/// FNV-1a with 128 bits: no secret is kept by it, it only has to tell rows apart.
fn fnv_1a(bytes: &[u8]) -> u128 {
    let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    bytes.iter().fold(start, |hash: u128, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-22";

    fn row(values: &[(&str, &str)]) -> Result<Person, Refusal> {
        read(&values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(), TODAY)
    }

    fn check_refused(values: &[(&str, &str)], field: &str, text: &str) {
        let refusal = row(values).expect_err("refused");
        assert_eq!((refusal.field, refusal.text), (field, text), "{values:?}");
    }

    #[test]
    fn a_usual_row_becomes_a_person() {
        let person = row(&[
            ("full_name", "Sobirova Madina Baxtiyorovna"),
            ("phone", "+998918990608, 880973060"),
            ("birth_date", "23.02.1988"),
            ("email", "Madina@Mail.ru"),
            ("note", "аллергия на аммиак"),
            ("source", "Instagram"),
        ])
        .unwrap();
        assert_eq!(person.display_name(), "Madina Sobirova");
        assert_eq!(person.phones.len(), 2);
        assert_eq!(person.warning.as_deref(), Some("аллергия на аммиак"));
        assert_eq!(person.note, None);
        assert_eq!(person.birth_date.as_deref(), Some("1988-02-23"));
        assert_eq!(person.email.as_deref(), Some("madina@mail.ru"));
    }

    #[test]
    fn bad_rows_say_what_is_wrong_with_them() {
        check_refused(
            &[("full_name", "'=HYPERLINK(\"x\",\"Malika\")"), ("phone", "+998901112233")],
            "full_name",
            "clients-error-name-formula",
        );
        check_refused(&[("full_name", "Lola"), ("phone", "123")], "phone", "clients-error-phone-short");
        check_refused(
            &[("full_name", "Lola"), ("phone", "9,98901E+11")],
            "phone",
            "clients-error-phone-rounded",
        );
        check_refused(
            &[("full_name", "Lola"), ("birth_date", "31.02.1990")],
            "birth_date",
            "clients-error-birth-no-date",
        );
        check_refused(
            &[("full_name", "Lola"), ("birth_date", "01.01.1800")],
            "birth_date",
            "clients-error-birth-unbelievable",
        );
        check_refused(&[("full_name", "Lola"), ("email", "not-an-email")], "email", "clients-error-email");
        check_refused(&[("full_name", " "), ("phone", "")], "full_name", "clients-error-row-empty");
        check_refused(
            &[("full_name", "Lola"), ("note", &"x".repeat(9000))],
            "note",
            "clients-error-note-long",
        );
    }

    #[test]
    fn long_comments_are_kept_whole() {
        let comment = "x".repeat(6000);
        assert_eq!(row(&[("full_name", "Lola"), ("note", &comment)]).unwrap().note.unwrap().len(), 6000);
    }

    #[test]
    fn one_good_number_saves_the_row() {
        assert_eq!(row(&[("full_name", "Lola"), ("phone", "774762, 901234567")]).unwrap().phones.len(), 1);
    }

    #[test]
    fn the_same_row_has_the_same_fingerprint_and_other_rows_do_not() {
        let a = row(&[("full_name", "Lola Karimova"), ("phone", "901234567")]).unwrap();
        let spelled = row(&[("full_name", "Karimova  Lola"), ("phone", "+998 90 123-45-67")]).unwrap();
        let noted = row(&[("full_name", "Lola Karimova"), ("phone", "901234567"), ("note", "VIP!")]).unwrap();
        assert_eq!(a.fingerprint(), spelled.fingerprint());
        assert_ne!(a.fingerprint(), noted.fingerprint());
    }
}
