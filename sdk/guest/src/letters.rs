//! R-C2: one word in two scripts and a dozen spellings.
//!
//! The *key* is a word in plain Latin, for search. The *skeleton* merges the vowels that Uzbek and
//! Russian spellings swap, for matching; edit distance was measured and is unfit (Gulnoza and Gulnora
//! are nearer to each other than Toshpoʻlatova and Tashpulatova).

/// The words of a name or of a query, folded for search: any script, any apostrophe, ё or е.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == '-' || c == ',')
        .map(|word| key(word).replace("yo", "e"))
        .filter(|word| !word.is_empty())
        .collect()
}

/// R-C2 name key of one word: lower Latin, letters only. `?` stays: a letter that a bad conversion lost.
pub fn key(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match cyrillic(c) {
            Some(letters) => latin.push_str(letters),
            // A combining breve or diaeresis makes й of и and ё of е.
            None if c == '\u{306}' => replace_last(&mut latin, 'i', "y"),
            None if c == '\u{308}' => replace_last(&mut latin, 'e', "yo"),
            None if c.is_ascii_alphabetic() || c == '?' => latin.push(c),
            None => latin.push_str(plain_latin(c)),
        }
    }
    // Longer spellings first: shch before ch, tch before ts.
    let mut key = latin;
    for (written, folded) in [
        ("shch", "sh"),
        ("kh", "h"),
        ("x", "h"),
        ("zh", "j"),
        ("dj", "j"),
        ("ts", "s"),
        ("w", "v"),
        ("q", "k"),
        ("gh", "g"),
        ("ye", "e"),
        ("ie", "e"),
    ] {
        if key.contains(written) {
            key = key.replace(written, folded);
        }
    }
    // A lone c is ц or к of other alphabets; in ch it stays.
    let key = fold_c(&key);
    collapse(key.chars())
}

/// R-C2 skeleton: spelling of vowels differs between scripts and clerks, consonants stay.
pub fn skeleton(name: &str) -> String {
    let words = words(name);
    let merged = words.iter().flat_map(|word| word.chars()).map(|c| match c {
        'o' | 'u' => 'a',
        'e' | 'y' => 'i',
        c => c,
    });
    collapse(merged)
}

/// What somebody types to find a thing: its name in any script, and digits as they are (`7.1` means `7,1`).
pub struct Sought(Vec<Word>);

/// One word of a name of a thing or of what was typed, folded. In Uzbek names x is the throat's h, in brands it is ks.
struct Word {
    plain: String,
    brand: Option<String>,
}

impl Sought {
    /// So many letters at least are looked for by ear, too.
    const BY_EAR: usize = 4;

    pub fn of(typed: &str) -> Self {
        Self(things(typed))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is every word that was typed in one of the name's?
    pub fn is_in(&self, name: &str) -> bool {
        let named = things(name);
        self.0.iter().all(|sought| named.iter().any(|word| sought.is_part_of(word)))
    }
}

impl Word {
    fn forms(&self) -> impl Iterator<Item = &String> {
        [&self.plain].into_iter().chain(&self.brand)
    }

    fn is_part_of(&self, word: &Word) -> bool {
        self.forms().any(|sought| word.forms().any(|form| form.contains(sought.as_str())))
            || self.forms().filter(|sought| Self::is_heard(sought)).any(|sought| {
                let heard = skeleton(sought);
                word.forms().any(|form| skeleton(form).contains(&heard))
            })
    }

    fn is_heard(form: &str) -> bool {
        form.len() >= Sought::BY_EAR && form.chars().all(|c| c.is_ascii_alphabetic())
    }
}

fn things(text: &str) -> Vec<Word> {
    let folded = |word: &str| {
        let lower = word.to_lowercase();
        let plain = thing(&lower);
        (!plain.is_empty())
            .then(|| Word { plain, brand: lower.contains('x').then(|| thing(&lower.replace('x', "ks"))) })
    };
    text.split(|c: char| c.is_whitespace() || c == '-').filter_map(folded).collect()
}

/// Letters by their key, digits as they are, all else dropped.
fn thing(word: &str) -> String {
    let (mut folded, mut letters) = (String::new(), String::new());
    for c in word.chars() {
        if !c.is_ascii_digit() {
            letters.push(c);
            continue;
        }
        folded += &key(&letters);
        letters.clear();
        folded.push(c);
    }
    folded + &key(&letters)
}

/// Uzbek and Russian Cyrillic in Latin, by R-C2. Signs are dropped.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' | 'ы' | 'і' => "i",
        'й' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ц' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' | 'ҳ' => "h",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

/// Letters of Turkish, Azerbaijani and German names, and full-width Latin; all else is no letter.
fn plain_latin(c: char) -> &'static str {
    match c {
        'ş' => "sh",
        'ç' => "ch",
        'ı' | 'î' | 'í' => "i",
        'ö' | 'ó' | 'ô' => "o",
        'ü' | 'ú' | 'û' => "u",
        'ğ' => "g",
        'ä' | 'á' | 'à' | 'â' => "a",
        'é' | 'è' | 'ê' | 'ə' => "e",
        'ñ' => "n",
        'ž' => "j",
        'š' => "sh",
        'č' => "ch",
        _ => "",
    }
}

fn replace_last(text: &mut String, letter: char, by: &str) {
    if text.ends_with(letter) {
        text.pop();
        text.push_str(by);
    }
}

fn fold_c(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters
        .iter()
        .enumerate()
        .map(|(at, c)| if *c == 'c' && letters.get(at + 1) != Some(&'h') { 'k' } else { *c })
        .collect()
}

fn collapse(letters: impl Iterator<Item = char>) -> String {
    let mut collapsed = String::new();
    for c in letters {
        if !collapsed.ends_with(c) {
            collapsed.push(c);
        }
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_by_its_name_in_any_script_and_by_its_numbers() {
        for (typed, name) in [
            ("крем", "Krem qoʻl uchun"),
            ("qol krem", "Крем қўл учун"),
            ("матрикс", "Matrix Total 300 ml"),
            ("OLAPLEX", "Олаплекс № 3"),
            ("хина", "Xina"),
            ("бўёқ 7.1", "Boʻyoq 7,1 60ml"),
            ("60", "Boyoq 60ml"),
            ("сыворотка", "Syvorotka"),
        ] {
            assert!(Sought::of(typed).is_in(name), "R-C2: {typed} in {name}");
        }
        for (typed, name) in
            [("крем", "Shampun"), ("krem 100", "Krem 10"), ("7.11", "Boʻyoq 7.1"), ("111", "Gel 11")]
        {
            assert!(!Sought::of(typed).is_in(name), "{typed} in {name}");
        }
        assert!(Sought::of(" - ").is_empty());
    }
}
