//! R-C3: how likely two cards are one person, and what to do about it.

use super::name;

/// What two cards are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    pub given_skeleton: String,
    pub surname_skeleton: String,
    pub phones: Vec<Phone>,
    pub emails: Vec<String>,
    /// `telegram:@name`, `instagram:@name`.
    pub messengers: Vec<String>,
    /// `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// Is there any contact at all? A name without one cannot be told apart by anything else.
    pub reachable: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    pub phone: String,
    /// Flagged as a family's number, or on three cards or more: says little about who it is.
    pub shared: bool,
}

impl Phone {
    pub fn own(phone: &str) -> Phone {
        Phone { phone: phone.to_owned(), shared: false }
    }
}

/// R-C2 grades of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameGrade {
    /// N2: given name and surname agree.
    Both,
    /// N1: given names agree; a surname is missing, or one slip of the hand away.
    Given,
    /// Given names agree, surnames do not. People marry: neither for nor against.
    SurnameDiffers,
    /// N0: one side has no name at all.
    Nameless,
    /// N−: given names differ.
    Differs,
}

/// Points of R-C3, and whether something forbids taking the two for one without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sameness {
    pub points: i64,
    pub grade: NameGrade,
    /// Different birth dates, or different accounts of one messenger.
    pub conflict: bool,
    /// They have a phone in common that is not shared: always at least worth a look.
    pub own_phone: bool,
    /// The whole name agrees, and nothing else could: their common phone is a family's, or one of the two
    /// has no contact at all. Beyond R-C3, by measurement (tests/matching.rs): a quarter of such pairs are one person,
    /// and a silent new card would hide them.
    pub name_is_all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Same,
    Review,
    Different,
}

/// A card that may be the same person, by its id.
pub struct Known<'a> {
    pub client_id: &'a str,
    pub traits: &'a Traits,
}

/// What to do with somebody who is about to get a card.
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// This is the person of that card.
    Same { client_id: String },
    /// A new card; the listed ones (id, points) are for a person to look at, likeliest first.
    New { review: Vec<(String, i64)> },
}

/// Decides by R-C3 between all cards that have anything in common with the newcomer.
/// Two cards that are both surely the same person are an old duplicate: the likelier one is taken, the
/// other stays for review.
pub fn decide<'a>(newcomer: &Traits, known: impl Iterator<Item = Known<'a>>) -> Decision {
    let mut review: Vec<(String, i64)> = Vec::new();
    let mut same: Option<(String, i64)> = None;
    for card in known {
        let found = compare(newcomer, card.traits);
        match found.verdict() {
            Verdict::Same if same.as_ref().is_none_or(|(_, points)| found.points > *points) => {
                same = Some((card.client_id.to_owned(), found.points));
            }
            Verdict::Review => review.push((card.client_id.to_owned(), found.points)),
            Verdict::Same | Verdict::Different => {}
        }
    }
    match same {
        Some((client_id, _)) => Decision::Same { client_id },
        None => {
            review.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            Decision::New { review }
        }
    }
}

/// Compares two cards by R-C3.
pub fn compare(a: &Traits, b: &Traits) -> Sameness {
    let common: Vec<bool> = a
        .phones
        .iter()
        .filter_map(|x| b.phones.iter().find(|y| y.phone == x.phone).map(|y| x.shared || y.shared))
        .collect();
    let own_phone = common.contains(&false);
    let grade = name_grade(a, b);
    let mut points = match () {
        _ if own_phone => 60,
        _ if !common.is_empty() => 20,
        _ => 0,
    };
    points += match grade {
        NameGrade::Both => 25,
        NameGrade::Given | NameGrade::Nameless => 20,
        NameGrade::SurnameDiffers => 0,
        NameGrade::Differs => -10,
    };
    if a.messengers.iter().any(|id| b.messengers.contains(id)) {
        points += 60;
    }
    if a.emails.iter().any(|address| b.emails.contains(address)) {
        points += 40;
    }
    let births = a.birth_date.as_ref().zip(b.birth_date.as_ref());
    let other_birth = births.is_some_and(|(x, y)| x != y);
    points += match births {
        None => 0,
        Some(_) if other_birth => -30,
        Some(_) => 30,
    };
    let name_is_all =
        grade == NameGrade::Both && !other_birth && (!common.is_empty() || !a.reachable || !b.reachable);
    Sameness { points, grade, conflict: other_birth || other_messenger(a, b), own_phone, name_is_all }
}

impl Sameness {
    /// ≥ 80 without conflict is one person; 50–79, a conflict, or an own phone in common is for a person to decide.
    pub fn verdict(&self) -> Verdict {
        match self.points {
            80.. if !self.conflict => Verdict::Same,
            50.. => Verdict::Review,
            _ if self.own_phone || self.name_is_all => Verdict::Review,
            _ => Verdict::Different,
        }
    }
}

fn name_grade(a: &Traits, b: &Traits) -> NameGrade {
    let nameless = |t: &Traits| t.given_skeleton.is_empty() && t.surname_skeleton.is_empty();
    if nameless(a) || nameless(b) {
        return NameGrade::Nameless;
    }
    // Lists put the surname into either column, and where a word's ending does not tell, the order is a guess.
    let straight =
        grade_in_order(&a.given_skeleton, &a.surname_skeleton, &b.given_skeleton, &b.surname_skeleton);
    if straight != NameGrade::Differs || a.surname_skeleton.is_empty() || b.surname_skeleton.is_empty() {
        return straight;
    }
    match grade_in_order(&a.given_skeleton, &a.surname_skeleton, &b.surname_skeleton, &b.given_skeleton) {
        NameGrade::Both => NameGrade::Both,
        _ => NameGrade::Differs,
    }
}

