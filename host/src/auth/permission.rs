//! Roles and what each may do: what manifests propose, changed by the owner. Absent = not allowed.

use std::collections::BTreeMap;

use crate::clock::Millis;
use crate::db::{DbError, Tx};

use super::Scope;

/// The roles a person of the salon can have (security.md 4.3).
pub const ROLES: [&str; 7] =
    ["owner", "manager", "receptionist", "master", "accountant", "stock-keeper", "marketer"];

/// Relation that changes with the owner's table.
pub const RELATION: &str = "host_role_permission";

/// The host's own permissions: id, text key, roles that have it by default.
pub const HOST: [(&str, &str, &[&str]); 5] = [
    ("host.module.manage", "host-permission-module-manage", &["owner"]),
    ("host.people.manage", "host-permission-people-manage", &["owner"]),
    ("host.setting.write", "host-permission-setting-write", &["owner", "manager"]),
    ("host.import.run", "host-permission-import-run", &["owner", "manager"]),
    ("host.token.create", "host-permission-token-create", &["owner", "manager"]),
];

/// One line of what a manifest proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub permission: String,
    pub role: String,
    pub scope: Scope,
}

/// Role → permission → how far it reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PermissionTable {
    by_role: BTreeMap<String, BTreeMap<String, Scope>>,
}

impl PermissionTable {
    /// The host's permissions and `proposals`, with the owner's changes on top. A change for a
    /// permission nobody proposes any more (its module is off) waits and does nothing.
    pub fn new(proposals: impl IntoIterator<Item = Proposal>, changes: &[Change]) -> Self {
        let mut by_role: BTreeMap<String, BTreeMap<String, Scope>> = BTreeMap::new();
        let mut known = std::collections::BTreeSet::new();
        for (permission, _, roles) in HOST {
            known.insert(permission.to_owned());
            for role in roles {
                by_role.entry((*role).to_owned()).or_default().insert(permission.to_owned(), Scope::Salon);
            }
        }
        for Proposal { permission, role, scope } in proposals {
            known.insert(permission.clone());
            by_role.entry(role).or_default().insert(permission, scope);
        }
        for change in changes.iter().filter(|change| known.contains(&change.permission)) {
            let of_role = by_role.entry(change.role.clone()).or_default();
            match change.scope {
                Some(scope) => of_role.insert(change.permission.clone(), scope),
                None => of_role.remove(&change.permission),
            };
        }
        Self { by_role }
    }

    /// What `roles` may do together; of two scopes the wider one counts.
    pub fn permissions_of(&self, roles: &[String]) -> BTreeMap<String, Scope> {
        let mut all: BTreeMap<String, Scope> = BTreeMap::new();
        for (permission, scope) in roles.iter().filter_map(|role| self.by_role.get(role)).flatten() {
            let entry = all.entry(permission.clone()).or_insert(*scope);
            *entry = (*entry).max(*scope);
        }
        all
    }

    pub fn scope(&self, role: &str, permission: &str) -> Option<Scope> {
        self.by_role.get(role)?.get(permission).copied()
    }
}

/// One change of the owner; `scope` absent = taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub role: String,
    pub permission: String,
    pub scope: Option<Scope>,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Branch => "branch",
            Self::Salon => "salon",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Own, Self::Branch, Self::Salon].into_iter().find(|scope| scope.as_str() == text)
    }
}

pub fn changes(tx: &mut Tx) -> Result<Vec<Change>, DbError> {
    let rows =
        tx.query("select role, permission, scope from host_role_permission order by role, permission", &[])?;
    let change = |row: &crate::db::Row| Change {
        role: row.text(0).to_owned(),
        permission: row.text(1).to_owned(),
        scope: Scope::parse(row.text(2)),
    };
    Ok(rows.iter().map(change).collect())
}

/// Writes one change. Sessions need not end: rights are read anew at every request.
pub fn change(tx: &mut Tx, change: &Change, now: Millis) -> Result<(), DbError> {
    tx.execute(
        "insert into host_role_permission (role, permission, scope, updated_at) values ($1, $2, $3, $4)
         on conflict (role, permission) do update set scope = excluded.scope, updated_at = excluded.updated_at",
        &[
            (&change.role).into(),
            (&change.permission).into(),
            change.scope.map_or("none", Scope::as_str).into(),
            now.into(),
        ],
    )?;
    tx.touch(RELATION);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(changes: &[Change]) -> PermissionTable {
        let proposal = |role: &str, scope| Proposal {
            permission: "booking.appointment.read".into(),
            role: role.into(),
            scope,
        };
        PermissionTable::new(
            [proposal("receptionist", Scope::Branch), proposal("master", Scope::Own)],
            changes,
        )
    }

    fn of(table: &PermissionTable, roles: &[&str]) -> Option<Scope> {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        table.permissions_of(&roles).get("booking.appointment.read").copied()
    }

    fn change(role: &str, permission: &str, scope: Option<Scope>) -> Change {
        Change { role: role.into(), permission: permission.into(), scope }
    }

    #[test]
    fn what_nobody_granted_is_not_allowed() {
        assert_eq!(of(&table(&[]), &["accountant"]), None);
        assert_eq!(of(&table(&[]), &["no-such-role"]), None);
        assert_eq!(of(&table(&[]), &[]), None);
    }

    #[test]
    fn of_two_roles_the_wider_scope_counts() {
        assert_eq!(of(&table(&[]), &["master"]), Some(Scope::Own));
        assert_eq!(of(&table(&[]), &["master", "receptionist"]), Some(Scope::Branch));
    }

    #[test]
    fn the_owner_gives_widens_and_takes_away() {
        let permission = "booking.appointment.read";
        let changed = table(&[
            change("receptionist", permission, None),
            change("accountant", permission, Some(Scope::Salon)),
        ]);
        assert_eq!(of(&changed, &["receptionist"]), None);
        assert_eq!(of(&changed, &["accountant"]), Some(Scope::Salon));
    }

    #[test]
    fn a_change_for_a_module_that_is_off_gives_nothing() {
        let changed = table(&[change("master", "loyalty.point.write", Some(Scope::Salon))]);
        assert_eq!(changed.scope("master", "loyalty.point.write"), None);
    }
}
