//! Providers' registers, read row by row. Whose register it is the file does not say, so each provider has its import. A
//! line that came before changes nothing.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::payouts::Provider;
use crate::model::register;
use crate::queries;

pub fn import_payme(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    import(ctx, Provider::Payme, &batch)
}

pub fn import_click(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    import(ctx, Provider::Click, &batch)
}

pub fn import_uzum(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    import(ctx, Provider::Uzum, &batch)
}

pub fn import_card(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    import(ctx, Provider::Card, &batch)
}

/// A row of the register, or what is wrong with which cell.
fn read(row: &ImportRow) -> std::result::Result<(String, Day, i64, i64), (&'static str, Message)> {
    let refuse = |name: &'static str, key: &'static str| {
        let value: String = row.text(name).unwrap_or_default().chars().take(60).collect();
        (name, text(key).arg("value", value))
    };
    let reference = row.text("reference").filter(|text| text.chars().count() <= 64);
    let reference = reference.ok_or_else(|| refuse("reference", "finance-error-register-reference"))?;
    let day =
        row.text("day").and_then(register::day).ok_or_else(|| refuse("day", "finance-error-register-day"))?;
    let wrong = || refuse("amount", "finance-error-register-sum");
    let amount =
        row.text("amount").and_then(register::sum_minor).filter(|sum| *sum != 0).ok_or_else(wrong)?;
    let is_back = amount < 0 || row.text("kind").is_some_and(register::is_back);
    let fee = match row.text("fee") {
        Some(text) => register::sum_minor(text).ok_or_else(|| refuse("fee", "finance-error-register-sum"))?,
        None => 0,
    };
    if fee.abs() > amount.abs() {
        return Err(refuse("fee", "finance-error-register-fee"));
    }
    // A register writes a fee with or without its minus; one given back with the money has it.
    Ok(match is_back {
        true => (reference.to_owned(), day, -amount.abs(), fee),
        false => (reference.to_owned(), day, amount, fee.abs()),
    })
}

fn import(ctx: &mut Mutation, provider: Provider, batch: &ImportBatch) -> Result<ImportResults> {
    let (word, now) = (provider.tender().word(), ctx.now());
    let named: Vec<&str> = batch.rows.iter().filter_map(|row| row.text("reference")).collect();
    let mut known: BTreeMap<(String, String, i64), Id> = queries::register_known(ctx, word, &named)?
        .into_iter()
        .map(|one| ((one.reference, one.day, one.amount_minor), one.register_id))
        .collect();
    let mut results = ImportResults::new();
    for row in &batch.rows {
        let (reference, day, amount_minor, fee_minor) = match read(row) {
            Ok(read) => read,
            Err((field, reason)) => {
                results.rejected(row.row, field, reason);
                continue;
            }
        };
        let key = (reference, day.to_string(), amount_minor);
        if let Some(before) = known.get(&key) {
            results.unchanged(row.row, before);
            continue;
        }
        let register_id = ctx.new_id();
        queries::insert_register(ctx, register_id, word, &key.0, day, amount_minor, fee_minor, now)?;
        results.created(row.row, register_id);
        known.insert(key, register_id);
    }
    Ok(results)
}
