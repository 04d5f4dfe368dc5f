//! R-I7: a stocktake posts differences. It never overwrites, so sales that happen meanwhile stay as they are.

/// One line: what was counted, and what the book said at that very moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub counted_milli: i64,
    pub book_milli: i64,
}

impl Counted {
    /// What approval posts, whenever it comes.
    pub fn difference(self) -> i64 {
        self.counted_milli - self.book_milli
    }
}

/// A document of an earlier moment, written after the count: the book the count was held against was wrong.
pub fn needs_recount(document_at: i64, counted_at: i64) -> bool {
    document_at < counted_at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_i7_the_worked_day() {
        // Book 25 at 09:00; sale 1 at 09:30; counted 22 at 10:00; sale 3 at 10:30; approved 11:00.
        let mut book = 25;
        book -= 1;
        let line = Counted { counted_milli: 22, book_milli: book };
        book -= 3;
        assert_eq!(line.difference(), -2);
        assert_eq!(book + line.difference(), 19);
    }

    #[test]
    fn r_i7_a_backdated_document_asks_for_a_recount() {
        assert!(needs_recount(9, 10));
        assert!(!needs_recount(10, 10));
        assert!(!needs_recount(11, 10));
    }
}
