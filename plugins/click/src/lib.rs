//! Click: bills are paid from the client's phone (SHOP API of Click).

use pardoz_sdk::plugin;

pub mod model; // rules without I/O
mod queries; // one function per file in sql/
mod shop; // Prepare and Complete
mod pages; // the list of attempts, and the offer at the checkout

plugin! {
    mutate "shop"             => shop::hear,
    query  "offer"            => pages::offer,
    query  "transaction-list" => pages::list,
}
