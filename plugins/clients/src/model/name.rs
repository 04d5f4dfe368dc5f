//! R-C2: one name in two scripts and a dozen spellings, by the SDK's keys and skeletons.

pub use pardoz_sdk::letters::{key as name_key, skeleton, words as search_words};

/// A person's name, taken apart. Parts are written as the person would sign them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub first: String,
    pub last: Option<String>,
    pub patronymic: Option<String>,
}

impl Name {
    /// A name written in one field, in any order: `Usmonova Nargiza Rustamovna`, `Дилноза`, `ANNA PAVLOVA`.
    pub fn parse(full: &str) -> Name {
        let words: Vec<String> = full.split_whitespace().map(tidy).filter(|word| !word.is_empty()).collect();
        let (rest, patronymic) = without_patronymic(words);
        let (first, last) = match rest.len() {
            0 => (String::new(), None),
            1 => (rest[0].clone(), None),
            _ => {
                // The surname is recognised by its ending; where both or neither look like one, the given name leads.
                let surname = match rest.iter().position(|word| is_surname(word)) {
                    Some(0) if !is_surname(&rest[rest.len() - 1]) || rest.len() == 1 => 0,
                    Some(0) => rest.len() - 1,
                    Some(at) => at,
                    None => rest.len() - 1,
                };
                let first: Vec<&str> =
                    (0..rest.len()).filter(|at| *at != surname).map(|at| rest[at].as_str()).collect();
                (first.join(" "), Some(rest[surname].clone()))
            }
        };
        Name { first, last, patronymic }
    }

    /// A name written in two fields; people swap them, and put patronymics into either.
    pub fn from_parts(first: &str, last: &str) -> Name {
        let (first_words, patronymic_1) = without_patronymic(first.split_whitespace().map(tidy).collect());
        let (last_words, patronymic_2) = without_patronymic(last.split_whitespace().map(tidy).collect());
        let (first, last) = (first_words.join(" "), last_words.join(" "));
        let patronymic = patronymic_1.or(patronymic_2);
        if last.is_empty() {
            return Name { patronymic, ..Name::parse(&first) };
        }
        if first.is_empty() || (is_surname(&first) && !is_surname(&last)) {
            return Name { first: last, last: (!first.is_empty()).then_some(first), patronymic };
        }
        Name { first, last: Some(last), patronymic }
    }

    /// As the person is called on every screen: given name, then surname.
    pub fn display(&self) -> String {
        match &self.last {
            Some(last) if !self.first.is_empty() => format!("{} {last}", self.first),
            Some(last) => last.clone(),
            None => self.first.clone(),
        }
    }

