//! One provider of a contract takes another's place, in one transaction: the newcomer takes the data over through the
//! exchange views, which still show the old provider; the views are pointed at the newcomer; the control totals before
//! and after are compared. A difference, or anything that fails on the way, and nothing has changed. The old
//! provider stays, off, with its data; the way back is the same way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use super::call::{self, Export, Failure, Fixed, Frame, Root};
use super::contract::Contract;
use super::generation::{self, Generation, Package, Plugin};
use super::install::{self, CHANGE_KEY, Change};
use super::{Call, InstallError, Plugins};
use crate::db::{DbError, Tx, role};
use crate::limit;

/// Name of a contract's relation that says what must not get lost: rows of (name, amount).
const TOTAL: &str = "total";

/// Control totals by name.
pub type Totals = BTreeMap<String, i64>;

impl Plugins {
    /// Who could take the place of `old`: installed, off, and providing all that others take from it.
    pub fn replacements(&self, old: &str) -> Vec<String> {
        let current = self.current();
        let others = current.installed.keys().filter(|id| *id != old && !current.plugins.contains_key(*id));
        others.filter(|new| pair(&current, old, new).is_ok()).cloned().collect()
    }

    /// The control totals of what `plugin` provides now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn totals(&self, plugin: &str) -> Result<Totals, DbError> {
        let current = self.current();
        let contracts = current.installed.get(plugin).map(provided).unwrap_or_default();
        self.inner.db.read(super::soon(), move |tx| totals(tx, &contracts)).await
    }

    /// Puts `new` in the place of `old`. Returns the totals that both agree on.
    ///
    /// # Errors
    /// [`InstallError::NotAlike`], [`InstallError::TakeOver`], [`InstallError::Totals`] and those of switching; then
    /// everything is as it was.
    pub async fn replace(&self, old: &str, new: &str, by: &str) -> Result<Totals, InstallError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let current = self.current();
        let (old, new) = pair(&current, old, new)?;
        let mut enabled = self.enabled();
        enabled.remove(old.id());
        enabled.insert(new.id().to_owned());
        install::check_contracts(&current.installed, &enabled)?;
        let engine = self.inner.db.engine();
        let change = Change { installed: current.installed.clone(), enabled, engine };
        let newcomer = generation::bind_one(&new, &current.installed, &current.providers, engine);
        let taking = TakeOver {
            generation: Arc::new(with(&current, newcomer)),
            fixed: self.fixed(Instant::now() + limit::REPLACE_DEADLINE, None),
            contracts: provided(&old),
            by: by.to_owned(),
            old,
            new,
            change,
        };
        self.inner.circuit.resume(taking.new.id());
        let (from, to) = (taking.old.id().to_owned(), taking.new.id().to_owned());
        let deadline = Instant::now() + limit::REPLACE_DEADLINE;
        let done = self.inner.db.write(deadline, &[CHANGE_KEY.to_owned()], move |tx| taking.run(tx)).await;
        self.reload_locked().await?;
        let totals = done?;
        self.inner.wake.notify_one();
        tracing::info!(plugin.id = to, replaced = from, "{to} stands in the place of {from}");
        Ok(totals)
    }
}

/// Everything one replacement needs, so that it can run again after a conflict.
struct TakeOver {
    /// The present one, with the newcomer able to be called in it.
    generation: Arc<Generation>,
    fixed: Fixed,
    contracts: Vec<Contract>,
    by: String,
    old: Arc<Package>,
    new: Arc<Package>,
    change: Change,
}

impl TakeOver {
    fn run(&self, tx: &mut Tx) -> Result<Totals, InstallError> {
        let before = totals(tx, &self.contracts)?;
        let newcomer = &self.generation.plugins[self.new.id()];
        role::apply(tx, &newcomer.grants)?;
        self.import(tx, newcomer)?;
        let now = self.fixed.now;
        let reason = format!("replaced by {}", self.new.id());
        install::set_state(tx, self.old.id(), "disabled", Some(reason), now)?;
        install::set_state(tx, self.new.id(), "active", None, now)?;
        self.change.apply(tx, now)?;
        let after = totals(tx, &self.contracts)?;
        let differences = differences(&before, &after);
        if !differences.is_empty() {
            return Err(InstallError::Totals { differences });
        }
        let about = json!({ "old": self.old.id(), "totals": after });
        install::record(tx, &self.by, &self.new, "module-replace", &about, now)?;
        Ok(after)
    }

