//! Points, tiers, certificates, memberships, codes, referral.

use pardoz_sdk::plugin;

pub mod model; // rules of 2.6; no I/O
mod queries; // one function per file in sql/
mod words; // sums as owners type them
mod points; // a client's lots, read and written with their ledger
mod elsewhere; // points earned in one branch and spent in another
mod certificates; // certificates, and what is owed
mod memberships; // memberships, their visits and freezes
mod desk; // a bill with everything the rules need
mod services; // what the checkout asks
mod holders; // clients by any spelling of their name
mod settle; // a bill was paid
mod sold; // what a bill sold and what is left of it
mod refunds; // a bill was given back
mod referrals; // recommendations
mod events; // merged cards, absences
mod parting; // merged cards that part again
mod jobs; // the night's work
mod takeover; // from another provider of the contract
mod pages; // one function per route, widget and panel
mod demo; // believable cards, certificates and codes

plugin! {
    query  "quote"          => services::quote,
    mutate "reserve"        => services::reserve,
    mutate "release"        => services::release,
    query  "offers"         => services::offers,
    query  "sold"           => sold::left,
    mutate "take-back"      => sold::take_back,
    mutate "bill-paid"      => settle::bill_paid,
    mutate "bill-repaid"    => settle::bill_repaid,
    mutate "bill-voided"    => settle::bill_voided,
    mutate "bill-refunded"  => refunds::bill_refunded,
    mutate "client-merged"  => events::client_merged,
    mutate "client-unmerged" => parting::client_unmerged,
    mutate "no-show"        => events::no_show,
    mutate "came-after-all" => events::came_after_all,
    mutate "nightly"        => jobs::nightly,
    mutate "nightly-more"   => jobs::nightly_more,
    mutate "levels"         => jobs::levels,
    mutate "birthday"       => jobs::birthdays,
    mutate "birthday-more"  => jobs::birthday_more,
    query  "overview"            => pages::overview::show,
    query  "tier-form"           => pages::overview::tier_form,
    mutate "tier-save"           => pages::overview::save_tier,
    mutate "check"               => pages::overview::check_now,
    query  "card-list"           => pages::cards::list,
    query  "certificate-list"    => pages::certificates::list,
    query  "certificate-form"    => pages::certificates::form,
    mutate "certificate-issue"   => pages::certificates::issue,
    query  "certificate-detail"  => pages::certificates::detail,
    query  "certificate-print"   => pages::certificates::detail,
    mutate "certificate-void"    => pages::certificates::void,
    query  "membership-list"     => pages::memberships::list,
    query  "membership-form"     => pages::memberships::give_form,
    mutate "membership-give"     => pages::memberships::give,
    query  "membership-detail"   => pages::memberships::detail,
    mutate "membership-freeze"   => pages::memberships::freeze,
    mutate "membership-thaw"     => pages::memberships::thaw,
    query  "plan-list"           => pages::plans::list,
    query  "plan-form"           => pages::plans::form,
    query  "plan-edit"           => pages::plans::form,
    mutate "plan-save"           => pages::plans::save,
    mutate "plan-archive"        => pages::plans::archive,
    query  "code-list"           => pages::codes::report,
    query  "code-form"           => pages::codes::form,
    query  "code-edit"           => pages::codes::form,
    mutate "code-save"           => pages::codes::save,
    mutate "code-archive"        => pages::codes::archive,
    query  "settlements"         => pages::settlements::show,
    query  "client-points"       => pages::client::show,
    mutate "client-join"         => pages::client::join,
    mutate "points-adjust"       => pages::client::adjust,
    mutate "client-recommend"    => pages::client::recommend,
    query  "client-loyalty"      => pages::panels::client_panel,
    query  "appointment-loyalty" => pages::panels::client_panel,
    query  "bill-sold"           => pages::bill::sold,
    query  "paper-sold"          => pages::bill::sold,
    query  "outstanding"         => pages::panels::outstanding,
    mutate "import-from"         => takeover::import_from,
    mutate "demo"                => demo::fill,
}
