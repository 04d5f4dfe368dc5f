//! Half-open stretches of time.

/// Milliseconds in a minute.
pub const MINUTE: i64 = 60_000;

/// `[start, end)` in milliseconds UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    pub start: i64,
    pub end: i64,
}

impl Interval {
    pub fn new(start: i64, end: i64) -> Self {
        Self { start, end }
    }

    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub fn minutes(self) -> i64 {
        (self.end - self.start).max(0) / MINUTE
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn clipped(self, to: Self) -> Self {
        Self::new(self.start.max(to.start), self.end.min(to.end))
    }
}

/// Sorted, without empty ones, touching ones joined.
pub fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|i| !i.is_empty());
    intervals.sort_unstable();
    let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match joined.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => joined.push(next),
        }
    }
    joined
}

/// What is left of `whole` once everything in `taken` is cut out.
pub fn without(whole: Interval, taken: &[Interval]) -> Vec<Interval> {
    let mut left = Vec::new();
    let mut from = whole.start;
    for cut in merged(taken.to_vec()) {
        if cut.end <= from {
            continue;
        }
        if cut.start >= whole.end {
            break;
        }
        if cut.start > from {
            left.push(Interval::new(from, cut.start));
        }
        from = cut.end;
    }
    if from < whole.end {
        left.push(Interval::new(from, whole.end));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(pairs: &[(i64, i64)]) -> Vec<Interval> {
        pairs.iter().map(|(start, end)| Interval::new(*start, *end)).collect()
    }

    #[test]
    fn touching_stretches_are_one() {
        assert_eq!(merged(list(&[(5, 9), (1, 3), (3, 5), (20, 20), (30, 31)])), list(&[(1, 9), (30, 31)]));
    }

    #[test]
    fn what_is_left_has_no_crumbs() {
        let whole = Interval::new(0, 100);
        assert_eq!(
            without(whole, &list(&[(-5, 10), (20, 30), (25, 40), (90, 120)])),
            list(&[(10, 20), (40, 90)])
        );
        assert_eq!(without(whole, &[]), list(&[(0, 100)]));
        assert_eq!(without(whole, &list(&[(0, 100)])), []);
    }
}
