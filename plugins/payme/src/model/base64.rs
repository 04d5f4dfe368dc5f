//! Base64 of RFC 4648 with its usual alphabet.

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let is_filler = n > group.len();
            let sign = SIGNS[(bits >> (18 - 6 * n)) as usize & 63];
            text.push(if is_filler { '=' } else { char::from(sign) });
        }
    }
    text
}

/// `None`: a sign that does not belong, or half a group.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let signs: Vec<u8> = text.trim_end_matches('=').bytes().collect();
    if signs.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(signs.len() * 3 / 4);
    for group in signs.chunks(4) {
        let mut bits = 0u32;
        for n in 0..4 {
            let value = match group.get(n) {
                Some(sign) => SIGNS.iter().position(|known| known == sign)? as u32,
                None => 0,
            };
            bits = bits << 6 | value;
        }
        bytes.extend((0..group.len() - 1).map(|n| (bits >> (16 - 8 * n)) as u8));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648_go_both_ways() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decode("Zm9v!"), None);
        assert_eq!(decode("Z"), None);
    }
}
