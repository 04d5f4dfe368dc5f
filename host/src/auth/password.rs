//! Passwords: which are accepted, and Argon2id at OWASP's figures (security.md 4.1).

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// ASVS 6.2.1: 12 for people of the salon.
pub const CHARS_MIN: usize = 12;
pub const CHARS_MAX: usize = 128;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at once: 4 × 19 MiB is what sign-ins may cost in memory.
const AT_ONCE: usize = 4;
/// How long a sign-in waits for its turn before it is told to come back.
const TURN: Duration = Duration::from_secs(2);

/// Why a password was not hashed or compared.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many sign-ins at once")]
    Busy,
    #[error("the stored hash could not be read: {0}")]
    Stored(String),
}

/// What is wrong with a password somebody chose; the text key is `host-error-password-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    Short,
    Long,
    Common,
    Personal,
}

impl Weak {
    pub fn key(self) -> &'static str {
        match self {
            Self::Short => "host-error-password-short",
            Self::Long => "host-error-password-long",
            Self::Common => "host-error-password-common",
            Self::Personal => "host-error-password-personal",
        }
    }
}

/// Hashes and compares on blocking threads, a few at a time. Clones share the queue.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Compared when there is no such login, so that the answer takes as long (ASVS 6.3.8).
    dummy: Arc<str>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    pub fn new() -> Self {
        // Nobody's: what is compared with it is refused, equal or not.
        let (salt, hash) = ("bm9ib2R5cyBzYWx0", "bm8gYWNjb3VudCBoYXMgdGhpcyBwYXNzd29yZCBoYXM");
        let dummy = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${salt}${hash}");
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), dummy: dummy.into() }
    }

    /// A PHC string for `password`.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.in_turn(move || hash_now(&password)).await
    }

    /// Is `password` the one of `stored`? Takes the same time when there is no stored one.
    pub async fn verify(&self, stored: Option<String>, password: String) -> Result<bool, PasswordError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.to_string());
        let same = self.in_turn(move || verify_now(&stored, &password)).await?;
        Ok(known && same)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = tokio::time::timeout(TURN, self.turns.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| PasswordError::Busy)?.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .expect("hashing does not panic")
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("fixed parameters are valid");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes on this thread; for the command line, where nobody else waits.
pub fn hash_now(password: &str) -> Result<String, PasswordError> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = hasher().hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(|e| PasswordError::Stored(e.to_string()))?.to_string())
}

fn verify_now(stored: &str, password: &str) -> Result<bool, PasswordError> {
    let parsed = PasswordHash::new(stored).map_err(|e| PasswordError::Stored(e.to_string()))?;
    match hasher().verify_password(password.as_bytes(), &parsed) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(e) => Err(PasswordError::Stored(e.to_string())),
    }
}

/// Was `stored` made with weaker figures than today's? Then it is made anew at the next sign-in.
pub fn is_outdated(stored: &str) -> bool {
    let current = |hash: &PasswordHash| {
        Params::try_from(hash).is_ok_and(|p| p.m_cost() >= MEMORY_KIB && p.t_cost() >= PASSES)
    };
    !PasswordHash::new(stored).is_ok_and(|hash| current(&hash))
}

/// Is this password good enough? `personal` are words an attacker tries first: login, name, salon.
/// There are no rules of composition (ASVS 6.2.5), and nothing is trimmed or normalised.
pub fn check(password: &str, personal: &[&str]) -> Result<(), Weak> {
    let chars = password.chars().count();
    if chars < CHARS_MIN {
        return Err(Weak::Short);
    }
    if chars > CHARS_MAX {
        return Err(Weak::Long);
    }
    let folded = password.to_lowercase();
    if is_common(&folded) {
        return Err(Weak::Common);
    }
    let core = strip_decoration(&folded);
    let is_personal = |word: &&str| {
        let word: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        word.chars().count() >= 4 && core == word
    };
    if personal.iter().any(is_personal) { Err(Weak::Personal) } else { Ok(()) }
}

/// The word inside `Nafosat_2026!!`: letters only, since digits and signs around a word are tried too.
fn strip_decoration(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Long passwords of the public top lists are words, runs and repeats in a few patterns; the lists
/// themselves hold little of twelve characters and more.
fn is_common(folded: &str) -> bool {
    const WORDS: [&str; 22] = [
        "password",
        "passwort",
        "parol",
        "пароль",
        "qwerty",
        "qwertyuiop",
        "йцукен",
        "йцукенгшщзхъ",
        "asdfghjkl",
        "zxcvbnm",
        "admin",
        "administrator",
        "welcome",
        "letmein",
        "iloveyou",
        "salon",
        "pardoz",
        "toshkent",
        "tashkent",
        "uzbekistan",
        "beauty",
        "changeme",
    ];
    let core = strip_decoration(folded);
    let of_word = |word: &&str| {
        let (core_chars, word_chars) = (core.chars().count(), word.chars().count());
        core_chars > 0 && core_chars % word_chars == 0 && core == word.repeat(core_chars / word_chars)
    };
    let chars: Vec<char> = folded.chars().collect();
    let repeats = (1..=4).any(|n| chars.len() > n && chars.iter().zip(&chars[n..]).all(|(a, b)| a == b));
    let step = |a: char, b: char| (b as i64) - (a as i64);
    let runs = chars.windows(2).filter(|pair| step(pair[0], pair[1]).abs() == 1).count();
    WORDS.iter().any(of_word) || repeats || runs + 2 >= chars.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other() {
        let passwords = Passwords::new();
        let hash = passwords.hash("uzun va yaxshi gap".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(Some(hash.clone()), "uzun va yaxshi gap".into()).await.unwrap());
        assert!(!passwords.verify(Some(hash.clone()), "uzun va yaxshi gap ".into()).await.unwrap());
        assert!(!is_outdated(&hash));
        // For a login nobody has, something as dear is compared, and refused.
        assert!(!is_outdated(&passwords.dummy));
        assert!(verify_now(&passwords.dummy, "no account has this password").is_ok());
        assert!(!passwords.verify(None, "no account has this password".into()).await.unwrap());
    }

    #[test]
    fn hashes_of_weaker_figures_are_made_anew() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let salt = SaltString::generate(&mut OsRng);
        let hash = weak.hash_password(b"x", &salt).unwrap().to_string();
        assert!(is_outdated(&hash));
        assert!(is_outdated("not a hash"));
    }

    #[test]
    fn short_common_and_personal_passwords_are_refused_and_long_sentences_are_not() {
        let check = |password: &str| check(password, &["nargiza", "Nafosat Beauty"]);
        assert_eq!(check("11 belgi ek"), Err(Weak::Short));
        assert_eq!(check(&"ab c".repeat(40)), Err(Weak::Long));
        for common in [
            "passwordpassword",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "Qwertyuiop123!",
            "пароль123456",
        ] {
            assert_eq!(check(common), Err(Weak::Common), "{common}");
        }
        assert_eq!(check("Nargiza_2026!"), Err(Weak::Personal));
        assert_eq!(check("NafosatBeauty1"), Err(Weak::Personal));
        for good in ["choy va non va asal", "корректная лошадь", "xK9$mPq2vL7w"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }
}
