//! Stock, through the door a user takes.
