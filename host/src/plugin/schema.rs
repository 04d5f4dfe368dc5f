//! Schemas of a contract's services and events: what one plugin says to another is looked at on its way, in both
//! directions. A plugin that breaks its promise is at fault, not whoever believed it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value as Json;

use super::contract::{Contract, ContractError};

/// The compiled schemas of a contract, by the names its file gives them (`schemas/loyalty-quote.json`).
#[derive(Clone, Debug, Default)]
pub struct Schemas(Arc<BTreeMap<String, Validator>>);

impl Schemas {
    /// Compiles every schema that `contract` names; `file` gives a schema's bytes.
    ///
    /// # Errors
    /// [`ContractError::Schema`] for one that is missing, no JSON, or no schema.
    pub fn read<'a>(
        contract: &Contract,
        file: impl Fn(&str) -> Option<&'a [u8]>,
    ) -> Result<Self, ContractError> {
        let mut all = BTreeMap::new();
        for name in contract.schema_names() {
            let refuse = |reason: String| ContractError::Schema {
                contract: contract.id(),
                file: name.to_owned(),
                reason,
            };
            let text = file(name).ok_or_else(|| refuse("it is missing".to_owned()))?;
            let schema: Json = serde_json::from_slice(text).map_err(|e| refuse(e.to_string()))?;
            // Patterns of a stranger take linear time, and nothing is fetched.
            let options = jsonschema::options().with_draft(Draft::Draft202012);
            let options = options.with_pattern_options(PatternOptions::regex());
            let compiled = options.build(&schema).map_err(|e| refuse(e.to_string()))?;
            all.insert(name.to_owned(), compiled);
        }
        Ok(Self(Arc::new(all)))
    }

    /// Is this what the schema `name` promises? Without a name, anything is.
    ///
    /// # Errors
    /// The place and the rule that is broken; never the value, which may be about a person.
    pub fn check(&self, name: Option<&str>, value: &Json) -> Result<(), String> {
        let Some(schema) = name.and_then(|name| self.0.get(name)) else { return Ok(()) };
        schema.validate(value).map_err(|error| format!("`{}`: {}", error.instance_path(), error.masked()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const CONTRACT: &str = "[contract]\nname = \"jar\"\nversion = 1\n[[service]]\nname = \"put\"\nkind = \"mutate\"\n\
                            input = \"schemas/put.json\"\n";

    fn read(schema: &'static str) -> Result<Schemas, String> {
        let contract = Contract::parse("jar-1.toml", CONTRACT).expect("a contract");
        Schemas::read(&contract, |name| (name == "schemas/put.json").then_some(schema.as_bytes()))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn what_breaks_a_schema_is_named_by_its_place_and_not_by_its_value() {
        let schemas = read(
            r#"{ "type": "object", "required": ["lines"], "properties": { "lines": { "type": "array",
                 "items": { "type": "object", "properties": { "amount_minor": { "type": "integer", "minimum": 0 } } } } } }"#,
        )
        .expect("a schema");
        let name = Some("schemas/put.json");
        assert_eq!(schemas.check(name, &json!({ "lines": [{ "amount_minor": 5 }], "more": true })), Ok(()));
        let said = schemas.check(name, &json!({ "lines": [{ "amount_minor": "Aziza" }] })).unwrap_err();
        assert!(said.starts_with("`/lines/0/amount_minor`: ") && !said.contains("Aziza"), "{said}");
        assert!(schemas.check(name, &json!({ "lines": [{ "amount_minor": -1 }] })).is_err());
        assert!(schemas.check(name, &json!({})).unwrap_err().contains("lines"));
        assert_eq!(schemas.check(None, &json!(1)), Ok(()));
    }

    #[test]
    fn what_is_no_schema_is_refused_when_it_is_read() {
        for wrong in ["{", r#"{ "type": "sum" }"#, r#"{ "$ref": "https://example.org/x.json" }"#] {
            assert!(read(wrong).unwrap_err().contains("schemas/put.json"), "{wrong}");
        }
        let contract = Contract::parse("jar-1.toml", CONTRACT).expect("a contract");
        let said = Schemas::read(&contract, |_| None).unwrap_err().to_string();
        assert!(said.contains("jar@1") && said.contains("missing"), "{said}");
    }
}
