//! Goods and consumables: ledger, tech cards, orders, stocktaking.
