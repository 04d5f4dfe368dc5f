//! Goods and consumables: ledger, tech cards, orders, stocktaking.

pub mod model; // rules without I/O
