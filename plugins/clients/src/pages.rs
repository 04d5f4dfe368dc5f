//! One function per route, widget and panel; a file per noun.

pub mod card; // one client: everything known, notes, archive
pub mod duplicate; // pairs that may be one person
pub mod merge; // two cards beside each other, and back
pub mod form; // a new card, a changed card, the question "same person?"
pub mod list; // everybody, found by any part of the name or the last digits
pub mod search; // short lists for the palette and for other modules' forms
pub mod widget; // new clients of the week, for the dashboard
