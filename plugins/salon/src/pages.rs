//! One function per route and widget; a file per noun.

pub mod branch; // branches, their rooms and chairs
pub mod category; // categories of services
pub mod pattern; // the rhythm somebody works in
pub mod service; // the catalogue
pub mod shift; // who works when, a week at a time
pub mod skill; // what a master can do, how long it takes and what it costs
pub mod staff; // people who work here
pub mod time_off; // vacations, days off, holidays
pub mod widget; // who works today, for the dashboard
