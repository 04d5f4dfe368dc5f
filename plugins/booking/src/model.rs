//! Rules of domain.md 2.2 without I/O: instants are milliseconds UTC, lengths are minutes.
