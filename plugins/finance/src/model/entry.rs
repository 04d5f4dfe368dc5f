//! Double entry (R-F1): an entry is one thing that happened, its lines sum to 0. Debit is positive.

use pardoz_sdk::prelude::*;

/// Who is on the other side of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterparty {
    /// client staff supplier branch person
    pub kind: &'static str,
    pub id: Id,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub account: String,
    /// Debit above zero, credit below.
    pub amount_minor: i64,
    pub category: Option<String>,
    pub counterparty: Option<Counterparty>,
    pub shift_id: Option<Id>,
    /// Another branch than the entry's own (R-M2).
    pub branch_id: Option<Id>,
    /// Another month than the entry's own (R-F1): a visit's, paid for in the next one.
    pub period: Option<String>,
}

/// Lines under construction; amounts of 0 are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(pub Vec<Line>);

impl Lines {
    pub fn add(&mut self, account: impl Into<String>, amount_minor: i64) -> &mut Self {
        if amount_minor != 0 {
            self.0.push(Line::of(account, amount_minor));
        }
        self
    }

    /// A whole line; one of 0 is left out.
    pub fn push(&mut self, line: Line) -> &mut Self {
        if line.amount_minor != 0 {
            self.0.push(line);
        }
        self
    }

    /// What the lines sum to; 0 or they are no entry.
    pub fn sum(&self) -> i128 {
        self.0.iter().map(|line| i128::from(line.amount_minor)).sum()
    }

    pub fn is_balanced(&self) -> bool {
        self.sum() == 0
    }
}

impl Line {
    pub fn of(account: impl Into<String>, amount_minor: i64) -> Self {
        Self {
            account: account.into(),
            amount_minor,
            category: None,
            counterparty: None,
            shift_id: None,
            branch_id: None,
            period: None,
        }
    }

    pub fn category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    pub fn with(mut self, kind: &'static str, id: Option<Id>) -> Self {
        self.counterparty = id.map(|id| Counterparty { kind, id });
        self
    }

    pub fn shift(mut self, shift_id: Option<Id>) -> Self {
        self.shift_id = shift_id;
        self
    }

    pub fn branch(mut self, branch_id: Id) -> Self {
        self.branch_id = Some(branch_id);
        self
    }
}
