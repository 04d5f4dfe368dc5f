//! Money that comes by itself: providers are played by programs of their own (tests/simulators), with their habits.

use pardoz_tests::on_both;

mod desk; // a salon that waits for a client's payment, and what its books say
mod provider; // a simulator, told what to do
mod payme; // the Merchant API, habit by habit
mod click; // the SHOP API, likewise
mod deposit; // R-B9: a deposit that the client pays from a link
mod payout; // what a provider paid out, held against our tenders and posted once
mod lists; // their lists: of one's own branches, all of them, as files
mod silent; // a provider's module that never answers

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
