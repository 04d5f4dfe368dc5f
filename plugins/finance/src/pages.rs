//! What people see and do, one file per noun.

pub mod names; // who and what, as it is called
pub mod checkout; // the form and the act
pub mod panel; // the checkout inside a visit's drawer
pub mod bills; // bills, one bill
