//! How a deposit that was asked for stands (R-B9). Money is tiyin.

/// What the client still has to pay, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// `open`, `paid`, `late` (its time is over), `over` (the visit was given up, has a bill, or is done).
    pub state: &'static str,
    /// Of `late` too: money that was under way when the time ended still fits.
    pub owed_minor: i64,
}

/// To come or under way: nobody has given the visit up, and nobody has served it.
pub fn stands(state: &str) -> bool {
    matches!(state, "pending" | "booked" | "confirmed" | "arrived" | "in_service")
}

/// `target_minor` is what shall be held in all; `is_open`: the visit stands and has no bill.
pub fn standing(target_minor: i64, held_minor: i64, is_open: bool, is_late: bool) -> Standing {
    let owed_minor = (target_minor - held_minor).max(0);
    let state = match (is_open, owed_minor, is_late) {
        (false, ..) => return Standing { state: "over", owed_minor: 0 },
        (_, 0, _) => "paid",
        (_, _, true) => "late",
        _ => "open",
    };
    Standing { state, owed_minor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_b9_what_is_asked_for_is_owed_until_it_is_held_or_the_visit_is_not() {
        let of = |held, is_open, is_late| {
            let one = standing(60_000, held, is_open, is_late);
            (one.state, one.owed_minor)
        };
        assert_eq!(of(0, true, false), ("open", 60_000));
        assert_eq!(of(20_000, true, false), ("open", 40_000), "a desk took a part");
        assert_eq!(of(60_000, true, true), ("paid", 0));
        assert_eq!(of(75_000, true, false), ("paid", 0));
        assert_eq!(of(0, true, true), ("late", 60_000), "what began in time is taken late");
        assert_eq!(of(0, false, false), ("over", 0), "no money for a visit that nobody waits for");
        assert!(stands("pending") && stands("in_service") && !stands("completed") && !stands("hold"));
    }
}