    /// The newcomer's handler, batch after batch. One without a handler must hold everything already: the totals tell.
    fn import(&self, tx: &mut Tx, newcomer: &Arc<Plugin>) -> Result<(), InstallError> {
        let Some(import) = &newcomer.manifest.import_from else { return Ok(()) };
        let handler = import.handler.get_ref();
        for batch in 0..limit::REPLACE_BATCHES_MAX {
            let input = json!({ "from": self.old.id(), "batch": batch });
            let locale = &self.generation.salon.locale;
            let call = Call::background(newcomer.id(), "import-from", handler, input, locale);
            let deadline = self.fixed.deadline.min(Instant::now() + limit::JOB_DEADLINE);
            let call_id = uuid::Uuid::now_v7().to_string();
            let fixed = Fixed { call_id, deadline, ..self.fixed.clone() };
            let mut root = Root::new(&fixed, self.generation.clone(), &call);
            let frame = Frame::of(&call, newcomer, Export::Mutate);
            let failed = |failure: Failure| match failure {
                Failure::Conflict => InstallError::Db(DbError::Conflict),
                failure => InstallError::TakeOver(Box::new(failure.into_error(&call.plugin, &call.name))),
            };
            let reply = call::run(tx, &mut root, frame).map_err(failed)?;
            super::flush(tx, &mut root, &call, newcomer, &reply).map_err(failed)?;
            let answer: serde_json::Value = serde_json::from_str(&reply.data).unwrap_or_default();
            if answer["done"].as_bool().unwrap_or(true) {
                return Ok(());
            }
        }
        let message = "it did not come to an end after 1,000 batches";
        let error = super::CallError::host(newcomer.id(), handler, "limit", message);
        Err(InstallError::TakeOver(Box::new(error)))
    }
}

/// The two packages, if the second can stand where the first stands.
fn pair(current: &Generation, old: &str, new: &str) -> Result<(Arc<Package>, Arc<Package>), InstallError> {
    let find =
        |id: &str| current.installed.get(id).cloned().ok_or_else(|| InstallError::Unknown(id.to_owned()));
    let (old, new) = (find(old)?, find(new)?);
    if !current.plugins.contains_key(old.id()) {
        return Err(InstallError::Unknown(old.id().to_owned()));
    }
    let contracts = provided(&old);
    let unlike = |contract: &&Contract| {
        let provides = new.manifest.contracts.provides.iter().any(|c| *c.get_ref() == contract.id());
        !provides || !new.contracts.get(&contract.id()).is_some_and(|other| same_shape(contract, other))
    };
    let unlike: Vec<String> = contracts.iter().filter(unlike).map(Contract::id).collect();
    if contracts.is_empty() || !unlike.is_empty() || current.plugins.contains_key(new.id()) {
        return Err(InstallError::NotAlike {
            old: old.id().to_owned(),
            new: new.id().to_owned(),
            contracts: unlike,
        });
    }
    Ok((old, new))
}

fn provided(package: &Arc<Package>) -> Vec<Contract> {
    let names = package.manifest.contracts.provides.iter();
    names.map(|name| package.contracts[name.get_ref()].clone()).collect()
}

/// Other plugins' statements were lowered against these columns.
fn same_shape(one: &Contract, other: &Contract) -> bool {
    let shape = |contract: &Contract| -> BTreeSet<(String, String, String)> {
        let columns = contract.relations.iter().flat_map(|r| {
            r.columns.iter().map(|(column, ty)| (r.name.clone(), column.clone(), ty.to_string()))
        });
        columns.collect()
    };
    shape(one) == shape(other)
}

fn with(current: &Generation, newcomer: Plugin) -> Generation {
    let mut plugins = current.plugins.clone();
    plugins.insert(newcomer.id().to_owned(), Arc::new(newcomer));
    Generation {
        number: current.number,
        rows: current.rows.clone(),
        salon: current.salon.clone(),
        installed: current.installed.clone(),
        plugins,
        providers: current.providers.clone(),
        contracts: current.contracts.clone(),
        look: current.look.clone(),
        circuit: current.circuit.clone(),
    }
}

/// What the contracts' views say must be kept: their relation `total`, or else how many rows each relation has.
fn totals(tx: &mut Tx, contracts: &[Contract]) -> Result<Totals, DbError> {
    let mut all = Totals::new();
    for contract in contracts {
        if contract.relations.iter().any(|r| r.name == TOTAL) {
            let view = contract.view_name(TOTAL);
            for row in tx.query(&format!("select name, amount from {view} order by name"), &[])? {
                all.insert(format!("{} {}", contract.id(), row.text(0)), row.int(1));
            }
            continue;
        }
        for relation in &contract.relations {
            let view = contract.view_name(&relation.name);
            let row = tx.query_one(&format!("select count(*) from {view}"), &[])?;
            all.insert(format!("{} {}", contract.id(), relation.name), row.map_or(0, |row| row.int(0)));
        }
    }
    Ok(all)
}

/// What is not the same to the unit; a name that one of them lacks counts as nothing there.
fn differences(before: &Totals, after: &Totals) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |totals: &Totals, name: &String| totals.get(name).copied().unwrap_or(0);
    let unlike = names.into_iter().filter(|name| of(before, name) != of(after, name));
    unlike.map(|name| format!("{name}: {} → {}", of(before, name), of(after, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_agree_to_the_unit_and_nothing_may_appear_or_vanish() {
        let totals = |all: &[(&str, i64)]| all.iter().map(|(n, a)| ((*n).to_owned(), *a)).collect::<Totals>();
        let before = totals(&[("points", 2_940), ("members", 3), ("tiers", 0)]);
        assert!(differences(&before, &totals(&[("points", 2_940), ("members", 3)])).is_empty());
        let after = totals(&[("points", 2_941), ("members", 3), ("gifts", 1)]);
        assert_eq!(differences(&before, &after), ["gifts: 0 → 1", "points: 2940 → 2941"]);
        assert_eq!(differences(&before, &Totals::new()), ["members: 3 → 0", "points: 2940 → 0"]);
    }
}
