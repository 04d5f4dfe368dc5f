//! Codes that people type, read aloud and scan: no letters that look like digits, a check letter at the end.

/// 31 signs, no 0 O 1 I L.
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 11;

/// A code of twelve signs from random bytes. 31^11 is about 2^54: nobody guesses one.
pub fn code(random: &[u8]) -> String {
    let mut signs: Vec<u8> =
        (0..LENGTH).map(|at| SIGNS[usize::from(random[at % random.len()]) % SIGNS.len()]).collect();
    signs.push(check(&signs));
    String::from_utf8(signs).expect("signs are ASCII")
}

/// What was typed, as it is stored: upper case, no spaces and dashes.
pub fn normal(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// `ABCD-EFGH-JKMN`.
pub fn shown(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Whether one of our own codes was typed as it is printed.
pub fn is_whole(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == LENGTH + 1 && check(&bytes[..LENGTH]) == bytes[LENGTH]
}

/// A weighted sum over a prime number of signs: one wrong or two swapped signs always show.
fn check(signs: &[u8]) -> u8 {
    let value = |sign: u8| SIGNS.iter().position(|own| *own == sign).unwrap_or(0);
    let sum: usize = signs.iter().enumerate().map(|(at, sign)| (at + 1) * value(*sign)).sum();
    SIGNS[sum % SIGNS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_or_swapped_sign_is_noticed() {
        let code = code(&[7, 200, 31, 4, 99, 180, 12, 66, 250, 3, 41]);
        assert!(is_whole(&code), "{code}");
        for at in 0..LENGTH {
            for sign in SIGNS {
                let mut wrong = code.clone().into_bytes();
                wrong[at] = *sign;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(is_whole(&wrong), wrong == code, "{wrong}");
            }
            let mut swapped = code.clone().into_bytes();
            swapped.swap(at, (at + 1) % LENGTH);
            let swapped = String::from_utf8(swapped).unwrap();
            assert_eq!(is_whole(&swapped), swapped == code, "{swapped}");
        }
        assert_eq!(normal(&shown(&code).to_lowercase()), code);
    }
}