fn grade_in_order(given_a: &str, surname_a: &str, given_b: &str, surname_b: &str) -> NameGrade {
    let given_same = name::same_skeleton(given_a, given_b);
    let given_near = given_same || name::is_misspelling(given_a, given_b);
    let surname_missing = surname_a.is_empty() || surname_b.is_empty();
    let surname_same = !surname_missing && name::same_skeleton(surname_a, surname_b);
    let surname_near = surname_same || (!surname_missing && name::is_misspelling(surname_a, surname_b));
    match () {
        _ if given_same && surname_same => NameGrade::Both,
        // One slip in one half of the name, the other half exact.
        _ if given_same && surname_near => NameGrade::Given,
        _ if given_near && surname_same => NameGrade::Given,
        _ if given_same && surname_missing => NameGrade::Given,
        _ if given_same => NameGrade::SurnameDiffers,
        _ => NameGrade::Differs,
    }
}

fn other_messenger(a: &Traits, b: &Traits) -> bool {
    ["telegram:", "instagram:"].iter().any(|kind| {
        let of =
            |t: &Traits| t.messengers.iter().filter(|id| id.starts_with(kind)).cloned().collect::<Vec<_>>();
        let (x, y) = (of(a), of(b));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|id| y.contains(id))
    })
}

#[cfg(test)]
mod tests {
    use super::super::name::Name;
    use super::*;

    fn person(full: &str) -> Traits {
        let (given_skeleton, surname_skeleton) = Name::parse(full).skeletons();
        Traits { given_skeleton, surname_skeleton, ..Traits::default() }
    }

    fn calls(mut person: Traits, phone: &str, shared: bool) -> Traits {
        person.phones.push(Phone { phone: phone.to_owned(), shared });
        person.reachable = true;
        person
    }

    fn born(mut person: Traits, day: &str) -> Traits {
        person.birth_date = Some(day.to_owned());
        person
    }

    fn check(a: &Traits, b: &Traits, points: i64, verdict: Verdict) {
        let found = compare(a, b);
        assert_eq!((found.points, found.verdict()), (points, verdict), "{a:?} {b:?}");
        assert_eq!(compare(b, a), found, "the order of the two does not matter");
    }

    const N: &str = "+998901234567";

    #[test]
    fn the_examples_of_r_c3() {
        let shahnoza = calls(person("Шахноза Юсупова"), N, false);
        check(&shahnoza, &calls(person("Shaxnoza"), N, false), 80, Verdict::Same);
        check(&shahnoza, &calls(person("Камола Юсупова"), N, false), 50, Verdict::Review);
    }

    #[test]
    fn a_shared_phone_proves_little() {
        let mother = calls(person("Шахноза Юсупова"), N, true);
        check(&mother, &calls(person("Камола Юсупова"), N, false), 10, Verdict::Different);
        check(&mother, &calls(person("Shaxnoza Yusupova"), N, false), 45, Verdict::Review);
        check(
            &born(mother, "1990-05-01"),
            &born(calls(person("Shaxnoza Yusupova"), N, false), "1990-05-01"),
            75,
            Verdict::Review,
        );
    }

    #[test]
    fn a_new_number_with_name_and_birthday_goes_to_review() {
        let before = born(calls(person("Дилноза Каримова"), N, false), "1988-02-23");
        let now = born(calls(person("Dilnoza Karimova"), "+998935556677", false), "1988-02-23");
        check(&before, &now, 55, Verdict::Review);
    }

    #[test]
    fn different_birthdays_are_never_joined_unasked() {
        let a = born(calls(person("Lola Karimova"), N, false), "1988-02-23");
        let b = born(calls(person("Lola Karimova"), N, false), "1998-02-23");
        check(&a, &b, 55, Verdict::Review);
        let mut a = a;
        let mut b = b;
        a.emails.push("lola@example.uz".to_owned());
        b.emails.push("lola@example.uz".to_owned());
        check(&a, &b, 95, Verdict::Review);
    }

    #[test]
    fn different_telegram_accounts_are_a_conflict() {
        let (mut a, mut b) =
            (calls(person("Lola Karimova"), N, false), calls(person("Lola Karimova"), N, false));
        a.messengers.push("telegram:@lola".to_owned());
        b.messengers.push("telegram:@lola_k".to_owned());
        check(&a, &b, 85, Verdict::Review);
        b.messengers = vec!["telegram:@lola".to_owned()];
        check(&a, &b, 145, Verdict::Same);
    }

    #[test]
    fn a_name_alone_is_nobody() {
        let lola = calls(person("Lola Karimova"), N, false);
        check(&lola, &calls(person("Лола Каримова"), "+998935556677", false), 25, Verdict::Different);
        check(&lola, &person("Лола Каримова"), 25, Verdict::Review);
        check(&lola, &person("Лола"), 20, Verdict::Different);
    }

    #[test]
    fn a_surname_one_slip_away_is_the_same_woman_on_the_same_phone() {
        check(
            &calls(person("Mohira Ismoilova"), N, false),
            &calls(person("Mohira Ismoiolva"), N, false),
            80,
            Verdict::Same,
        );
        check(
            &calls(person("Mohira Ismoilova"), N, false),
            &calls(person("Mohira Karimova"), N, false),
            60,
            Verdict::Review,
        );
        check(&calls(person("Mohira Ismoilova"), N, false), &calls(person(""), N, false), 80, Verdict::Same);
    }
}
