//! Money: the checkout, desks and shifts, the books, refunds, reports, budgets.

use pardoz_sdk::plugin;

pub mod model; // rules without I/O, with their worked numbers
mod queries; // one function per file in sql/
mod branch; // where money moves, and whose rights reach it
mod book; // the one way into the books
mod desk; // desks and their open shifts
mod bill; // one bill, and money that comes to it
mod told; // what others are told of it
mod sold; // what loyalty says is left of a sold certificate or membership
mod deposit; // what a client paid in for a visit to come
mod advance; // what a client paid in without a visit in mind
mod ask; // R-B9: a deposit paid from a client's own phone
mod giving_up; // R-B9: what a cancelled visit does to it
mod moved; // R-B10: what a late move does to it
mod parting; // R-C4, R-C5: cards that become one, and two again
mod refund; // money goes back the way it came
mod payout; // a provider's register against the books, and its posting
mod online; // money that comes by itself: Payme, Click
mod checkout; // from a wish to a paid bill
mod check; // do the books balance?
mod pages; // one function per route, widget and panel
mod events; // jobs and what other modules tell
mod demo; // a believable past

plugin! {
    query  "checkout"          => pages::checkout::show,
    query  "checkout-draw"     => pages::checkout::show,
    query  "goods-find"        => pages::checkout::find,
    mutate "bill-pay"          => pages::checkout::take,
    query  "visit-checkout"    => pages::panel::visit,
    query  "bill-list"         => pages::bills::list,
    query  "bill-detail"       => pages::bills::show,
    query  "bill-receipt"      => pages::bills::show,
    mutate "bill-repay"        => pages::refunds::repay,
    query  "refund-form"       => pages::refunds::form,
    mutate "bill-refund"       => pages::refunds::give,
    mutate "bill-void"         => pages::refunds::void,
    query  "deposit-form"      => pages::deposits::form,
    mutate "deposit-take"      => pages::deposits::take,
    mutate "deposit-ask"       => pages::pay::ask,
    query  "deposit-pay"       => pages::pay::show,
    query  "deposit-list"      => pages::deposits::list,
    mutate "deposit-return"    => pages::deposits::give_back,
    query  "advance-form"      => pages::advances::take_form,
    mutate "advance-take"      => pages::advances::take,
    query  "advance-back"      => pages::advances::back_form,
    mutate "advance-return"    => pages::advances::give_back,
    query  "client-money"      => pages::advances::of_client,
    query  "shift-list"        => pages::shifts::list,
    query  "shift-detail"      => pages::shifts::show,
    mutate "desk-save"         => pages::shifts::save_desk,
    mutate "shift-open"        => pages::shifts::open,
    mutate "shift-close"       => pages::shifts::close,
    mutate "shift-reopen"      => pages::shifts::reopen,
    query  "journal"           => pages::operations::journal,
    query  "supplier-list"     => pages::suppliers::list,
    query  "operation-form"    => pages::operations::form,
    mutate "operation-post"    => pages::operations::post,
    query  "report"            => pages::reports::show,
    query  "profit"            => pages::profit::show,
    query  "losses"            => pages::losses::show,
    mutate "plan-save"         => pages::reports::save_plan,
    mutate "branch-settle"     => pages::settlement::settle,
    query  "payout-list"       => pages::payouts::list,
    mutate "payout-post"       => pages::payouts::post,
    mutate "import-payouts-payme" => pages::registers::import_payme,
    mutate "import-payouts-click" => pages::registers::import_click,
    mutate "import-payouts-uzum"  => pages::registers::import_uzum,
    mutate "import-payouts-card"  => pages::registers::import_card,
    query  "calendar"          => pages::calendar::show,
    mutate "payment-plan"      => pages::calendar::plan,
    mutate "payment-end"       => pages::calendar::end,
    mutate "payment-settle"    => pages::calendar::settle,
    query  "today-takings"     => pages::reports::today,
    query  "month-plan"        => pages::reports::plan,
    query  "liabilities"       => pages::reports::liabilities,
    mutate "complete-visit"    => events::complete_visit,
    mutate "liability-changed" => events::liability_changed,
    mutate "document-posted"   => events::document_posted,
    mutate "visit-lost"        => giving_up::lost,
    mutate "visit-restored"    => giving_up::restored,
    mutate "visit-moved"       => moved::moved,
    mutate "client-merged"     => parting::client_merged,
    mutate "client-unmerged"   => parting::client_unmerged,
    mutate "balance-check"     => events::balance_check,
    mutate "balance-again"     => check::again,
    mutate "abandoned-bills"   => online::end_abandoned,
    mutate "abandoned-bill"    => online::end_one,
    query  "owed"              => online::owed,
    mutate "take-online"       => online::take,
    mutate "return-online"     => online::give_back,
    mutate "demo"              => demo::fill,
}
