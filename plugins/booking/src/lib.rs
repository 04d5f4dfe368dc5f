//! Visits: the schedule, free times, booking, moving, states.

use pardoz_sdk::plugin;

pub mod model; // occupancy, slots, states, limits; no I/O
mod queries; // one function per file in sql/
mod book; // a branch's days as the rules see them
mod visit; // one visit, and the one way to write it
mod claim; // the time a visit holds
mod pages; // one function per route, widget and panel
mod services; // what the contract offers to other modules
mod events; // jobs and what other modules tell
mod import; // the year of visits from elsewhere
mod demo; // believable days

plugin! {
    query  "schedule"                => pages::schedule::show_day,
    query  "week"                    => pages::week::show_week,
    query  "appointment-list"        => pages::list::list_appointments,
    query  "slots"                   => pages::slots::list_slots,
    query  "appointment-form"        => pages::form::new_appointment,
    mutate "appointment-book"        => pages::form::book,
    mutate "appointment-hold"        => pages::form::hold,
    query  "appointment-detail"      => pages::detail::show_appointment,
    query  "appointment-move-form"   => pages::moving::move_form,
    mutate "appointment-move"        => pages::moving::move_appointment,
    mutate "appointment-resize"      => pages::moving::resize_appointment,
    mutate "appointment-state"       => pages::states::set_state,
    query  "appointment-cancel-form" => pages::states::cancel_form,
    mutate "appointment-cancel"      => pages::states::cancel,
    mutate "appointment-undo"        => pages::states::undo,
    query  "today-load"              => pages::widgets::today_load,
    query  "today-next"              => pages::widgets::today_next,
    query  "free-windows"            => pages::widgets::free_windows,
    query  "client-visits"           => pages::widgets::client_visits,
    mutate "complete"                => services::complete,
    mutate "uncomplete"              => services::uncomplete,
    mutate "client-merged"           => events::client_merged,
    mutate "client-unmerged"         => events::client_unmerged,
    mutate "arrival-prompt"          => events::prompt_arrival,
    mutate "no-show"                 => events::note_absence,
    mutate "import-visits"           => import::import_visits,
    mutate "demo"                    => demo::fill,
}
