//! A salon to test a plugin in: the real host in the test's own process, a fresh database, a clock that stands still,
//! people with roles, and the door that a browser or a script takes. Nothing sleeps; what would happen later happens
//! when the test says [`Salon::settle`].
//!
//! ```ignore
//! #[pardoz_testing::scenario]
//! fn a_client_is_greeted_once_a_year(salon: Salon) {
//!     let olga = salon.client("Ольга Пак").born("1994-11-24");
//!     let manager = salon.signed_in("manager");
//!     manager.post("/p/greetings/greetings", json!({ "client_id": olga, "text": "С днём рождения!" })).is_done();
//!     manager.post("/p/greetings/greetings", json!({ "client_id": olga, "text": "Ещё раз!" })).refuses("client_id");
//! }
//! ```

mod salon; // Salon: opening one, and what a test may do to it
mod person; // Person: requests of somebody with a role
mod answer; // Answer: what came back, and what it must be
mod client; // Client: a client of the salon, made through the front door
mod time; // TestClock: local times of the salon
mod bundle; // plugins' folders → bundles, built once
#[allow(dead_code)]
#[path = "../../../host/tests/support/postgres.rs"]
mod postgres; // a throw-away cluster

pub use answer::Answer;
pub use client::Client;
pub use pardoz::db::DbError;
pub use pardoz_testing_macros::scenario;
pub use person::Person;
pub use salon::{Builder, Database, Salon};
pub use serde_json::{Value, json};
pub use time::TestClock;

use std::path::Path;

/// Everything a file of scenarios names.
pub mod prelude {
    pub use crate::{Answer, Client, Person, Salon, json, scenario};
}

/// Opens a salon and hands it to the scenario. What `#[scenario]` calls.
///
/// Without PostgreSQL on this machine its half is skipped, aloud.
pub fn run(database: Database, folder: &Path, plugins: &[&str], scenario: impl FnOnce(Salon)) {
    let mut builder = Salon::builder().plugins(plugins.iter().copied());
    if folder.join("plugin.toml").is_file() {
        builder = builder.plugin_folder(folder);
    }
    if let Some(salon) = builder.database(database).open() {
        scenario(salon);
    }
}
