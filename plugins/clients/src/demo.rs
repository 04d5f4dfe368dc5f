//! Believable people: names, languages, birthdays, allergies, habits. The same seed makes the same people.

use pardoz_sdk::prelude::*;

use crate::cards::{self, NewCard};
use crate::model::name::Name;
use crate::model::phone::PhoneNumber;
use crate::model::sameness::Decision;
use crate::queries;

/// Cards a batch writes; with numbers and notes that stays under the host's 5,000 rows.
const BATCH: i64 = 1200;
const DAY_MS: i64 = 86_400_000;
/// How far back the first of these people became clients.
const YEARS_BACK: i64 = 3;
/// Every so many people one comes back under another spelling and number, for the review list.
const RETURNS_EVERY: i64 = 83;

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    let from = wish.batch * BATCH;
    let to = (from + BATCH).min(wish.clients);
    for number in from..to {
        let mut dice = Dice::new(wish.seed, number);
        let person = person(&mut dice, number, wish.today, ctx)?;
        let client_id = id(wish.seed, "client", number)?;
        // The same seed twice: these people are here already.
        if queries::client_detail(ctx, client_id)?.is_some() {
            continue;
        }
        let review = match number % RETURNS_EVERY {
            0 if number > 0 => cards::decide(ctx, &person.traits())?,
            _ => Decision::New { review: Vec::new() },
        };
        let notes = notes_of(&mut dice, &person);
        cards::write(ctx, client_id, &person)?;
        if let Decision::New { review } = review {
            cards::put_to_review(ctx, client_id, &review)?;
        }
        for (at, (body, author)) in notes.iter().enumerate() {
            let note_id = id(wish.seed, "note", number * 8 + at as i64)?;
            let written = person.created_at + (at as i64 + 1) * dice.range(10, 60) * DAY_MS;
            queries::insert_note(ctx, note_id, client_id, body, author, written.min(ctx.now()))?;
        }
    }
    let progress = ctx.t("clients-demo-progress", json!({ "done": to.max(0), "all": wish.clients }));
    Ok(if to >= wish.clients { DemoProgress::done(progress) } else { DemoProgress::more(progress) })
}

fn person(dice: &mut Dice, number: i64, today: Day, ctx: &Query) -> Result<NewCard> {
    // Who returns is the person of a few numbers before, spelled in the other script.
    let returns = number > 0 && number % RETURNS_EVERY == 0;
    let mut who = if returns { Dice::new(dice.seed, number - 7) } else { dice.clone() };
    let russian = who.range(0, 99) < 38;
    let female = who.range(0, 99) < 88;
    let (first, last) = name(&mut who, russian, female);
    let birth_date = (who.range(0, 99) < 70 || returns).then(|| {
        let years = 18 + who.range(0, 42);
        today.plus(-years * 365 - who.range(0, 364)).to_string()
    });
    let (first, last) = if returns { (other_script(&first), other_script(&last)) } else { (first, last) };
    let phone = phone(if returns { number + 5_000_000 } else { number });
    let age_days = dice.range(0, YEARS_BACK * 365);
    // Salons grow: more of the cards are young than old.
    let age_days = if dice.range(0, 2) == 0 { age_days / 4 } else { age_days };
    let language = if russian { "ru" } else { "uz" };
    let pick =
        |dice: &mut Dice, uz: &[&str], ru: &[&str]| dice.pick(if russian { ru } else { uz }).to_owned();
    let warning = (dice.range(0, 99) < 7).then(|| pick(dice, WARNINGS_UZ, WARNINGS_RU));
    let note = (dice.range(0, 99) < 18).then(|| pick(dice, NOTES_UZ, NOTES_RU));
    let tags = (dice.range(0, 99) < 16).then(|| pick(dice, TAGS_UZ, TAGS_RU));
    let source = (dice.range(0, 99) < 80).then(|| pick(dice, SOURCES_UZ, SOURCES_RU));
    let telegram = (dice.range(0, 99) < 30).then(|| format!("@{}_{}", ascii(&first), number % 900 + 100));
    let last = (dice.range(0, 99) < 90 || returns).then_some(last);
    let name = Name { first, last, patronymic: None };
    Ok(NewCard {
        display_name: name.display(),
        name,
        phones: vec![phone],
        contacts: telegram.into_iter().map(|address| ("telegram", address)).collect(),
        language: Some(language.to_owned()),
        birth_date,
        gender: Some(if female { "female" } else { "male" }.to_owned()),
        note,
        warning,
        source,
        tags,
        created_at: (today.plus(-age_days).start(ctx.timezone())? + dice.range(9 * 60, 20 * 60) * 60_000)
            .min(ctx.now()),
    })
}

