//! Contracts: named, versioned agreements that plugins depend on instead of on each other.

use std::collections::{BTreeMap, BTreeSet};

use pardoz_sql::{Column, ColumnType, Relation, SqlType};
use serde::Deserialize;

use super::manifest::{Permission, split_role};
use super::schema::Schemas;

/// A contract file, `wit/contracts/<name>-<version>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub contract: ContractHead,
    /// What its services ask of a person. They belong to the contract: whoever provides it carries them.
    #[serde(default, rename = "permission")]
    pub permissions: Vec<Permission>,
    #[serde(default, rename = "relation")]
    pub relations: Vec<ContractRelation>,
    #[serde(default, rename = "service")]
    pub services: Vec<ContractService>,
    #[serde(default, rename = "event")]
    pub events: Vec<ContractEvent>,
    /// What the services and events name as `input`, `output` and `payload`; filled for who provides the contract.
    #[serde(skip)]
    pub schemas: Schemas,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractHead {
    pub name: String,
    pub version: u32,
    /// `many`: several plugins may provide it at once (hooks). `one`, or absent: one at a time.
    #[serde(default)]
    pub providers: Providers,
}

/// How many plugins may provide a contract at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Providers {
    #[default]
    One,
    Many,
}

impl ContractHead {
    pub fn is_many(&self) -> bool {
        self.providers == Providers::Many
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractRelation {
    pub name: String,
    /// Text key: "sees client names, languages and birthdays".
    pub says: String,
    /// Named in the consent's tick box; masked for people without the right.
    #[serde(default)]
    pub sensitive: bool,
    /// Column → `text`, `bigint?` …; `?` = may be null. The order is the view's.
    pub columns: toml::Table,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractService {
    pub name: String,
    /// `query` or `mutate`.
    pub kind: String,
    /// Permission of the person on whose behalf it runs. One of the contract's own exists as long as anybody provides
    /// the contract; any other is the first provider's, and goes with it.
    pub permission: Option<String>,
    #[serde(default)]
    pub says: Option<String>,
    /// JSON Schemas of what it is asked and what it answers, files beside the contract.
    #[serde(default)]
    pub input: Option<String>,
    #[serde(default)]
    pub output: Option<String>,
    #[serde(default)]
    pub duration_ms_max: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractEvent {
    pub topic: String,
    #[serde(default)]
    pub key: Option<String>,
    /// JSON Schema of what it carries, a file beside the contract.
    #[serde(default)]
    pub payload: Option<String>,
}

/// Why a contract file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// A view shows one provider's rows.
    #[error("contract {0} has many providers, so it holds services and events, but no relation")]
    ManyRelations(String),
    #[error(
        "contract {contract}: `{id}` is no permission of it; write {name}.<resource>.<action>, a title and its roles"
    )]
    Permission { contract: String, name: String, id: String },
    #[error("contract {contract}: the schema {file} cannot be used: {reason}")]
    Schema { contract: String, file: String, reason: String },
    #[error("could not read contract {file}")]
    Syntax {
        file: String,
        #[source]
        source: Box<toml::de::Error>,
    },
    #[error(
        "contract {contract}: column `{column}` of `{relation}` has the type `{ty}`; types are text, bigint, double precision, boolean, bytea, each with ? when it may be null"
    )]
    Type { contract: String, relation: String, column: String, ty: String },
}

impl Contract {
    /// Reads a contract file and checks its column types.
    pub fn parse(file: &str, text: &str) -> Result<Self, ContractError> {
        let contract: Self = toml::from_str(text)
            .map_err(|source| ContractError::Syntax { file: file.to_owned(), source: Box::new(source) })?;
        for relation in &contract.relations {
            contract.columns(relation)?;
        }
        if contract.contract.is_many() && !contract.relations.is_empty() {
            return Err(ContractError::ManyRelations(contract.id()));
        }
        contract.check_permissions()?;
        Ok(contract)
    }

    /// A contract gives rights under its own name alone.
    fn check_permissions(&self) -> Result<(), ContractError> {
        let name = &self.contract.name;
        let own = |id: &str| {
            let parts: Vec<&str> = id.split('.').collect();
            parts.len() == 3 && parts[0] == name && name != "host"
        };
        for permission in &self.permissions {
            let id = permission.id.get_ref();
            let roles = permission.roles.iter().all(|role| split_role(role.get_ref()).is_some());
            if !own(id) || !roles {
                let (contract, name) = (self.id(), name.clone());
                return Err(ContractError::Permission { contract, name, id: id.clone() });
            }
        }
        Ok(())
    }

    /// `clients@1`.
    pub fn id(&self) -> String {
        format!("{}@{}", self.contract.name, self.contract.version)
    }