    /// R-C2 keys of all parts, each once, in the order of the name.
    pub fn key_words(&self) -> Vec<String> {
        let parts = [Some(&self.first), self.last.as_ref(), self.patronymic.as_ref()];
        let mut words: Vec<String> = Vec::new();
        for word in parts.into_iter().flatten().flat_map(|part| search_words(part)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// The keys surrounded by spaces, so that ` gul` finds beginnings and `ova ` endings.
    pub fn search_key(&self) -> String {
        let words = self.key_words();
        if words.is_empty() { String::new() } else { format!(" {} ", words.join(" ")) }
    }

    /// Skeletons of the given name and the surname; empty where unknown.
    pub fn skeletons(&self) -> (String, String) {
        (skeleton(&self.first), self.last.as_deref().map(skeleton).unwrap_or_default())
    }
}

/// Letters that somebody looks for, one folded word: short ones as they are written, longer ones by ear, because
/// `tashpul` means Toshpoʻlatova while `ol` means Olga and not Ali.
pub struct Letters {
    key: String,
    skeleton: String,
}

/// How the letters stand in a word, for `like`.
pub struct Patterns {
    pub beginning: String,
    pub anywhere: String,
}

impl Letters {
    /// Fewer letters than this are looked for as they are written.
    const BY_EAR: usize = 4;

    /// `word`: one of [`search_words`].
    pub fn of(word: &str) -> Letters {
        match word.chars().count() {
            0..Self::BY_EAR => Letters { key: word.to_owned(), skeleton: String::new() },
            _ => Letters { key: String::new(), skeleton: skeleton(word) },
        }
    }

    pub fn key_patterns(&self) -> Patterns {
        Patterns::of(&self.key)
    }

    pub fn skeleton_patterns(&self) -> Patterns {
        Patterns::of(&self.skeleton)
    }

    /// Has one of the name's words these letters in it?
    pub fn are_in(&self, name: &Name) -> bool {
        name.key_words().iter().any(|word| match self.key.is_empty() {
            true => skeleton(word).contains(&self.skeleton),
            false => word.contains(&self.key),
        })
    }

    /// From the letters to the first text that no longer begins with them; `None` where a letter is unknown.
    pub fn key_range(&self) -> Option<(String, String)> {
        range(&self.key)
    }

    pub fn skeleton_range(&self) -> Option<(String, String)> {
        range(&self.skeleton)
    }
}

impl Patterns {
    /// A `?` stands for a letter that a bad conversion lost; nothing else is a wildcard, because keys are letters.
    fn of(letters: &str) -> Patterns {
        let letters = letters.replace('?', "_");
        Patterns { beginning: format!("{letters}%"), anywhere: format!("%{letters}%") }
    }
}

/// Keys are a to z and `?`; a brace follows z.
fn range(letters: &str) -> Option<(String, String)> {
    (!letters.contains('?')).then(|| (letters.to_owned(), format!("{letters}{{")))
}

/// Are two skeletons one name? A `?` stands for a letter that a bad conversion lost.
pub fn same_skeleton(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    (a.contains('?') || b.contains('?'))
        && a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).all(|(x, y)| x == y || x == '?' || y == '?')
}

/// One slip of the hand apart: a letter too many, too few, another, or two swapped.
/// Only for words of five letters or more: Lola and Lora are two people.
pub fn is_misspelling(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let Some(at) = short.iter().zip(long.iter()).position(|(x, y)| x != y) else { return true };
    if short.len() < long.len() {
        return short[at..] == long[at + 1..];
    }
    let replaced = short[at + 1..] == long[at + 1..];
    let swapped = at + 1 < short.len()
        && short[at] == long[at + 1]
        && short[at + 1] == long[at]
        && short[at + 2..] == long[at + 2..];
    replaced || swapped
}

/// A word of a name as it should be written: no shouting, the Uzbek letters oʻ gʻ with U+02BB, the tutuq
/// belgisi with U+02BC (ui.md section 7).
fn tidy(word: &str) -> String {
    let word = word.trim_matches(|c: char| c.is_control() || matches!(c, ',' | ';' | '"' | '.' | '(' | ')'));
    let shouting =
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    // `qizi` and `oʻgʻli` are no names and stay small.
    let all_small = !word.chars().any(char::is_uppercase) && !is_child_of(&name_key(word));
    let mut tidied = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        if is_apostrophe(c) {
            let after = tidied.chars().next_back();
            tidied.push(if matches!(after, Some('o' | 'O' | 'g' | 'G')) { '\u{2BB}' } else { '\u{2BC}' });
            continue;
        }
        if first && (shouting || all_small) {
            tidied.extend(c.to_uppercase());
        } else if shouting {
            tidied.extend(c.to_lowercase());
        } else {
            tidied.push(c);
        }
        first = c == '-';
    }
    tidied
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2BB}' | '\u{2BC}' | '`' | '\u{B4}' | '\u{2BD}')
}

/// Takes the patronymic out: `Rustamovna`, `Akmal qizi`, `Anvar oʻgʻli`. A lone word is never one.
fn without_patronymic(mut words: Vec<String>) -> (Vec<String>, Option<String>) {
    if words.len() < 2 {
        return (words, None);
    }
    if let Some(at) = words.iter().position(|word| is_child_of(&name_key(word))) {
        // `Baxtiyor qizi`: the father's name goes with it, unless nothing else would be left.
        let from = if at >= 2 { at - 1 } else { at };
        let patronymic: Vec<String> = words.drain(from..=at).collect();
        return (words, Some(patronymic.join(" ")));
    }
    let at = words.iter().rposition(|word| is_patronymic(&name_key(word)));
    let patronymic = at.map(|at| words.remove(at));
    (words, patronymic)
}

fn is_child_of(key: &str) -> bool {
    matches!(key, "kizi" | "ogli" | "ugli" | "gizi" | "oglu")
}

fn is_patronymic(key: &str) -> bool {
    key.len() > 6
        && ["ovna", "evna", "ovich", "evich", "ichna", "inichna"].iter().any(|ending| key.ends_with(ending))
        || key.len() > 7 && ["kizi", "ogli", "ugli"].iter().any(|ending| key.ends_with(ending))
}

/// By ending, or one of the short Korean surnames of Uzbekistan.
fn is_surname(word: &str) -> bool {
    let key = name_key(word);
    let ending =
        ["ova", "eva", "ov", "ev", "skaya", "skiy", "skaia", "enko", "yans", "shvili", "zoda", "zade", "iy"];
    let korean = [
        "kim", "pak", "soy", "li", "ten", "han", "hegay", "ogay", "nam", "yun", "shin", "chen", "te", "tyan",
        "an", "lim",
    ];
    key.len() > 3 && ending.iter().any(|end| key.ends_with(end) && *end != "iy")
        || korean.contains(&key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_same(a: &str, b: &str, same: bool) {
        let (x, y) = (skeleton(a), skeleton(b));
        assert_eq!(same_skeleton(&x, &y), same, "{a} → {x}, {b} → {y}");
    }

    /// Would the letters find the name, anywhere in one of its words?
    fn finds(typed: &str, name: &str) -> bool {
        let keys = search_words(name);
        search_words(typed).iter().all(|word| {
            let letters = Letters::of(word);
            keys.iter().any(|key| key.contains(&letters.key) && skeleton(key).contains(&letters.skeleton))
        })
    }

    #[test]
    fn any_part_of_a_name_finds_it_in_any_script_and_spelling() {
        for typed in
            ["tashpul", "Ташпул", "тошпўл", "toshpo'l", "TOSHPOʻLATOVA", "latov", "шпул", "ova", "pol nar"]
        {
            assert!(finds(typed, "Nargiza Toshpoʻlatova"), "R-C2: {typed}");
        }
        assert!(finds("Жўра", "Joʻrayeva") && finds("jurae", "Жўраева") && finds("шаҳно", "Shaxnoza"));
        assert!(finds("ол", "Olga Pak") && !finds("ol", "Ali Valiyev"), "two letters are what they are");
        assert!(!finds("tashkent", "Nargiza Toshpoʻlatova"));
    }

    #[test]
    fn letters_by_ear_stand_wherever_the_letters_stand() {
        // What is contained as written is contained by ear, so that hearing only ever finds more.
        for name in ["Shahnoza", "Yoqubjonov", "Saodat", "Muattar", "Aleksey", "Iroda"] {
            let key = search_words(name).remove(0);
            for from in 0..key.len() {
                for to in from + 1..=key.len() {
                    assert!(skeleton(name).contains(&skeleton(&key[from..to])), "{name} {}", &key[from..to]);
                }
            }
        }
    }

    #[test]
    fn a_range_holds_what_begins_with_the_letters() {
        let (from, to) = Letters::of("gul").key_range().unwrap();
        assert!(*"gul" >= *from && *"gulzzz" < *to && *"gum" >= *to);
        assert_eq!(Letters::of("g?l").key_range(), None);
        assert_eq!(Letters::of("g?l").key_patterns().anywhere, "%g_l%");
        assert_eq!(Letters::of("gul").skeleton_range().unwrap(), (String::new(), "{".to_owned()), "any");
    }

    #[test]
    fn scripts_and_spellings_meet_in_one_skeleton() {
        for (a, b) in [
            ("Шахноза", "Shaxnoza"),
            ("Шаҳноза", "Shahnoza"),
            ("Toshpoʻlatova", "Tashpulatova"),
            ("Toshpo'latova", "Ташпулатова"),
            ("Shodiyeva", "SHODIEVA"),
            ("Жўраева", "Jo‘rayeva"),
            ("Қодирова", "Kodirova"),
            ("Qodirova", "Кадырова"),
            ("Ғаниева", "Gʻaniyeva"),
            ("Xolmatova", "Холматова"),
            ("Наталья", "Natalia"),
            ("Семёнова", "Semyonova"),
            ("Семенова", "Семёнова"),
            ("Цой", "Tsoy"),
            ("Щербакова", "Shcherbakova"),
            ("Екатерина", "Yekaterina"),
            ("Юлия", "Yuliya"),
            ("Oʻgʻiloy", "Ўғилой"),
            ("O`g`iloy", "Oʼgʼiloy"),
            ("Абдуллаева", "Abdulayeva"),
            ("Mariya", "Мария"),
        ] {
            check_same(a, b, true);
        }
    }

    #[test]
    fn different_people_keep_different_skeletons() {
        for (a, b) in [
            ("Gulnoza", "Gulnora"),
            ("Dilnoza", "Dilfuza"),
            ("Malika", "Madina"),
            ("Lola", "Nola"),
            ("Nodira", "Nigora"),
            ("Karimova", "Rahimova"),
            ("Мария", "Марина"),
        ] {
            check_same(a, b, false);
        }
    }

    #[test]
    fn a_letter_lost_in_conversion_matches_any_letter() {
        check_same("Ша?ноза", "Шаҳноза", true);
        check_same("?одирова", "Qodirova", true);
        check_same("?одирова", "Содиқова", false);
    }

    #[test]
    fn one_slip_of_the_hand_is_a_misspelling() {
        for (a, b) in [
            ("Ismoilova", "Ismoiolva"),
            ("Саидова", "Саиодва"),
            ("Mirzayeva", "Mirrzayeva"),
            ("Rahimova", "Raximva"),
        ] {
            let (x, y) = (skeleton(a), skeleton(b));
            assert!(x == y || is_misspelling(&x, &y), "{x} {y}");
        }
        assert!(!is_misspelling("lala", "lara"), "short names differ by one letter and are other people");
        assert!(!is_misspelling("karimava", "rahimava"));
    }

    fn check_name(text: &str, first: &str, last: &str, patronymic: &str) {
        let name = Name::parse(text);
        let found = (
            name.first.as_str(),
            name.last.as_deref().unwrap_or(""),
            name.patronymic.as_deref().unwrap_or(""),
        );
        assert_eq!(found, (first, last, patronymic), "{text}");
    }

    #[test]
    fn names_are_taken_apart_in_any_order() {
        check_name("Usmonova Nargiza Rustamovna", "Nargiza", "Usmonova", "Rustamovna");
        check_name("Nargiza Rustamovna Usmonova", "Nargiza", "Usmonova", "Rustamovna");
        check_name("Kamola Anvarovna", "Kamola", "", "Anvarovna");
        check_name("Dildora Aliyeva", "Dildora", "Aliyeva", "");
        check_name("МОРОЗОВА ДАРЬЯ", "Дарья", "Морозова", "");
        check_name("Karimova Malika Baxtiyor qizi", "Malika", "Karimova", "Baxtiyor qizi");
        check_name("Karimov Aziz Anvar o'g'li", "Aziz", "Karimov", "Anvar oʻgʻli");
        check_name("Анна Цой", "Анна", "Цой", "");
        check_name("Ким Алина", "Алина", "Ким", "");
        check_name("o'g'iloy", "Oʻgʻiloy", "", "");
        check_name("  ", "", "", "");
    }

    #[test]
    fn swapped_fields_are_put_right() {
        let name = Name::from_parts("Абдуллаева", "Ойдин");
        assert_eq!((name.first.as_str(), name.last.as_deref()), ("Ойдин", Some("Абдуллаева")));
        let name = Name::from_parts("Feruza", "");
        assert_eq!((name.first.as_str(), name.last), ("Feruza", None));
        let name = Name::from_parts("Зарина Рустамовна", "Ҳамидова");
        assert_eq!(name.display(), "Зарина Ҳамидова");
    }

    #[test]
    fn names_are_shown_with_uzbek_letters() {
        assert_eq!(Name::parse("Jo'rayeva Ma`mura").display(), "Maʼmura Joʻrayeva");
        assert_eq!(Name::parse("O‘G‘ILOY SODIQOVA").display(), "Oʻgʻiloy Sodiqova");
    }

    #[test]
    fn search_finds_any_part_in_any_script() {
        let key = Name::parse("Юсупова Шахноза Алишеровна").search_key();
        for query in ["shaxnoza", "Шахноза", "yusup", "ЮСУПОВА", "Shahno", "алишер"] {
            assert!(search_words(query).iter().all(|word| key.contains(word)), "{query} in {key}");
        }
        assert!(Name::parse("Семёнова Алёна").search_key().contains(&search_words("семенова")[0]));
        assert!(Name::parse("Joʻrayeva Lola").search_key().contains(&search_words("Жўраева")[0]));
    }
}
