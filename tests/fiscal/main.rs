//! Fiscal receipts, through the door a user takes, against a provider with bad habits.

#[path = "../simulators/ofd.rs"]
#[allow(dead_code)] // It can do more than one scenario needs.
mod ofd; // Click's fiscal desk
mod shop; // a salon that sends receipts, and what it is checked by
mod once; // exactly one receipt a sale, whatever the provider does
mod money; // each receipt over the money it is of: advances, fees, debts, and what goes back
mod waits; // for a code, for a person, for the sale a return belongs to

use pardoz_tests::till;
