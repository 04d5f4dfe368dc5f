//! Loyalty, through the door a user takes.
