//! The square on a card: QR version 1, level M (ISO/IEC 18004), alphanumeric, up to 20 signs: a card's code has 12.
//! One size without tables is two hundred lines less than a library that can draw all forty.

/// Modules a side.
pub const SIZE: usize = 21;
const SIGNS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DATA: usize = 16;
const CORRECTION: usize = 10;

type Grid = [[bool; SIZE]; SIZE];

/// The path of an SVG of `SIZE + 8` units a side: the quiet zone of four modules included. `None`: the text has
/// another letter, or more of them, than fit.
pub fn path(text: &str) -> Option<String> {
    let grid = modules(text)?;
    let mut path = String::new();
    for (y, row) in grid.iter().enumerate() {
        let mut x = 0;
        while x < SIZE {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + 4, y + 4));
            }
            x += run.max(1);
        }
    }
    Some(path)
}

/// Dark modules, row by row.
pub fn modules(text: &str) -> Option<Grid> {
    let data = codewords(text)?;
    let mut bytes = data.to_vec();
    bytes.extend(correction(&data));
    let (mut fixed, mut grid) = ([[false; SIZE]; SIZE], [[false; SIZE]; SIZE]);
    patterns(&mut grid, &mut fixed);
    place(&mut grid, &fixed, &bytes);
    // Every mask can be read; the calmest picture is read soonest.
    (0..8)
        .map(|mask| {
            let mut masked = grid;
            apply(&mut masked, &fixed, mask);
            format(&mut masked, mask);
            masked
        })
        .min_by_key(unrest)
}

fn codewords(text: &str) -> Option<[u8; DATA]> {
    let values: Option<Vec<u32>> = text.chars().map(|c| SIGNS.find(c).map(|at| at as u32)).collect();
    let values = values.filter(|values| values.len() <= 20)?;
    let mut bits: Vec<bool> = Vec::new();
    let mut push = |value: u32, length: u32| bits.extend((0..length).rev().map(|at| value >> at & 1 == 1));
    push(0b0010, 4);
    push(values.len() as u32, 9);
    for pair in values.chunks(2) {
        match pair {
            [a, b] => push(a * 45 + b, 11),
            [a] => push(*a, 6),
            _ => {}
        }
    }
    push(0, 4);
    bits.truncate(DATA * 8);
    let mut bytes = [0_u8; DATA];
    for (at, bit) in bits.iter().enumerate() {
        bytes[at / 8] |= u8::from(*bit) << (7 - at % 8);
    }
    for (nth, byte) in bytes.iter_mut().skip(bits.len().div_ceil(8)).enumerate() {
        *byte = if nth % 2 == 0 { 0xec } else { 0x11 };
    }
    Some(bytes)
}

/// Reed-Solomon over GF(256), polynomial 0x11d.
fn correction(data: &[u8]) -> [u8; CORRECTION] {
    let mut generator = [0_u8; CORRECTION];
    generator[CORRECTION - 1] = 1;
    let mut root = 1;
    for _ in 0..CORRECTION {
        for at in 0..CORRECTION {
            generator[at] = times(generator[at], root);
            if at + 1 < CORRECTION {
                generator[at] ^= generator[at + 1];
            }
        }
        root = times(root, 2);
    }
    let mut rest = [0_u8; CORRECTION];
    for byte in data {
        let factor = byte ^ rest[0];
        rest.rotate_left(1);
        rest[CORRECTION - 1] = 0;
        for (rest, coefficient) in rest.iter_mut().zip(generator) {
            *rest ^= times(coefficient, factor);
        }
    }
    rest
}

fn times(a: u8, b: u8) -> u8 {
    let mut product = 0_u16;
    for at in (0..8).rev() {
        product = (product << 1) ^ ((product >> 7) * 0x11d);
        if b >> at & 1 == 1 {
            product ^= u16::from(a);
        }
    }
    product as u8
}

/// Finders with their white rims, timing, the dark module; room for the format.
fn patterns(grid: &mut Grid, fixed: &mut Grid) {
    for (left, top) in [(0_usize, 0_usize), (SIZE - 7, 0), (0, SIZE - 7)] {
        for y in top.saturating_sub(1)..(top + 8).min(SIZE) {
            for x in left.saturating_sub(1)..(left + 8).min(SIZE) {
                let far = x.abs_diff(left + 3).max(y.abs_diff(top + 3));
                grid[y][x] = far != 2 && far != 4;
                fixed[y][x] = true;
            }
        }
    }
    for at in 8..SIZE - 8 {
        grid[6][at] = at % 2 == 0;
        grid[at][6] = at % 2 == 0;
        fixed[6][at] = true;
        fixed[at][6] = true;
    }
    for at in 0..9 {
        fixed[8][at] = true;
        fixed[at][8] = true;
        if at < 8 {
            fixed[8][SIZE - 1 - at] = true;
            fixed[SIZE - 1 - at][8] = true;
        }
    }
}

