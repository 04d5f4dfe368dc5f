//! R-C5: whose an advance is when two cards part.

/// Of what the other card `brought` in each branch, what goes home. What its own bills took of it since (`used`; below
/// zero, they gave back) is gone; what else was spent was bought by the card that stayed, and is taken from what that one
/// had first. Never more than is `left` in all.
pub fn advances_back(brought: &[i64], used: i64, left: i64) -> Vec<i64> {
    let mut back = (brought.iter().sum::<i64>() - used).min(left).max(0);
    let mut parts = Vec::with_capacity(brought.len());
    for (at, sum) in brought.iter().enumerate() {
        // The last branch takes what bills gave back beyond what was brought.
        let is_last = at + 1 == brought.len();
        let part = if is_last { back } else { back.min((*sum).max(0)) };
        back -= part;
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_c5_what_was_brought_goes_home_less_what_is_gone() {
        for (brought, used, left, back) in [
            // Nothing was spent.
            (vec![50], 0, 150, vec![50]),
            // 60 of 150 were spent by the card that stayed: of its own 100.
            (vec![50], 0, 90, vec![50]),
            // 120 were spent: its own did not do.
            (vec![50], 0, 30, vec![30]),
            // Its own bill took 20 of it.
            (vec![50], 20, 130, vec![30]),
            // Its own bill was given back 15 to it.
            (vec![50], -15, 165, vec![65]),
            // Two branches.
            (vec![30, 20], 0, 200, vec![30, 20]),
            (vec![30, 20], 25, 200, vec![25, 0]),
            (vec![30, 20], -10, 200, vec![30, 30]),
            // One where more was used than taken.
            (vec![-30, 80], 0, 200, vec![0, 50]),
            // Nothing is left, or less than nothing.
            (vec![50], 0, 0, vec![0]),
            (vec![50], 0, -5, vec![0]),
            (vec![], 0, 100, vec![]),
        ] {
            assert_eq!(advances_back(&brought, used, left), back, "{brought:?} {used} {left}");
        }
    }
}
