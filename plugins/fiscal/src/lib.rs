//! Fiscal receipts: the sale commits first, its receipt is queued under the bill's key and sent until it is issued.

use pardoz_sdk::plugin;

pub mod model; // rules without I/O
mod queries; // one function per file in sql/
mod codes; // the tax code and the name of what was sold
mod queue; // once per kind and source
mod events; // what finance tells of bills
mod advances; // what it tells of money for what is to come
mod send; // one step of one receipt, and what the provider answered
mod pages; // one function per route, widget and panel

plugin! {
    query  "receipt-list"  => pages::receipts::list,
    mutate "receipt-send"  => pages::receipts::send,
    query  "code-list"     => pages::codes::list,
    mutate "code-save"     => pages::codes::save,
    mutate "code-delete"   => pages::codes::delete,
    query  "bill-receipt"  => pages::panel::bill,
    query  "paper-receipt" => pages::panel::bill,
    query  "receipts"      => pages::receipts::widget,
    query  "issues"        => send::issues,
    mutate "bill-paid"     => events::paid,
    mutate "bill-repaid"   => events::repaid,
    mutate "bill-refunded" => events::refunded,
    mutate "bill-voided"   => events::voided,
    mutate "deposit-moved" => advances::moved,
    mutate "receipt-try"   => send::again,
    mutate "receipts-left" => send::left,
    mutate "answered"      => send::answered,
}
