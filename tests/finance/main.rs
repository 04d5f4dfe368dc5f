//! Money, through the door a user takes.
