//! One function per file in `sql/`.

pardoz_sdk::queries!();
