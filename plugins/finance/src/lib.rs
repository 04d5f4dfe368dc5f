//! Money: the checkout, desks and shifts, the books, refunds, reports, budgets.

use pardoz_sdk::plugin;

pub mod model; // rules without I/O, with their worked numbers
mod queries; // one function per file in sql/
mod branch; // where money moves, and whose rights reach it
mod book; // the one way into the books
mod desk; // desks and their open shifts
mod bill; // one bill, and money that comes to it
mod checkout; // from a wish to a paid bill
mod pages; // one function per route, widget and panel
mod events; // jobs and what other modules tell

plugin! {
    query  "checkout"         => pages::checkout::show,
    mutate "bill-pay"         => pages::checkout::take,
    query  "visit-checkout"   => pages::panel::visit,
    query  "bill-list"        => pages::bills::list,
    query  "bill-detail"      => pages::bills::show,
    mutate "complete-visit"   => events::complete_visit,
}
