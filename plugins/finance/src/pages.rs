//! What people see and do, one file per noun.

pub mod names; // who and what, as it is called
pub mod checkout; // the form and the act
pub mod coming; // what its button takes, and what the toast says came
pub mod panel; // the checkout inside a visit's drawer
pub mod deposits; // money for a visit to come, and what waits to go back
pub mod advances; // paid in without a visit in mind, and the money panel of a client's card
pub mod pay; // asking for a deposit from afar, and the page its link leads to
pub mod bills; // bills, one bill
pub mod refunds; // later money of a bill
pub mod shifts; // desks, the blind count, X and Z
pub mod operations; // money that is no sale
pub mod suppliers; // what is owed to whom
pub mod reports; // three truths, plans, widgets
pub mod profit; // by visit, service, master and hour
pub mod losses; // B3: no-shows and late cancellations
pub mod settlement; // R-M2: a branch pays another
pub mod payouts; // a provider's register against our tenders, posted once
pub mod registers; // … read from its file
pub mod calendar; // planned in and out by day, recurring costs
