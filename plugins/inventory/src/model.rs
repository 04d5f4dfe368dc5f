//! Rules without I/O. Quantities are thousandths of the base unit (milli), money is tiyin.

pub mod count; // R-I7: what a stocktake posts
pub mod expiry; // until when something may be used
pub mod opening; // PAO: what is open first, and what is opened for a use
pub mod layer; // R-I3: what an issue costs, what a receipt repairs
pub mod need; // R-I4 and R-I5: available, runs out on, what to order
pub mod order; // R-I6: states, over-receipt, landed costs
pub mod overuse; // R-I2: norm and actual
pub mod quantity; // R-I1: units and packages
pub mod sheet; // lists from elsewhere
