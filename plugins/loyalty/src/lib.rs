//! Points, tiers, certificates, memberships, codes, referral.
