//! Birthday greetings: who has a birthday soon, and one greeting per client and year.

use pardoz_sdk::plugin;

mod events; // what happens without a person: the morning job, merged clients
mod model; // dates, no I/O
mod pages; // one function per route, widget and panel
mod queries; // one function per file in sql/, generated types

plugin! {
    query  "birthday-list"    => pages::list_birthdays,
    query  "today"            => pages::today,
    query  "client-greetings" => pages::client_greetings,
    mutate "greeting-send"    => pages::send_greeting,
    mutate "client-merged"    => events::client_merged,
    mutate "morning"          => events::morning,
}
