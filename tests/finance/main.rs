//! Money, through the door a user takes.

mod checkout; // a visit is paid and completed in one act; sums, tenders, debts
mod desk; // shifts, blind counts, two desks
mod refund; // by tender, and twice at once
mod calendar; // what repeats, what is planned, lists as files
mod profit; // what a visit, a master, an hour leaves
mod deposit; // R-B9: paid in before the visit, and what becomes of it
mod losses; // B3: what no-shows cost
mod branches; // what one branch owes another, and how it is settled

use pardoz_tests::till;

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
