//! Lines for whoever runs the salon's server. Never names, phones or texts of people: ids are enough.

use crate::imports::log::{Level, write};
use crate::view::to_json;
use serde::{Serialize, Serializer};
use std::fmt::Display;

/// Names and values that can be searched for.
pub type Fields<'a> = &'a [(&'a str, &'a dyn Display)];

pub fn debug(message: &str, fields: Fields<'_>) {
    line(Level::Debug, message, fields);
}

pub fn info(message: &str, fields: Fields<'_>) {
    line(Level::Info, message, fields);
}

pub fn warn(message: &str, fields: Fields<'_>) {
    line(Level::Warn, message, fields);
}

pub fn error(message: &str, fields: Fields<'_>) {
    line(Level::Error, message, fields);
}

fn line(level: Level, message: &str, fields: Fields<'_>) {
    write(level, message, &to_json(&Line(fields)).unwrap_or_else(|_| "{}".to_owned()));
}

struct Line<'a>(Fields<'a>);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value.to_string())))
    }
}

/// A panic ends the call as a trap, and a trap has no words: this gives the log the place and the message.
pub(crate) fn report_panics() {
    if cfg!(not(target_arch = "wasm32")) {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("a panic without words");
        error(message, &[("place", &place)]);
    }));
}
