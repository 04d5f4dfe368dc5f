//! The receptionist in a real browser.
