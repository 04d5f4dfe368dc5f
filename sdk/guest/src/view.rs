//! What a handler shows: any type with `#[derive(View)]`, for a template and as JSON alike.

use crate::error::{Error, Result};
use crate::id::Id;
use crate::time::Day;
use serde::Serialize;
pub use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Data that a page, a widget, a panel or an API caller is given. Derive it: the fields keep their names.
///
/// On a struct: `#[view(skip)]` leaves a field out, `#[view(flatten)]` lifts the fields of a nested view up,
/// `#[view(rename = "…")]`. An enum without data is its name in `snake_case`; one with data is an object with its
/// fields and `kind`.
pub trait View: Serialize {}

impl<V: View + ?Sized> View for &V {}
impl<V: View> View for Vec<V> {}
impl<V: View> View for [V] {}
impl<V: View> View for Option<V> {}
impl<V: View> View for Box<V> {}
impl<V: View> View for BTreeMap<String, V> {}
impl View for Json {}
impl View for String {}
impl View for str {}
impl View for bool {}
impl View for i64 {}
impl View for f64 {}
impl View for Id {}
impl View for Day {}

pub(crate) fn to_json(value: &(impl Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::internal(format!("could not write a view as JSON: {error}")))
}

/// Collects the fields of a view whose parts are flattened. The derive uses it; nobody else needs to.
#[doc(hidden)]
pub struct Fields<M: serde::ser::SerializeMap>(pub M);

impl<M: serde::ser::SerializeMap> Fields<M> {
    /// Adds every field of `part`, which must be a JSON object.
    pub fn flatten(&mut self, part: &impl Serialize) -> Result<(), M::Error> {
        use serde::ser::Error as _;
        match serde_json::to_value(part).map_err(M::Error::custom)? {
            Json::Object(fields) => {
                fields.iter().try_for_each(|(name, value)| self.0.serialize_entry(name, value))
            }
            Json::Null => Ok(()),
            _ => Err(M::Error::custom("only a struct can be flattened into a view")),
        }
    }
}
