//! Who acts, as the host knows them. A plugin never sees a password, a session or a token.

use crate::id::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person, an API token, a client with a link, or the plugin itself in the background.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Caller {
    /// `person`, `token`, `client`, `plugin`, `anonymous` … (an open set).
    pub kind: String,
    pub person_id: Option<Id>,
    pub login: Option<String>,
    pub display_name: Option<String>,
    pub locale: Option<String>,
    pub roles: Vec<String>,
    pub branch_ids: Vec<Id>,
    /// Permission → how far it reaches.
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
        serde_json::from_str(json).unwrap_or_else(|error| {
            crate::log::error("could not read who the caller is", &[("error", &error)]);
            Self::default()
        })
    }

    pub fn scope(&self, permission: &str) -> Option<Scope> {
        self.permissions.get(permission).copied()
    }

    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }

    /// Does a right of `scope` reach things of this branch?
    pub fn reaches_branch(&self, scope: Scope, branch_id: Id) -> bool {
        scope == Scope::Salon || self.branch_ids.contains(&branch_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_s_principal_is_read_and_unknown_fields_are_no_matter() {
        let branch = "01890a5d-ac96-774b-bcce-b302099a8057";
        let json = format!(
            r#"{{"kind":"person","person_id":"{branch}","login":"lola","roles":["manager"],"branch_ids":["{branch}"],
               "permissions":{{"a.b.read":"branch"}},"since":7}}"#
        );
        let caller: Caller = serde_json::from_str(&json).unwrap();
        assert_eq!(caller.scope("a.b.read"), Some(Scope::Branch));
        assert_eq!(caller.scope("a.b.write"), None);
        assert!(caller.reaches_branch(Scope::Branch, Id::parse(branch).unwrap()));
        assert!(
            !caller.reaches_branch(Scope::Own, Id::parse("00000000-0000-7000-8000-000000000000").unwrap())
        );
    }
}
