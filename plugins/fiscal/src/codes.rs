//! The tax code and the name of what was sold. Looked up at each try: a corrected code reaches receipts that wait.

use pardoz_sdk::prelude::*;

use crate::model::receipt::Line;
use crate::model::wire::Code;
use crate::queries::{self, Thing};

/// Kinds of lines that finance knows.
pub const KINDS: [&str; 6] = ["service", "product", "certificate", "membership", "deposit", "fee"];

/// A deposit is for services to come and a fee for services lost: without a code of their own they have that of services.
pub fn stands_in(kind: &str) -> Option<&'static str> {
    matches!(kind, "deposit" | "fee").then_some("service")
}

/// Name and code of each line; `Err`: the name of the first that has no code.
pub fn of(ctx: &Query, lines: &[Line]) -> Result<std::result::Result<Vec<(String, Code)>, String>> {
    let codes = queries::code_list(ctx)?;
    let names = names(ctx, lines)?;
    let mut found = Vec::new();
    for line in lines {
        let subject = line.subject.as_deref().unwrap_or_default();
        let known = names.iter().find(|thing| thing.subject == subject);
        // Receipts are in the state language.
        let name = known.map(|thing| thing.name_uz.clone()).unwrap_or_else(|| said(ctx, &line.kind));
        let of = |subject: &str| codes.iter().find(|code| code.kind == line.kind && code.subject == subject);
        let of_services = || {
            let wanted = stands_in(&line.kind)?;
            codes.iter().find(|code| code.kind == wanted && code.subject.is_empty())
        };
        let Some(code) = of(subject).or_else(|| of("")).or_else(of_services) else { return Ok(Err(name)) };
        let (spic, package_code) = (code.spic.clone(), code.package_code.clone());
        found.push((name, Code { spic, package_code, vat_percent: code.vat_percent }));
    }
    Ok(Ok(found))
}

/// The kind in words.
pub fn said(ctx: &Query, kind: &str) -> String {
    let known = if KINDS.contains(&kind) { kind } else { "other" };
    ctx.t(&format!("fiscal-kind-{known}"), json!({}))
}

fn names(ctx: &Query, lines: &[Line]) -> Result<Vec<Thing>> {
    let ids = |kind: &str| -> Vec<String> {
        lines.iter().filter(|line| line.kind == kind).filter_map(|line| line.subject.clone()).collect()
    };
    let mut all = queries::service_some(ctx, &ids("service"))?;
    all.extend(queries::item_some(ctx, &ids("product"))?);
    Ok(all)
}