    /// `x_clients_client`.
    pub fn view_name(&self, relation: &str) -> String {
        format!("x_{}_{relation}", self.contract.name)
    }

    pub fn service(&self, name: &str) -> Option<&ContractService> {
        self.services.iter().find(|s| s.name == name)
    }

    pub fn event(&self, topic: &str) -> Option<&ContractEvent> {
        self.events.iter().find(|event| event.topic == topic)
    }

    /// The files of schemas that services and events name, each once.
    pub fn schema_names(&self) -> BTreeSet<&str> {
        let services = self.services.iter().flat_map(|service| [&service.input, &service.output]);
        let events = self.events.iter().map(|event| &event.payload);
        services.chain(events).filter_map(Option::as_deref).collect()
    }

    /// The columns of a relation, in the order of the file.
    pub fn columns(&self, relation: &ContractRelation) -> Result<Vec<Column>, ContractError> {
        relation
            .columns
            .iter()
            .map(|(name, value)| {
                let text = value.as_str().unwrap_or_default();
                let ty = column_type(text).ok_or_else(|| ContractError::Type {
                    contract: self.id(),
                    relation: relation.name.clone(),
                    column: name.clone(),
                    ty: value.to_string(),
                })?;
                Ok(Column { name: name.clone(), ty })
            })
            .collect()
    }

    /// Its relations as statements of other plugins see them.
    pub fn exchange_relations(&self) -> Vec<Relation> {
        self.relations
            .iter()
            .map(|r| Relation::exchange(self.view_name(&r.name), self.columns(r).expect("checked by parse")))
            .collect()
    }
}

fn column_type(text: &str) -> Option<ColumnType> {
    let (name, nullable) = match text.strip_suffix('?') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let ty = match name {
        "text" => SqlType::Text,
        "bigint" => SqlType::Bigint,
        "double precision" => SqlType::Double,
        "boolean" => SqlType::Boolean,
        "bytea" => SqlType::Bytea,
        _ => return None,
    };
    Some(ColumnType { ty, nullable })
}

/// Contracts known to a generation, by `name@version`.
pub type Contracts = BTreeMap<String, Contract>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_names_its_views_and_types() {
        let text = "[contract]\nname = \"clients\"\nversion = 1\n[[relation]]\nname = \"client\"\nsays = \"k\"\n\
                    columns = { client_id = \"text\", archived_at = \"bigint?\" }\n";
        let c = Contract::parse("clients-1.toml", text).unwrap();
        assert_eq!((c.id().as_str(), c.view_name("client").as_str()), ("clients@1", "x_clients_client"));
        let relation = &c.exchange_relations()[0];
        assert_eq!(relation.columns[1].name, "archived_at");
        assert!(relation.columns[1].ty.nullable);
    }

    #[test]
    fn a_contract_with_many_providers_has_no_relation() {
        let text = "[contract]\nname = \"hooks\"\nversion = 1\nproviders = \"many\"\n";
        assert!(Contract::parse("hooks-1.toml", text).unwrap().contract.is_many());
        let text = format!("{text}[[relation]]\nname = \"r\"\nsays = \"k\"\ncolumns = {{ a = \"text\" }}\n");
        assert!(matches!(Contract::parse("hooks-1.toml", &text), Err(ContractError::ManyRelations(_))));
    }

    #[test]
    fn a_contract_gives_rights_under_its_own_name_alone() {
        let with = |more: &str| {
            let text = format!("[contract]\nname = \"card\"\nversion = 1\n{more}");
            Contract::parse("card-1.toml", &text).map_err(|e| e.to_string())
        };
        let right = |id: &str, role: &str| {
            format!("[[permission]]\nid = \"{id}\"\ntitle = \"card-read\"\nroles = [\"{role}\"]\n")
        };
        assert!(with(&right("card.thing.read", "master:own")).is_ok());
        // Nobody gives rights over other modules, or over the host, by way of a contract.
        assert!(with(&right("finance.bill.write", "master")).is_err());
        assert!(with(&right("card.thing", "master")).is_err());
        assert!(with(&right("card.thing.read", "anybody")).is_err());
        let host = "[contract]\nname = \"host\"\nversion = 1\n";
        let host = format!("{host}{}", right("host.people.manage", "master"));
        assert!(Contract::parse("host-1.toml", &host).is_err());
    }

    #[test]
    fn an_unknown_column_type_is_refused_by_name() {
        let text = "[contract]\nname = \"c\"\nversion = 1\n[[relation]]\nname = \"r\"\nsays = \"k\"\ncolumns = { a = \"int\" }\n";
        let message = Contract::parse("c-1.toml", text).unwrap_err().to_string();
        assert!(message.contains("`a`") && message.contains("bigint"), "{message}");
    }
}
