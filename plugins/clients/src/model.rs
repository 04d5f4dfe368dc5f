//! Rules about people, without I/O: who is this, how is she reached, is it the same person.
//!
//! Each file is one subject of domain.md: phones (R-C1), names (R-C2), sameness (R-C3).

pub mod birth; // days of birth: what is written, what is believable, how old
pub mod card; // what may stand on a card, and what a written line says about a person
pub mod import; // a row of somebody's list, understood
pub mod merge; // R-C4, R-C5: what becomes of two cards
pub mod name; // R-C2: names in any script and spelling
pub mod phone; // R-C1: phone numbers in any spelling
pub mod sameness; // R-C3: how likely two cards are one person
