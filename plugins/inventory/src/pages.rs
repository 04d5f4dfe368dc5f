//! One function per route, widget and panel; one file a noun.

pub mod card; // tech cards
pub mod document; // what was posted, and its counter-document
pub mod item; // an item: card, form, search
pub mod order; // purchase orders (R-I6)
pub mod panel; // a visit's materials, in the appointment's drawer (R-I2)
pub mod receive; // what came on an order
pub mod sheet; // receipt, write-off, transfer, return, production
pub mod stock; // the list
pub mod stocktake; // counting while sales go on (R-I7)
pub mod store; // stores, categories, suppliers
pub mod widget; // the dashboard, a master's own materials
