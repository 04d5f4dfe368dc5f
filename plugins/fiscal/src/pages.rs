//! One function per route, widget and panel.

pub mod receipts; // the list, "send again", the widget
pub mod panel; // the square on a bill
pub mod codes; // tax codes of what is sold
