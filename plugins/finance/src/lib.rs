//! Money: checkout, desks and shifts, ledger, reports, refunds.
