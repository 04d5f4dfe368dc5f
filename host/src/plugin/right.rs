//! Permissions. A module declares its own; those that a contract's services ask for belong to the contract, and whoever
//! provides it carries them. So the till may go on asking for a discount when another module takes loyalty's place, and
//! what the owner changed about that right stays changed: it is kept under the permission's id, not under a module.

use std::collections::BTreeSet;

use super::contract::{Contract, Contracts};
use super::generation::{Generation, Package};
use super::manifest::{Manifest, ManifestError, Permission, error};

/// Every permission a manifest names is declared: by itself, or by a contract that it provides, never by both.
///
/// # Errors
/// The place in plugin.toml, and what to write there.
pub fn check(manifest: &Manifest, text: &str, contracts: &Contracts) -> Result<(), Box<ManifestError>> {
    let carried = |id: &str| carried(manifest, contracts).find(|(_, right)| right.id.get_ref() == id);
    for permission in &manifest.permissions {
        if let Some((contract, _)) = carried(permission.id.get_ref()) {
            let message = format!("permission `{}` belongs to {}", permission.id.get_ref(), contract.id());
            let help = "Take it out here: the contract declares it, for every provider.";
            return Err(error(text, Some(permission.id.span()), message, help));
        }
    }
    for named in manifest.permissions_named().filter(|named| !manifest.declares(named.get_ref())) {
        if carried(named.get_ref()).is_none() {
            let message = format!("permission `{}` is not declared", named.get_ref());
            let help = "Add a [[permission]] with this id, a title and its roles.";
            return Err(error(text, Some(named.span()), message, help));
        }
    }
    Ok(())
}

/// The permissions of the contracts that a manifest provides.
pub fn carried<'a>(
    manifest: &'a Manifest,
    contracts: &'a Contracts,
) -> impl Iterator<Item = (&'a Contract, &'a Permission)> {
    let provided = manifest.contracts.provides.iter().filter_map(|name| contracts.get(name.get_ref()));
    provided.flat_map(|contract| contract.permissions.iter().map(move |right| (contract, right)))
}

impl Generation {
    /// The permissions there are now, by the module that carries them; each id once.
    ///
    /// A provider's own copy of a contract says who has its rights. It cannot say so for a module that is on and has the
    /// contract's name: the rights under its name are for that module alone to propose.
    pub fn rights(&self) -> Vec<(&Package, Vec<&Permission>)> {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for plugin in self.plugins.values() {
            let package: &Package = plugin;
            let carried = carried(&package.manifest, &package.contracts)
                .filter(|(contract, _)| {
                    let name = contract.contract.name.as_str();
                    name == package.id() || !self.plugins.contains_key(name)
                })
                .map(|(_, right)| right);
            let rights = package.manifest.permissions.iter().chain(carried);
            all.push((package, rights.filter(|right| seen.insert(right.id.get_ref().clone())).collect()));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str = r#"
[contract]
name = "card"
version = 1
[[permission]]
id = "card.thing.read"
title = "card-permission-read"
roles = ["owner"]
[[service]]
name = "quote"
kind = "query"
permission = "card.thing.read"
"#;

    /// What is said about a provider of `card@1`, with its line.
    fn said(permissions: &str, named: &str) -> Option<(usize, String)> {
        let text = format!(
            "[plugin]\nid = \"stamps\"\nversion = \"1.0.0\"\napi = \"0.1\"\npublisher = \"P\"\nname = \"stamps-name\"\n\
             purpose = \"stamps-purpose\"\n[contracts]\nprovides = [\"card@1\"]\n{permissions}[[route]]\nname = \"a\"\n\
             method = \"GET\"\npath = \"/a\"\npermission = \"{named}\"\n"
        );
        let contract = Contract::parse("card-1.toml", CONTRACT).unwrap();
        let contracts = Contracts::from([(contract.id(), contract)]);
        let checked = Manifest::parse(&text).and_then(|manifest| check(&manifest, &text, &contracts));
        checked.err().map(|e| (e.line.unwrap_or(0), e.message))
    }

    #[test]
    fn a_provider_carries_the_rights_of_its_contract_and_declares_only_its_own() {
        assert_eq!(said("", "card.thing.read"), None);
        assert_eq!(
            said("", "card.thing.reed"),
            Some((14, "permission `card.thing.reed` is not declared".into()))
        );
        assert_eq!(said("", "till.thing.read").map(|(line, _)| line), Some(14));
        let own = "[[permission]]\nid = \"stamps.thing.read\"\ntitle = \"stamps-read\"\n";
        assert_eq!(said(own, "stamps.thing.read"), None);
    }
}
