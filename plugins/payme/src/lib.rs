//! Payme: bills are paid from the client's phone (Merchant API of Payme Business).

use pardoz_sdk::plugin;

pub mod model; // rules without I/O
mod queries; // one function per file in sql/
mod bill; // what finance says of a bill
mod key; // who is Payme
mod fiscal; // receipts that Payme issued
mod merchant; // the methods Payme calls
mod hook; // who calls, and in what envelope
mod pages; // the list of transactions, and the offer at the checkout

plugin! {
    mutate "merchant"         => hook::merchant,
    query  "offer"            => pages::offer,
    query  "transaction-list" => pages::list,
}
