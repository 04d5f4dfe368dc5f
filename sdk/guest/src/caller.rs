//! Who acts, as the host knows them. A plugin never sees a password, a session or a token.

use crate::id::Id;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

/// A person, an API token, a client with a link, or the plugin itself in the background.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Caller {
    /// `person`, `token`, `client` or `plugin` (an open set).
    pub kind: String,
    /// `None` for clients and in the background.
    #[serde(deserialize_with = "filled")]
    pub person_id: Option<Id>,
    #[serde(deserialize_with = "filled")]
    pub login: Option<String>,
    #[serde(deserialize_with = "filled")]
    pub display_name: Option<String>,
    #[serde(deserialize_with = "filled")]
    pub locale: Option<String>,
    pub roles: Vec<String>,
    /// Where the person works; empty if that is everywhere ([`Caller::works_everywhere`]).
    #[serde(skip)]
    pub branch_ids: Vec<Id>,
    #[serde(rename = "branch_ids")]
    branches: Option<Vec<Id>>,
    /// Permission → how far it reaches. Ask [`Caller::scope`] instead: it knows who needs no permission.
    pub permissions: BTreeMap<String, Scope>,
}

/// How far a permission reaches: the caller's own things, their branches, or the salon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Own,
    Branch,
    Salon,
}

impl Caller {
    /// An unreadable answer gives a caller without rights: the safe side, and the log says so.
    pub(crate) fn read(json: &str) -> Self {
        Self::parse(json).unwrap_or_else(|error| {
            crate::log::error("could not read who the caller is", &[("error", &error)]);
            Self { branches: Some(Vec::new()), ..Self::default() }
        })
    }

    fn parse(json: &str) -> serde_json::Result<Self> {
        let mut caller: Self = serde_json::from_str(json)?;
        caller.branch_ids = caller.branches.clone().unwrap_or_default();
        Ok(caller)
    }

    /// How far `permission` reaches, if the caller has it. In the background a plugin may everything. Who works in
    /// every branch has no use for the difference between a branch and the salon, so they have [`Scope::Salon`].
    pub fn scope(&self, permission: &str) -> Option<Scope> {
        if self.kind == "plugin" {
            return Some(Scope::Salon);
        }
        match self.permissions.get(permission).copied() {
            Some(Scope::Branch) if self.works_everywhere() => Some(Scope::Salon),
            scope => scope,
        }
    }

    pub fn works_everywhere(&self) -> bool {
        self.branches.is_none()
    }

    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }

    /// Does a right of `scope` reach things of this branch?
    pub fn reaches_branch(&self, scope: Scope, branch_id: Id) -> bool {
        match scope {
            Scope::Salon => true,
            Scope::Branch => self.works_everywhere() || self.branch_ids.contains(&branch_id),
            Scope::Own => false,
        }
    }
}

/// The host writes "" for what a caller has not.
fn filled<'de, D: Deserializer<'de>, T: FromStr>(from: D) -> Result<Option<T>, D::Error> {
    let text = Option::<String>::deserialize(from)?.filter(|text| !text.is_empty());
    let read = |text: String| text.parse().map_err(|_| D::Error::custom("expected an id"));
    text.map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRANCH: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn person(branches: &str) -> Caller {
        let json = format!(
            r#"{{"kind":"person","person_id":"{BRANCH}","login":"lola","display_name":"","roles":["manager"],
               "branch_ids":{branches},"permissions":{{"a.b.read":"branch","a.b.write":"own"}},"since":7}}"#
        );
        Caller::parse(&json).unwrap()
    }

    #[test]
    fn the_host_s_principal_is_read_and_unknown_fields_are_no_matter() {
        let caller = person(&format!(r#"["{BRANCH}"]"#));
        assert_eq!(caller.person_id, Id::parse(BRANCH).ok());
        assert_eq!((caller.login.as_deref(), caller.display_name), (Some("lola"), None));
        assert_eq!(caller.branch_ids, [Id::parse(BRANCH).unwrap()]);
    }

    #[test]
    fn a_right_reaches_as_far_as_it_says() {
        let (here, elsewhere) =
            (Id::parse(BRANCH).unwrap(), "00000000-0000-7000-8000-000000000000".parse().unwrap());
        let caller = person(&format!(r#"["{BRANCH}"]"#));
        assert_eq!(caller.scope("a.b.read"), Some(Scope::Branch));
        assert_eq!(caller.scope("a.b.delete"), None);
        assert!(
            caller.reaches_branch(Scope::Branch, here) && !caller.reaches_branch(Scope::Branch, elsewhere)
        );
        assert!(!caller.reaches_branch(Scope::Own, here));
        let everywhere = person("null");
        assert_eq!(everywhere.scope("a.b.read"), Some(Scope::Salon));
        assert_eq!(everywhere.scope("a.b.write"), Some(Scope::Own));
    }

    #[test]
    fn in_the_background_there_is_no_person_and_no_limit() {
        let json = r#"{"kind":"plugin","person_id":"","login":"clients","display_name":"clients","locale":"uz",
                       "roles":[],"branch_ids":null,"permissions":{}}"#;
        let caller = Caller::parse(json).unwrap();
        assert_eq!(caller.person_id, None);
        assert_eq!(caller.scope("anything"), Some(Scope::Salon));
    }
}