/// Two columns at a time, from the right, up and down in turns.
fn place(grid: &mut Grid, fixed: &Grid, bytes: &[u8]) {
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1 == 1));
    let mut right = SIZE as i32 - 1;
    let mut upwards = true;
    while right > 0 {
        if right == 6 {
            right = 5;
        }
        for step in 0..SIZE {
            let y = if upwards { SIZE - 1 - step } else { step };
            for x in [right as usize, right as usize - 1] {
                if !fixed[y][x] {
                    grid[y][x] = bits.next().unwrap_or(false);
                }
            }
        }
        upwards = !upwards;
        right -= 2;
    }
}

fn apply(grid: &mut Grid, fixed: &Grid, mask: u32) {
    for y in 0..SIZE {
        for x in 0..SIZE {
            let flips = match mask {
                0 => (x + y) % 2 == 0,
                1 => y % 2 == 0,
                2 => x % 3 == 0,
                3 => (x + y) % 3 == 0,
                4 => (x / 3 + y / 2) % 2 == 0,
                5 => x * y % 2 + x * y % 3 == 0,
                6 => (x * y % 2 + x * y % 3) % 2 == 0,
                _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
            };
            grid[y][x] ^= flips && !fixed[y][x];
        }
    }
}

/// Level M and the mask, with ten bits of BCH, twice.
fn format(grid: &mut Grid, mask: u32) {
    let mut rest = mask;
    for _ in 0..10 {
        rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    }
    let bits = (mask << 10 | rest) ^ 0x5412;
    let bit = |at: usize| bits >> at & 1 == 1;
    for (at, row) in grid.iter_mut().enumerate().take(6) {
        row[8] = bit(at);
    }
    grid[7][8] = bit(6);
    grid[8][8] = bit(7);
    grid[8][7] = bit(8);
    for at in 9..15 {
        grid[8][14 - at] = bit(at);
    }
    for at in 0..8 {
        grid[8][SIZE - 1 - at] = bit(at);
    }
    for at in 8..15 {
        grid[SIZE - 15 + at][8] = bit(at);
    }
    grid[SIZE - 8][8] = true;
}

/// Long runs and full squares confuse a camera.
fn unrest(grid: &Grid) -> usize {
    let mut unrest = 0;
    for a in 0..SIZE {
        for b in 1..SIZE {
            unrest += usize::from(grid[a][b] == grid[a][b - 1]) + usize::from(grid[b][a] == grid[b - 1][a]);
            if a > 0 {
                let corner = grid[a][b];
                let square = [grid[a - 1][b], grid[a][b - 1], grid[a - 1][b - 1]];
                unrest += 3 * usize::from(square.iter().all(|module| *module == corner));
            }
        }
    }
    unrest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO/IEC 18004 annex I encodes "01234567" numerically; its Reed-Solomon part is the same arithmetic.
    #[test]
    fn the_correction_of_the_standards_example() {
        let data =
            [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
        assert_eq!(correction(&data), [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
    }

    /// Reads the square back: format, mask, bytes, and corrects nothing, because nothing is damaged.
    fn read(grid: &Grid) -> String {
        let bits = (0..8)
            .map(|at| (at, grid[8][SIZE - 1 - at]))
            .chain((8..15).map(|at| (at, grid[SIZE - 15 + at][8])));
        let raw = bits.fold(0_u32, |sum, (at, dark)| sum | u32::from(dark) << at) ^ 0x5412;
        assert_eq!(raw >> 13, 0, "level M");
        let (mut plain, mut fixed, mut drawn) = (*grid, [[false; SIZE]; SIZE], [[false; SIZE]; SIZE]);
        patterns(&mut drawn, &mut fixed);
        apply(&mut plain, &fixed, raw >> 10 & 7);
        let mut bits = Vec::new();
        let mut columns: Vec<usize> = (0..SIZE).rev().filter(|x| *x != 6).collect();
        for (turn, pair) in columns.chunks_mut(2).enumerate() {
            for step in 0..SIZE {
                let y = if turn % 2 == 0 { SIZE - 1 - step } else { step };
                bits.extend(pair.iter().filter(|x| !fixed[y][**x]).map(|x| plain[y][*x]));
            }
        }
        assert_eq!(bits.len(), 208);
        let number = |from: usize, length: usize| {
            bits[from..from + length].iter().fold(0_usize, |sum, bit| sum << 1 | usize::from(*bit))
        };
        assert_eq!(number(0, 4), 0b0010);
        let signs: Vec<char> = SIGNS.chars().collect();
        let count = number(4, 9);
        let mut text = String::new();
        for pair in 0..count.div_ceil(2) {
            let at = 13 + pair * 11;
            if pair * 2 + 1 < count {
                let value = number(at, 11);
                text.extend([signs[value / 45], signs[value % 45]]);
            } else {
                text.push(signs[number(at, 6)]);
            }
        }
        text
    }

    #[test]
    fn what_is_drawn_can_be_read() {
        for text in ["ABCDEFGHJKMN", "A", "23456789ABCDEFGHJKMN", "X2Y3Z4W"] {
            assert_eq!(read(&modules(text).unwrap()), text);
        }
        assert!(modules("lower").is_none());
        assert!(modules("ABCDEFGHJKMNPQRSTUVWX").is_none());
    }
}
