//! Goods and consumables: ledger, tech cards, orders, stocktaking.

use pardoz_sdk::plugin;

pub mod model; // rules without I/O
mod queries; // one function per file in sql/
mod words; // names and quantities in the reader's language
mod place; // a branch, its stores, how far a right reaches
mod shelf; // items in stores as the rules see them
mod post; // a document, and the one way to write it
mod counter; // how a document is taken back
mod told; // what a document tells the books of money
mod alert; // available, critical, the draft order
mod visit; // what a visit takes
mod check; // the books' invariants
mod services; // what the contract offers to the checkout
mod find; // goods on sale, by what was typed or scanned
mod events; // what other modules tell, and the night's work
mod pages; // one function per route, widget and panel
mod import; // lists from elsewhere
mod demo; // a believable shelf

plugin! {
    query  "stock-list"       => pages::stock::list_stock,
    query  "item-search"      => pages::item::search_items,
    query  "item-form"        => pages::item::new_item,
    mutate "item-create"      => pages::item::create_item,
    query  "item-detail"      => pages::item::show_item,
    query  "item-edit"        => pages::item::edit_item,
    mutate "item-update"      => pages::item::update_item,
    mutate "item-archive"     => pages::item::archive_item,
    query  "receipt-form"     => pages::sheet::receipt_form,
    mutate "receipt-post"     => pages::sheet::post_receipt,
    query  "writeoff-form"    => pages::sheet::writeoff_form,
    mutate "writeoff-post"    => pages::sheet::post_writeoff,
    query  "transfer-form"    => pages::sheet::transfer_form,
    mutate "transfer-post"    => pages::sheet::post_transfer,
    query  "return-form"      => pages::sheet::return_form,
    mutate "return-post"      => pages::sheet::post_return,
    query  "production-form"  => pages::sheet::production_form,
    mutate "production-post"  => pages::sheet::post_production,
    query  "document-list"    => pages::document::list_documents,
    query  "document-detail"  => pages::document::show_document,
    mutate "document-reverse" => pages::document::reverse_document,
    mutate "transfer-accept"  => pages::document::accept_transfer,
    mutate "books-check"      => pages::document::check_books,
    query  "card-list"        => pages::card::list_cards,
    query  "card-form"        => pages::card::show_card,
    mutate "card-save"        => pages::card::save_card,
    query  "visit-stock"      => pages::panel::visit_stock,
    mutate "visit-save"       => pages::panel::save_visit,
    query  "order-list"       => pages::order::list_orders,
    mutate "order-critical"   => pages::order::order_critical,
    query  "order-detail"     => pages::order::show_order,
    mutate "order-save"       => pages::order::save_order,
    mutate "order-state"      => pages::order::set_state,
    query  "order-receive-form" => pages::receive::receive_form,
    mutate "order-receive"    => pages::receive::receive,
    query  "stocktake-list"   => pages::stocktake::list_stocktakes,
    mutate "stocktake-start"  => pages::stocktake::start,
    query  "stocktake"        => pages::stocktake::show,
    mutate "stocktake-count"  => pages::stocktake::count,
    mutate "stocktake-approve" => pages::stocktake::approve,
    mutate "stocktake-cancel" => pages::stocktake::cancel,
    query  "store-list"       => pages::store::list_stores,
    mutate "store-create"     => pages::store::create_store,
    mutate "category-create"  => pages::store::create_category,
    mutate "supplier-create"  => pages::store::create_supplier,
    mutate "stock-open"       => events::open_branch,
    query  "critical-stock"   => pages::widget::critical_stock,
    query  "my-stock"         => pages::widget::my_stock,
    query  "my-stock-page"    => pages::widget::my_stock,
    mutate "reserve"          => services::reserve,
    mutate "release"          => services::release,
    query  "find"             => find::find,
    mutate "visit-completed"  => events::visit_completed,
    mutate "visit-uncompleted" => events::visit_uncompleted,
    mutate "calendar-changed" => events::calendar_changed,
    mutate "bill-paid"        => events::bill_paid,
    mutate "bill-voided"      => events::bill_voided,
    mutate "bill-refunded"    => events::bill_refunded,
    mutate "stocktake-post"   => pages::stocktake::post_more,
    mutate "night"            => events::night,
    mutate "levels"           => events::levels,
    mutate "import-stock"     => import::import_stock,
    mutate "demo"             => demo::fill,
}
