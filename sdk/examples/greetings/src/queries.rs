//! One function per file in sql/, with the types of its parameters and rows.

pardoz_sdk::queries!();
