//! Somebody new with a role: an account made as an owner makes it, a token made as an operator makes it.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value as Json, json};

use crate::person::Person;
use crate::salon::{PASSWORD, Salon};

/// The roles a person of a salon can have (security.md 4.3).
pub const ROLES: [&str; 7] =
    ["owner", "manager", "receptionist", "master", "accountant", "stock-keeper", "marketer"];

/// An account and its bearer token.
#[derive(Clone)]
pub struct Somebody {
    pub account_id: String,
    pub login: String,
    pub role: String,
    pub person: Person,
}

impl Salon {
    /// Somebody new with this role in these branches; none = all of them.
    pub async fn somebody(&self, role: &str, branch_ids: &[&str]) -> Somebody {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let login = format!("{role}-{}", NUMBER.fetch_add(1, Ordering::SeqCst));
        let made =
            self.owner().post("/admin/people", account(&login, &login, role, branch_ids)).await.refused(201);
        let account_id = made["person_id"].as_str().expect("an id").to_owned();
        let person = Person::new(&self.base, &self.token_of(&login).await);
        Somebody { account_id, login, role: role.to_owned(), person }
    }

    /// A new token of this person.
    pub async fn token_of(&self, login: &str) -> String {
        let output = self.run(&["token", "create", "--login", login, "--name", "tests"]).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8_lossy(&output.stdout);
        said.split_whitespace().last().expect("a token").to_owned()
    }
}

/// The form of a person's account, filled in.
pub fn account(login: &str, name: &str, role: &str, branch_ids: &[&str]) -> Json {
    json!({
        "login": login, "display_name": name, "password": PASSWORD, "role": [role],
        "branch_id": branch_ids, "locale": "en",
    })
}
