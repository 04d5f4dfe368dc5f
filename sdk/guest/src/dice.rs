//! Numbers that look random and are the same for the same seed.

/// A stream of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// One stream for each seed and name.
    pub fn of(seed: i64, name: &str) -> Self {
        // FNV-1a: names differ in a few digits only, and their streams must not.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut dice = Self(hash ^ (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        let span = (high - low + 1).max(1) as u64;
        low + (self.next() % span) as i64
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.range(0, list.len() as i64 - 1) as usize]
    }

    /// A UUID of version 8: ours by construction.
    pub fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        let (a, b) = ((a & !0xf000) | 0x8000, (b & !(0b11 << 62)) | (0b10 << 62));
        let hex = format!("{a:016x}{b:016x}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_numbers() {
        let throw = |seed, name| -> Vec<i64> {
            let mut dice = Dice::of(seed, name);
            (0..20).map(|_| dice.range(-3, 3)).collect()
        };
        assert_eq!(throw(7, "a"), throw(7, "a"));
        assert_ne!(throw(7, "a"), throw(8, "a"));
        assert_ne!(throw(7, "a"), throw(7, "b"));
        assert!(throw(7, "a").iter().all(|n| (-3..=3).contains(n)));
    }

    #[test]
    fn ids_are_uuids_of_version_8() {
        let uuid = Dice::of(1, "x").uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "8");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
    }
}