fn name(dice: &mut Dice, russian: bool, female: bool) -> (String, String) {
    let first = match (russian, female) {
        (true, true) => dice.pick(FIRST_RU_F),
        (true, false) => dice.pick(FIRST_RU_M),
        (false, true) => dice.pick(FIRST_UZ_F),
        (false, false) => dice.pick(FIRST_UZ_M),
    };
    let stem = dice.pick(if russian { LAST_RU } else { LAST_UZ });
    // Korean surnames have one form (Тен, Хан); the others take an -a for women.
    let last = match female
        && ["ов", "ев", "ёв", "ин", "ov", "ev"].iter().any(|ending| stem.ends_with(ending))
    {
        true => format!("{stem}{}", if russian { "а" } else { "a" }),
        false => stem.to_owned(),
    };
    (first.to_owned(), last)
}

fn phone(number: i64) -> (PhoneNumber, String) {
    const CODES: [&str; 10] = ["90", "91", "93", "94", "95", "97", "98", "99", "88", "33"];
    // Multiplied by a number coprime to ten million, every person has a number of her own.
    let digits = number * 6_700_417 % 10_000_000;
    let code = CODES[(number % 10) as usize];
    let raw = format!("+998 {code} {:03} {:02} {:02}", digits / 10_000, digits / 100 % 100, digits % 100);
    let phone = PhoneNumber::parse(&raw).expect("made of an operator's code and seven digits");
    (phone, raw)
}

fn notes_of(dice: &mut Dice, person: &NewCard) -> Vec<(String, &'static str)> {
    let russian = person.language.as_deref() == Some("ru");
    let how_many = [0, 0, 0, 0, 1, 1, 2][dice.range(0, 6) as usize];
    let line = |dice: &mut Dice| {
        let body = dice.pick(if russian { REMARKS_RU } else { REMARKS_UZ }).to_owned();
        (body, dice.pick(&["Nigina", "Dilnoza K.", "Камила Ю.", "Sabina"]))
    };
    (0..how_many).map(|_| line(dice)).collect()
}

