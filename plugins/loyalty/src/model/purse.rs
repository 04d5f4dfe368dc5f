//! R-L1: one client's points as lots, what bills hold of them, and the debt after a claw-back.
//!
//! Every change is told as moves; the ledger is nothing but those moves written down, so `lots = ledger = balance`
//! holds by construction and is checked all the same.

use pardoz_sdk::time::Day;

/// Points that came at once and go at once. `K` is the lot's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot<K> {
    pub id: K,
    /// What it began with; it never holds more.
    pub earned: i64,
    pub left: i64,
    /// Of `left`: promised to open bills.
    pub held: i64,
    /// The first business day on which it may be spent.
    pub usable: Day,
    /// The last one.
    pub expires: Day,
}

impl<K> Lot<K> {
    pub fn free(&self) -> i64 {
        self.left - self.held
    }

    fn is_good(&self, today: Day) -> bool {
        self.usable <= today && today <= self.expires
    }
}

/// One line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<K> {
    /// `None` = the debt.
    pub lot: Option<K>,
    /// What it does to the balance: negative = fewer points, or more debt.
    pub points: i64,
    /// A debt paid off by points that came: told apart, so that the reason of the coming stays the lot's own.
    pub repays: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse<K> {
    pub lots: Vec<Lot<K>>,
    /// Points taken back that were spent already; nothing is spent while it is above 0.
    pub debt: i64,
}

impl<K> Default for Purse<K> {
    fn default() -> Self {
        Self { lots: Vec::new(), debt: 0 }
    }
}

