//! Rules of domain.md 2.5 without I/O. Money is tiyin, quantities are thousandths, days are business days (R-B15).

pub mod clock; // R-B15: which day an instant belongs to
pub mod tender; // what people pay with, and on which account that lands
pub mod entry; // double entry: lines that sum to 0
pub mod bill; // lines, rounding, and tenders that cover the bill exactly
pub mod posting; // a bill's money as entries (R-F1, R-F2)
pub mod deposit; // R-B9: kept, returned, billed
pub mod ask; // R-B9: a deposit that was asked for from afar
pub mod parting; // R-C5: whose an advance is when two cards part
pub mod refund; // R-F3: back by the tender used, largest remainder
pub mod shift; // R-F4: expected, counted, over or short
pub mod budget; // R-F5: pace and projection
pub mod losses; // B3: what absences cost, less what was got back
pub mod profit; // what a visit, a master, an hour leaves
pub mod register; // cells of a provider's register
pub mod payout; // a provider's register against our own sums
pub mod calendar; // when a rule falls due, and what is left each evening
