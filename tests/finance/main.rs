//! Money, through the door a user takes.

use pardoz_tests::on_both;

mod checkout; // a visit is paid and completed in one act; sums, tenders, debts
mod desk; // shifts, blind counts, two desks
mod refund; // by tender, and twice at once
mod calendar; // what repeats, what is planned, lists as files
mod profit; // what a visit, a master, an hour leaves
mod advance; // paid in without a visit in mind; lists of money name the client
mod deposit; // R-B9: paid in before the visit, and what becomes of it
mod moved; // R-B10: in time, late, waived, the third time
mod names; // what was sold, in the reader's language
mod losses; // B3: what no-shows cost
mod terminal; // a terminal's register: bills, tips, deposits; three thousand in one payout
mod shop; // work, cream, certificates, memberships on sale
mod debt; // a sale on debt: goods go with it, points come with the money
mod between; // bills nobody pays; the books against the other modules
mod given_up; // a sold certificate or membership goes back for what is left of it
mod term; // freezing, PINs, and what nobody used by its last day
mod later; // R-K3: goods of visits and sales while the stock module is off or broken
mod parting; // two cards become one, and two again
mod suppliers; // what is owed to whom, since when
mod stuck; // the right desk, bills that can be ended, branches put away
mod files; // lists as files, every row of them
mod goods; // found by name, code or barcode at the till; as many as there are
mod typed; // what a person types at the desk: slips are named, nothing is lost
mod random; // a random day of two branches, then all of it undone
mod branches; // what one branch owes another, and how it is settled

use pardoz_tests::till;

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
