//! What people see and do, one file per noun.

pub mod board; // a day drawn: lanes, cards, free windows
pub mod schedule; // the day
pub mod week; // seven days
pub mod list; // the same in order of time
pub mod slots; // free times
pub mod plan; // services, masters and a start become lines
pub mod form; // book and hold
pub mod detail; // one visit
pub mod moving; // another time, another master, another length
pub mod states; // arrived … completed, cancelled, undone
pub mod widgets; // the dashboard, and a client's card