impl<K: Copy + Ord> Purse<K> {
    /// Usable and pending together, less the debt.
    pub fn balance(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left).sum::<i64>() - self.debt
    }

    /// What may be spent today and no other bill holds.
    pub fn usable(&self, today: Day) -> i64 {
        if self.debt > 0 {
            return 0;
        }
        self.lots.iter().filter(|lot| lot.is_good(today)).map(Lot::free).sum()
    }

    /// Earned, usable from a later day on.
    pub fn pending(&self, today: Day) -> i64 {
        self.lots.iter().filter(|lot| lot.usable > today).map(|lot| lot.left).sum()
    }

    /// What the next expiry takes, and when.
    pub fn next_expiry(&self, today: Day) -> Option<(Day, i64)> {
        let ahead = || self.lots.iter().filter(|lot| lot.free() > 0 && lot.expires >= today);
        let day = ahead().map(|lot| lot.expires).min()?;
        Some((day, ahead().filter(|lot| lot.expires == day).map(Lot::free).sum()))
    }

    /// Holds points for a bill, the earliest to expire first. `None`: there are not so many.
    pub fn hold(&mut self, points: i64, today: Day) -> Option<Vec<(K, i64)>> {
        if points > self.usable(today) {
            return None;
        }
        let taken = self.pick(points, |lot| lot.is_good(today));
        for (id, points) in &taken {
            self.lot(*id).held += points;
        }
        Some(taken)
    }

    /// A bill gives up what it held. Points that were only kept for it pay the debt, if there is one.
    pub fn release(&mut self, holds: &[(K, i64)]) -> Vec<Move<K>> {
        for (id, points) in holds {
            self.lot(*id).held -= points;
        }
        self.repay()
    }

    /// A bill was paid with `points`: first what it holds, then other usable lots, then any; what is missing becomes
    /// debt, because the discount was given. The rest of its holds is free again.
    pub fn spend(&mut self, points: i64, holds: &[(K, i64)], today: Day) -> Vec<Move<K>> {
        let mut moves = Vec::new();
        let mut open = points;
        for (id, held) in holds {
            let lot = self.lot(*id);
            let now = open.min(*held);
            lot.held -= held;
            lot.left -= now;
            open -= now;
            note(&mut moves, Some(*id), -now);
        }
        self.take(open, |lot| lot.is_good(today), &mut moves);
        moves.extend(self.repay());
        moves
    }

    /// New points. They pay the debt first.
    pub fn add(&mut self, lot: Lot<K>) -> Vec<Move<K>> {
        let mut moves = Vec::new();
        note(&mut moves, Some(lot.id), lot.left);
        self.lots.push(lot);
        moves.extend(self.repay());
        moves
    }

    /// Takes back points that should not have been given: from their own lot first, then from what is free, the
    /// earliest to expire first, then into debt (the balance goes below 0).
    pub fn claw(&mut self, points: i64, own: Option<K>) -> Vec<Move<K>> {
        let mut moves = Vec::new();
        let mut open = points;
        if let Some(lot) = self.lots.iter_mut().find(|lot| Some(lot.id) == own) {
            let now = open.min(lot.free());
            lot.left -= now;
            open -= now;
            note(&mut moves, own, -now);
        }
        self.take(open, |_| true, &mut moves);
        moves
    }

    /// A refund: spent points return to their lots, good for at least `days` more (R-L1). `None` as a lot = what was
    /// spent into debt; the second answer is how much of that the debt no longer needs: it has no lot to return to,
    /// so it comes as a new one.
    pub fn give_back(&mut self, returned: &[(Option<K>, i64)], today: Day, days: i64) -> (Vec<Move<K>>, i64) {
        let mut moves = Vec::new();
        let loose: i64 = returned.iter().filter(|(lot, _)| lot.is_none()).map(|(_, points)| points).sum();
        let paid = loose.min(self.debt);
        self.debt -= paid;
        note(&mut moves, None, paid);
        for (id, points) in returned.iter().filter_map(|(lot, points)| Some(((*lot)?, *points))) {
            let lot = self.lot(id);
            lot.left += points;
            lot.expires = lot.expires.max(today.plus(days));
            note(&mut moves, Some(id), points);
        }
        moves.extend(self.repay());
        (moves, loose - paid)
    }

    /// The night's work: what is past its last day and promised to nobody is gone.
    pub fn expire(&mut self, today: Day) -> Vec<Move<K>> {
        let mut moves = Vec::new();
        for lot in self.lots.iter_mut().filter(|lot| lot.expires < today) {
            let gone = lot.free();
            lot.left -= gone;
            note(&mut moves, Some(lot.id), -gone);
        }
        moves
    }

    /// R-C4: the other card's lots come as they are. The moves are the debts that its lots, or ours, can pay.
    pub fn merge(&mut self, other: Self) -> Vec<Move<K>> {
        self.lots.extend(other.lots);
        self.debt += other.debt;
        self.repay()
    }

    /// Takes `points` from free parts of lots, the earliest to expire first, those that `prefers` names before the
    /// others; the rest becomes debt.
    fn take(&mut self, points: i64, prefers: impl Fn(&Lot<K>) -> bool, moves: &mut Vec<Move<K>>) {
        let mut open = points;
        for preferred in [true, false] {
            for (id, now) in self.pick(open, |lot| prefers(lot) == preferred) {
                self.lot(id).left -= now;
                open -= now;
                note(moves, Some(id), -now);
            }
        }
        self.debt += open;
        note(moves, None, -open);
    }

    fn pick(&self, points: i64, wanted: impl Fn(&Lot<K>) -> bool) -> Vec<(K, i64)> {
        let mut order: Vec<&Lot<K>> = self.lots.iter().filter(|lot| lot.free() > 0 && wanted(lot)).collect();
        order.sort_by_key(|lot| (lot.expires, lot.usable, lot.id));
        let mut open = points;
        let mut taken = Vec::new();
        for lot in order {
            let now = open.min(lot.free());
            if now > 0 {
                taken.push((lot.id, now));
                open -= now;
            }
        }
        taken
    }

    /// The debt is paid by whatever is free.
    fn repay(&mut self) -> Vec<Move<K>> {
        let mut moves = Vec::new();
        let mut paid = 0;
        for (id, now) in self.pick(self.debt, |_| true) {
            self.lot(id).left -= now;
            paid += now;
            moves.push(Move { lot: Some(id), points: -now, repays: true });
        }
        self.debt -= paid;
        if paid > 0 {
            moves.push(Move { lot: None, points: paid, repays: true });
        }
        moves
    }

    fn lot(&mut self, id: K) -> &mut Lot<K> {
        self.lots.iter_mut().find(|lot| lot.id == id).expect("a hold or a return names a lot of this purse")
    }
}

