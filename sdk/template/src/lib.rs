//! Notes for the whole salon.

use pardoz_sdk::plugin;

mod model; // rules, no I/O
mod pages; // one function per route
mod queries; // one function per file in sql/

plugin! {
    query  "note-list"   => pages::list_notes,
    mutate "note-create" => pages::create_note,
}
