//! The checkout: what is sold, what it comes to, and taking the money.

pub mod wish; // what the form says
pub mod goods; // what can be put on it
pub mod draft; // lines, discounts and what is to pay
pub mod quote; // what the loyalty module says of it
pub mod pay; // the one act: bill, money, visit