fn note<K>(moves: &mut Vec<Move<K>>, lot: Option<K>, points: i64) {
    if points != 0 {
        moves.push(Move { lot, points, repays: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn lot(id: u8, points: i64, expires: &str) -> Lot<u8> {
        let usable = day("2026-01-01");
        Lot { id, earned: points, left: points, held: 0, usable, expires: day(expires) }
    }

    fn purse(lots: &[Lot<u8>]) -> Purse<u8> {
        Purse { lots: lots.to_vec(), debt: 0 }
    }

    const TODAY: &str = "2026-11-22";

    #[test]
    fn r_l1_the_earliest_to_expire_is_spent_first() {
        let mut purse = purse(&[lot(1, 100, "2027-05-01"), lot(2, 50, "2026-12-01")]);
        let holds = purse.hold(70, day(TODAY)).unwrap();
        assert_eq!(holds, [(2, 50), (1, 20)]);
        assert_eq!(purse.usable(day(TODAY)), 80);
        let moves = purse.spend(70, &holds, day(TODAY));
        assert_eq!(
            moves.iter().map(|m| (m.lot, m.points)).collect::<Vec<_>>(),
            [(Some(2), -50), (Some(1), -20)]
        );
        assert_eq!(purse.balance(), 80);
    }

    #[test]
    fn r_l1_points_are_usable_from_the_next_business_day_on() {
        let mut purse = Purse::default();
        purse.add(Lot { usable: day("2026-11-23"), ..lot(1, 100, "2027-05-21") });
        assert_eq!((purse.usable(day(TODAY)), purse.pending(day(TODAY))), (0, 100));
        assert!(purse.hold(1, day(TODAY)).is_none());
        assert_eq!((purse.usable(day("2026-11-23")), purse.pending(day("2026-11-23"))), (100, 0));
    }

    #[test]
    fn r_l1_a_lot_is_good_on_its_last_day_and_gone_the_night_after() {
        let mut purse = purse(&[lot(1, 100, TODAY)]);
        assert_eq!(purse.next_expiry(day(TODAY)), Some((day(TODAY), 100)));
        assert!(purse.expire(day(TODAY)).is_empty());
        assert_eq!(purse.expire(day("2026-11-23")), [Move { lot: Some(1), points: -100, repays: false }]);
        assert_eq!(purse.balance(), 0);
    }

    #[test]
    fn r_l1_what_a_bill_holds_does_not_expire_under_it() {
        let mut purse = purse(&[lot(1, 100, TODAY)]);
        let holds = purse.hold(60, day(TODAY)).unwrap();
        let night = day("2026-11-23");
        assert_eq!(purse.expire(night).iter().map(|m| m.points).sum::<i64>(), -40);
        purse.spend(60, &holds, night);
        assert_eq!((purse.balance(), purse.debt), (0, 0));
    }

    #[test]
    fn r_l1_a_claw_back_goes_below_zero_and_nothing_is_spent_until_it_is_earned_again() {
        let mut purse = purse(&[lot(1, 100, "2027-05-01")]);
        let holds = purse.hold(80, day(TODAY)).unwrap();
        purse.spend(80, &holds, day(TODAY));
        purse.claw(100, Some(1));
        assert_eq!((purse.balance(), purse.debt), (-80, 80));
        assert!(purse.hold(1, day(TODAY)).is_none());
        let moves = purse.add(lot(2, 100, "2027-05-20"));
        assert_eq!(moves.iter().map(|m| m.points).sum::<i64>(), 100);
        assert_eq!((purse.balance(), purse.debt, purse.usable(day(TODAY))), (20, 0, 20));
    }

    #[test]
    fn r_l1_spent_points_return_to_their_lots_for_at_least_14_days() {
        let mut purse = purse(&[lot(1, 100, "2026-11-25"), lot(2, 100, "2027-05-01")]);
        let holds = purse.hold(150, day(TODAY)).unwrap();
        purse.spend(150, &holds, day(TODAY));
        purse.give_back(&[(Some(1), 100), (Some(2), 50)], day(TODAY), 14);
        assert_eq!(purse.balance(), 200);
        assert_eq!(purse.lots[0].expires.as_str(), "2026-12-06");
        assert_eq!(purse.lots[1].expires.as_str(), "2027-05-01");
    }

    #[test]
    fn r_c4_lots_move_unchanged_and_a_debt_is_paid_by_the_other_cards_points() {
        let mut kept = Purse { lots: vec![lot(1, 10, "2027-01-01")], debt: 0 };
        let gone = Purse { lots: vec![lot(2, 30, "2026-12-01")], debt: 0 };
        assert!(kept.merge(gone).is_empty());
        assert_eq!(kept.lots, [lot(1, 10, "2027-01-01"), lot(2, 30, "2026-12-01")]);
        let moves = kept.merge(Purse { lots: Vec::new(), debt: 35 });
        assert_eq!(moves.iter().map(|m| m.points).sum::<i64>(), 0);
        assert_eq!((kept.balance(), kept.debt), (5, 0));
    }
}
