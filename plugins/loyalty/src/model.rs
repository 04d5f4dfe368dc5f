//! Rules of domain.md 2.6 without I/O. Points are whole so'm, money is tiyin, days are business days (R-B15).

pub mod purse; // R-L1: lots, holds, debt; every way points move
pub mod tier; // R-L2: levels by money paid in a year
pub mod code; // R-L5: who may use a promo code, and what it takes off
pub mod quote; // R-L5: the order of application, for one bill
pub mod refund; // R-F3, R-L1: what goes back, in shares that add up
pub mod pass; // R-L4: memberships: value of a visit, freezing, refunds
pub mod referral; // who is rewarded for whom
pub mod birthday; // R-N6: the day of a gift
pub mod gain; // B21: what a code brought beyond the usual
pub mod settlement; // R-M2: what branches owe each other
pub mod card; // codes of cards and certificates
pub mod clock; // R-B15: business days
