//! Stock, through the door a user takes. What finance tells is written as its event into the salon's own queue, so that
//! delivering and settling are the real ones; the checkout's questions come from `tests/fixtures/counter`.

mod shelf; // a salon with goods on its shelf
mod ledger; // documents, costs, counter-documents, alerts, orders (A22, A23, R-I3, R-I5, R-I6)
mod visit; // tech cards: written off, put back, at the same cost (A14, B19, R-I2)
mod books; // what the ledger of money is told: debts trued up, goods that change branch (R-F1, R-I3)
mod taken_back; // receipts taken back after use: the payable and the costs (R-I3)
mod expired; // goods past their day are on the shelf, and no stock (R-I4, R-I5)
mod long_lists; // more items, lines and documents than one call or page takes
mod consent; // a transfer has two sides (domain 2.11)
mod count; // counting while sales go on (B20, R-I7)
mod race; // the last piece at two desks, on both engines, with its sabotage

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
