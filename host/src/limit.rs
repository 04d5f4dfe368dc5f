//! Every limit, named, in one place.
