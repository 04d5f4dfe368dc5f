//! Points, tiers, certificates, memberships, codes, referral.

pub mod model; // rules of 2.6; no I/O