/// The name as somebody with the other keyboard would write it.
fn other_script(name: &str) -> String {
    let mut written = String::new();
    let latin = name.chars().next().is_some_and(|c| c.is_ascii());
    let pairs: &[(&str, &str)] = &[
        ("sh", "ш"),
        ("ch", "ч"),
        ("yo", "ё"),
        ("yu", "ю"),
        ("ya", "я"),
        ("oʻ", "ў"),
        ("gʻ", "ғ"),
        ("a", "а"),
        ("b", "б"),
        ("d", "д"),
        ("e", "е"),
        ("f", "ф"),
        ("g", "г"),
        ("h", "ҳ"),
        ("i", "и"),
        ("j", "ж"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("q", "қ"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("v", "в"),
        ("x", "х"),
        ("y", "й"),
        ("z", "з"),
        ("ts", "ц"),
        ("sh", "щ"),
        ("i", "ы"),
        ("", "ь"),
        ("e", "э"),
    ];
    let mut rest = name.to_lowercase();
    while let Some(letter) = rest.chars().next() {
        let side =
            |pair: &(&'static str, &'static str)| if latin { (pair.0, pair.1) } else { (pair.1, pair.0) };
        match pairs.iter().map(side).find(|(from, _)| !from.is_empty() && rest.starts_with(from)) {
            Some((from, to)) => {
                written.push_str(to);
                rest = rest[from.len()..].to_owned();
            }
            None => {
                written.push(letter);
                rest = rest[letter.len_utf8()..].to_owned();
            }
        }
    }
    let mut letters = written.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn ascii(name: &str) -> String {
    crate::model::name::name_key(name)
}

/// An id that depends on nothing but the seed, so that a second run finds the first one's rows.
fn id(seed: i64, kind: &str, number: i64) -> Result<Id> {
    let mut dice = Dice::new(seed ^ kind.bytes().fold(7, |sum, byte| sum * 31 + i64::from(byte)), number);
    let (a, b) = (dice.next(), dice.next());
    Id::parse(&format!(
        "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 52,
        b & 0xffff_ffff_ffff
    ))
}

/// SplitMix64: small, and the same everywhere.
#[derive(Clone)]
struct Dice {
    seed: i64,
    state: u64,
}

impl Dice {
    fn new(seed: i64, number: i64) -> Dice {
        let mut dice =
            Dice { seed, state: (seed as u64) ^ (number as u64).wrapping_mul(0x2545_f491_4f6c_dd1d) };
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `least` to `most`, both included.
    fn range(&mut self, least: i64, most: i64) -> i64 {
        least + (self.next() % (most - least + 1) as u64) as i64
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.range(0, from.len() as i64 - 1) as usize]
    }
}

const FIRST_UZ_F: &[&str] = &[
    "Dilnoza",
    "Malika",
    "Nigora",
    "Shahnoza",
    "Gulnora",
    "Feruza",
    "Zulfiya",
    "Madina",
    "Sevara",
    "Nilufar",
    "Kamola",
    "Mohira",
    "Sitora",
    "Lola",
    "Munisa",
    "Barno",
    "Oydin",
    "Zarina",
    "Nargiza",
    "Umida",
    "Dildora",
    "Nodira",
    "Gulchehra",
    "Saodat",
    "Oʻgʻiloy",
    "Maftuna",
    "Ozoda",
    "Iroda",
    "Shoira",
    "Charos",
    "Mavluda",
    "Robiya",
    "Sarvinoz",
    "Yulduz",
    "Durdona",
    "Muhayyo",
];
const FIRST_UZ_M: &[&str] = &[
    "Aziz",
    "Jasur",
    "Sardor",
    "Bobur",
    "Otabek",
    "Sherzod",
    "Ulugʻbek",
    "Javohir",
    "Rustam",
    "Timur",
    "Doniyor",
    "Akmal",
];
const LAST_UZ: &[&str] = &[
    "Karimov",
    "Rahimov",
    "Yusupov",
    "Aliyev",
    "Tursunov",
    "Joʻrayev",
    "Qodirov",
    "Ergashev",
    "Usmonov",
    "Abdullayev",
    "Ismoilov",
    "Xolmatov",
    "Mirzayev",
    "Saidov",
    "Gʻaniyev",
    "Toshpoʻlatov",
    "Nazarov",
    "Hamidov",
    "Sobirov",
    "Oʻrinov",
    "Shodiyev",
    "Choriyev",
];
const FIRST_RU_F: &[&str] = &[
    "Анна",
    "Мария",
    "Елена",
    "Ольга",
    "Наталья",
    "Ирина",
    "Екатерина",
    "Светлана",
    "Юлия",
    "Татьяна",
    "Дарья",
    "Полина",
    "Алина",
    "Виктория",
    "Ксения",
    "Вера",
    "Марина",
    "Людмила",
    "Алёна",
    "Камила",
    "Диана",
    "Регина",
    "Эльвира",
    "Инна",
];
const FIRST_RU_M: &[&str] = &["Андрей", "Сергей", "Дмитрий", "Игорь", "Руслан", "Тимур", "Артём", "Денис"];
const LAST_RU: &[&str] = &[
    "Иванов",
    "Кузнецов",
    "Петров",
    "Соколов",
    "Волков",
    "Морозов",
    "Павлов",
    "Семёнов",
    "Лебедев",
    "Новиков",
    "Попов",
    "Зайцев",
    "Щербаков",
    "Пак",
    "Ким",
    "Цой",
    "Тен",
    "Ли",
    "Хан",
    "Югай",
    "Ахмедов",
    "Каримов",
    "Юсупов",
    "Гришин",
    "Никитин",
];
const WARNINGS_UZ: &[&str] = &[
    "Ammiakka allergiya. Faqat ammiaksiz boʻyoq.",
    "Lateksga allergiya, nitril qoʻlqop ishlating.",
    "Homilador, 6-oy.",
    "Bosh terisi sezgir: boʻyoqdan oldin sinov qiling.",
    "Qandli diabet: pedikyurda ehtiyot boʻling.",
];
const WARNINGS_RU: &[&str] = &[
    "Аллергия на аммиак. Только безаммиачные красители.",
    "Аллергия на латекс, нужны нитриловые перчатки.",
    "Беременность, 6-й месяц.",
    "Чувствительная кожа головы: перед окрашиванием тест.",
    "Сахарный диабет: осторожно на педикюре.",
];
const NOTES_UZ: &[&str] = &[
    "Shakarsiz qahva ichadi.",
    "Faqat dam olish kunlari keladi.",
    "11:00 gacha qoʻngʻiroq qilmang.",
    "Deraza yonidagi oʻrindiqni yoqtiradi.",
];
const NOTES_RU: &[&str] = &[
    "Кофе без сахара.",
    "Ходит только по выходным.",
    "Не звонить до 11:00.",
    "Любит место у окна.",
    "Не любит громкую музыку.",
];
const REMARKS_UZ: &[&str] = &[
    "Eslatmani bir kun oldin yuborishni soʻradi.",
    "Yangi rang juda yoqdi, keyingi safar ham shu usta.",
    "Qizi bilan birga yozilmoqchi.",
    "Toʻyga tayyorgarlik: dekabrda sinov makiyaji.",
    "Kechiksa, oldindan yozib yuboradi.",
];
const REMARKS_RU: &[&str] = &[
    "Просит напоминать за сутки, не за два часа.",
    "Цвет очень понравился, в следующий раз к тому же мастеру.",
    "Хочет записаться вместе с дочерью.",
    "Готовится к свадьбе: пробный макияж в декабре.",
    "Если опаздывает, предупреждает сообщением.",
];
const TAGS_UZ: &[&str] = &["VIP", "Doimiy", "VIP, Blond", "Dam olish kuni", "Korporativ"];
const TAGS_RU: &[&str] = &["VIP", "Постоянный клиент", "VIP, Блонд", "По выходным", "Корпоратив"];
const SOURCES_UZ: &[&str] = &["Instagram", "Tanishlar", "Telegram", "2GIS", "Lavha"];
const SOURCES_RU: &[&str] = &["Instagram", "Рекомендация", "Telegram", "2ГИС", "Вывеска"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_ids_and_every_person_another_number() {
        assert_eq!(id(7, "client", 3).unwrap(), id(7, "client", 3).unwrap());
        assert_ne!(id(7, "client", 3).unwrap(), id(8, "client", 3).unwrap());
        assert_ne!(id(7, "client", 3).unwrap(), id(7, "note", 3).unwrap());
        let numbers: std::collections::BTreeSet<_> = (0..20_000).map(|number| phone(number).0).collect();
        assert_eq!(numbers.len(), 20_000);
    }

    #[test]
    fn who_returns_in_another_script_is_recognised() {
        for name in [
            "Shahnoza",
            "Toshpoʻlatova",
            "Екатерина",
            "Щербакова",
            "Gulchehra",
            "Наталья",
            "Oʻgʻiloy",
            "Joʻrayeva",
        ] {
            let other = other_script(name);
            assert_ne!(name, other);
            assert_eq!(
                crate::model::name::skeleton(name),
                crate::model::name::skeleton(&other),
                "{name} {other}"
            );
        }
    }
}
