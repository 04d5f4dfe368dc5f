//! A client of the salon, made through the front door of whoever provides clients.

use crate::salon::Salon;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A client; in JSON it is its id.
#[derive(Clone)]
pub struct Client {
    salon: Salon,
    id: String,
    /// What the card says: a change sends the whole card, as the form does.
    card: Map<String, Value>,
}

impl Client {
    /// `name` is first and last name, the last word being the latter.
    #[track_caller]
    pub(crate) fn create(salon: &Salon, name: &str) -> Self {
        let (first, last) = name.rsplit_once(' ').unwrap_or((name, ""));
        let mut card = Map::new();
        card.insert("first_name".to_owned(), first.into());
        card.insert("last_name".to_owned(), last.into());
        let made = salon.owner().post("/p/clients/clients", &card).is_created();
        let id = made["client_id"].as_str().unwrap_or_else(|| panic!("no client_id in {made}")).to_owned();
        Self { salon: salon.clone(), id, card }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// Their birthday is `day`, `YYYY-MM-DD`.
    #[track_caller]
    pub fn born(self, day: &str) -> Self {
        self.with("birth_date", day)
    }

    #[track_caller]
    pub fn phone(self, phone: &str) -> Self {
        self.with("phone", phone)
    }

    /// Any field of the card's form.
    #[track_caller]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.card.insert(field.to_owned(), value.into());
        self.salon.owner().post(&format!("/p/clients/clients/{}", self.id), &self.card).is_done();
        self
    }
}

impl Serialize for Client {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.id)
    }
}
