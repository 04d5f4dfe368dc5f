//! One function per file in sql/, with the types its statement has.

pardoz_sdk::queries!();
