//! Tax codes: one for each kind, and one of its own where a thing needs it.

use pardoz_sdk::prelude::*;

use crate::codes::{KINDS, said, stands_in};
use crate::model::wire;
use crate::queries::{self, Thing};

#[derive(View)]
pub struct CodeList {
    codes: Vec<Row>,
    choices: Vec<Choice>,
    /// Kinds that have no code for all.
    missing: Vec<String>,
}

#[derive(View)]
struct Row {
    code_id: Id,
    name: String,
    of_all: bool,
    spic: String,
    package_code: String,
    vat_percent: i64,
}

#[derive(View)]
struct Choice {
    value: String,
    label: String,
}

pub fn list(ctx: &Query) -> Result<CodeList> {
    let (services, items) = (queries::service_list(ctx)?, queries::item_list(ctx)?);
    let name = |kind: &str, subject: &str| -> String {
        let mut things = services.iter().chain(&items);
        match things.find(|thing| thing.subject == subject) {
            Some(thing) => thing.name(ctx.locale()).to_owned(),
            None if subject.is_empty() => ctx.t(&format!("fiscal-all-{kind}"), json!({})),
            None => said(ctx, kind),
        }
    };
    let found = queries::code_list(ctx)?;
    let missing = |kind: &&&str| !found.iter().any(|code| code.kind == ***kind && code.subject.is_empty());
    let all = KINDS.iter().map(|kind| Choice { value: format!("{kind}:"), label: name(kind, "") });
    let thing = |kind: &'static str| {
        move |thing: &Thing| Choice {
            value: format!("{kind}:{}", thing.subject),
            label: thing.name(ctx.locale()).to_owned(),
        }
    };
    Ok(CodeList {
        missing: KINDS
            .iter()
            .filter(|kind| stands_in(kind).is_none())
            .filter(missing)
            .map(|kind| name(kind, ""))
            .collect(),
        choices: all
            .chain(services.iter().map(thing("service")))
            .chain(items.iter().map(thing("product")))
            .collect(),
        codes: found
            .into_iter()
            .map(|code| Row {
                code_id: code.code_id,
                name: name(&code.kind, &code.subject),
                of_all: code.subject.is_empty(),
                spic: code.spic,
                package_code: code.package_code,
                vat_percent: code.vat_percent,
            })
            .collect(),
    })
}

#[derive(Input)]
pub struct NewCode {
    /// `service:`, or `service:<id>`.
    #[input(max_chars = 80)]
    what: String,
    #[input(max_chars = 40)]
    spic: String,
    #[input(max_chars = 20)]
    package_code: String,
    #[input(range = 0..=100)]
    vat_percent: i64,
}

pub fn save(ctx: &mut Mutation, input: NewCode) -> Result<Redirect> {
    let unknown = || field("what", "fiscal-error-what");
    let (kind, subject) = input.what.split_once(':').ok_or_else(unknown)?;
    if !KINDS.contains(&kind) || !subject.is_empty() && Id::parse(subject).is_err() {
        return Err(unknown());
    }
    let spic: String = input.spic.split_whitespace().collect();
    if !wire::is_digits(&spic, &[17]) {
        return Err(field("spic", "fiscal-error-spic"));
    }
    let package_code = input.package_code.trim();
    if package_code.is_empty() || !package_code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(field("package_code", "fiscal-error-package"));
    }
    let (code_id, now) = (ctx.new_id(), ctx.now());
    queries::upsert_code(ctx, code_id, kind, subject, spic, package_code, input.vat_percent, now)?;
    Ok(redirect("code-list").toast("fiscal-toast-code").created(json!({ "code_id": code_id })))
}

#[derive(Input)]
pub struct Which {
    code_id: Id,
}

pub fn delete(ctx: &mut Mutation, which: Which) -> Result<Redirect> {
    queries::delete_code(ctx, which.code_id)?;
    Ok(redirect("code-list").toast("fiscal-toast-code-gone").data(json!({ "code_id": which.code_id })))
}
