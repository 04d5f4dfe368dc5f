//! Loyalty, through the door a user takes. The checkout is `tests/fixtures/till`; what finance tells is written as its
//! event into the salon's own queue, so that delivering and settling are the real ones.

mod desk; // a checkout of four lines, and what finance tells
mod bill; // one bill from quote to refund (R-L1, R-L5, R-F3)
mod levels; // R-L2: once a month, whenever the computer is on
mod referral; // the first paid visit rewards, a purchase does not
mod race; // certificates, codes, points and last visits wanted at fifty desks, on both engines; each with its sabotage
mod books; // the ledgers agree, and a planted mistake is found
mod worth; // memberships that cost nothing, days of breakage, certificates ended by hand, points nobody needs
mod parting; // merged cards: bills told late, and what goes home (R-C4, R-C5)
mod search; // lists by the holder's name in any script (R-C2)
mod takeover; // a stamp card in its place and back; what is owed stays the same (R-K2)

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
