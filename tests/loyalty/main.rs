//! Loyalty, through the door a user takes. The checkout is `tests/fixtures/till`; what finance tells is written as its
//! event into the salon's own queue, so that delivering and settling are the real ones.

mod desk; // a checkout of four lines, and what finance tells
mod bill; // one bill from quote to refund (R-L1, R-L5, R-F3)
mod race; // one certificate at two desks, one code at fifty, on both engines; each with its sabotage
mod books; // the ledgers agree, and a planted mistake is found
mod takeover; // a stamp card in its place and back; what is owed stays the same (R-K2)

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
