//! Tables and exchange views the statements may name.
