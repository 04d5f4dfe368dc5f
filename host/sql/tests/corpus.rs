//! The public corpus: what the gate must refuse, what it must accept, and what both engines make of it.

#[path = "corpus/attack_migration.rs"]
mod attack_migration; // the second gate
#[path = "corpus/attack_statement.rs"]
mod attack_statement; // the first gate: position × spelling, with controls and sabotage
#[path = "corpus/contract.rs"]
mod contract; // exchange views and providers
#[path = "corpus/engines.rs"]
mod engines; // the accepted statements, run on SQLite and PostgreSQL and compared
#[path = "corpus/facts.rs"]
mod facts; // what the gate says about a statement: parameters, types, lineage, reach, class
#[path = "corpus/generated.rs"]
mod generated; // generated statements: one tree, one meaning, no relation unseen
#[path = "corpus/message.rs"]
mod message; // refusals point at the place and say what to write
#[path = "../../tests/support/postgres.rs"]
#[allow(dead_code)]
mod postgres; // a throw-away cluster
#[path = "corpus/studio.rs"]
mod studio; // the salon all accepted statements are about
