//! Points, tiers, certificates, memberships, codes, referral.

use pardoz_sdk::plugin;

pub mod model; // rules of 2.6; no I/O
mod queries; // one function per file in sql/
mod words; // names in three languages, sums as owners type them
mod points; // a client's lots, read and written with their ledger
mod certificates; // certificates, and what is owed
mod memberships; // memberships, their visits and freezes
mod desk; // a bill with everything the rules need
mod services; // what the checkout asks
mod settle; // a bill was paid
mod refunds; // a bill was given back
mod referrals; // recommendations
mod events; // merged cards, absences
mod jobs; // the night's work

plugin! {
    query  "quote"          => services::quote,
    mutate "reserve"        => services::reserve,
    mutate "release"        => services::release,
    query  "offers"         => services::offers,
    mutate "bill-paid"      => settle::bill_paid,
    mutate "bill-voided"    => settle::bill_voided,
    mutate "bill-refunded"  => refunds::bill_refunded,
    mutate "client-merged"  => events::client_merged,
    mutate "no-show"        => events::no_show,
    mutate "came-after-all" => events::came_after_all,
    mutate "nightly"        => jobs::nightly,
    mutate "nightly-more"   => jobs::nightly_more,
    mutate "levels"         => jobs::levels,
    mutate "birthday"       => jobs::birthdays,
    mutate "birthday-more"  => jobs::birthday_more,
}
