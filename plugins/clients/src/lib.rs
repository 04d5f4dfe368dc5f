//! The one client base: cards, contacts, search, duplicates, import. Names to functions, nothing else.

use pardoz_sdk::plugin;

mod circle; // who may see whose card
mod cards; // reading and writing cards, as forms, services and imports all do
mod merging; // two cards become one, and two again
mod finding; // who is meant by a few letters
mod demo; // believable people
mod import; // lists of other programs
pub mod model; // phones, names, sameness: no I/O
mod pages; // one function per route, widget and panel
mod queries; // one function per file in sql/, generated types
mod services; // what the contract offers to other modules

plugin! {
    query "client-list" => pages::list::list_clients,
    query "client-detail" => pages::card::client_detail,
    query "client-form" => pages::form::new_client,
    query "client-edit" => pages::form::edit_client,
    mutate "client-create" => pages::form::create_client,
    mutate "client-update" => pages::form::update_client,
    mutate "client-archive" => pages::card::archive_client,
    mutate "client-restore" => pages::card::restore_client,
    mutate "note-create" => pages::card::create_note,
    mutate "note-delete" => pages::card::delete_note,
    query "client-search" => pages::search::search_clients,
    query "palette-search" => pages::search::palette_items,
    query "search" => pages::search::found,
    query "client-similar" => pages::search::similar_clients,
    query "duplicate-list" => pages::duplicate::list_duplicates,
    query "client-duplicates" => pages::duplicate::duplicates_of_client,
    mutate "duplicate-dismiss" => pages::duplicate::dismiss_duplicate,
    query "client-merge-form" => pages::merge::merge_form,
    mutate "client-merge" => pages::merge::merge,
    mutate "client-unmerge" => pages::merge::unmerge,
    query "new-clients" => pages::widget::new_clients,
    mutate "find-or-create" => services::find_or_create,
    mutate "import-clients" => import::import_clients,
    mutate "demo" => demo::fill,
}
