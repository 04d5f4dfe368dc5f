//! Memberships that can be sold: what they cost, what they are good for, and their policies.

use pardoz_sdk::prelude::*;

use crate::queries::{self, Plan};

#[derive(View)]
pub struct List {
    plans: Vec<PlanView>,
    can_write: bool,
}

#[derive(View)]
pub struct PlanView {
    plan_id: Id,
    name: String,
    price_minor: i64,
    visits: i64,
    mode: String,
    valid_days: i64,
    archived: bool,
}

pub fn list(ctx: &Query) -> Result<List> {
    let view = |plan: Plan| PlanView {
        plan_id: plan.plan_id,
        name: ctx.pick(&plan.name_uz, &plan.name_ru, &plan.name_en).to_owned(),
        price_minor: plan.price_minor,
        visits: plan.visits,
        mode: plan.mode,
        valid_days: plan.valid_days,
        archived: plan.archived_at.is_some(),
    };
    Ok(List {
        plans: queries::plan_list(ctx, true)?.into_iter().map(view).collect(),
        can_write: ctx.can("loyalty.programme.write"),
    })
}

#[derive(Input)]
pub struct FormPage {
    plan_id: Option<Id>,
}

#[derive(View)]
pub struct Form {
    plan: Option<Plan>,
    services: Vec<ServiceChoice>,
}

#[derive(View)]
pub struct ServiceChoice {
    pub service_id: Id,
    pub category: String,
    pub name: String,
    pub price_minor: i64,
    /// Chosen, with so many visits in a split plan.
    pub visits: Option<i64>,
}

/// Every service, with what is chosen of them.
pub fn service_choices(ctx: &Query, chosen: &[(Id, i64)]) -> Result<Vec<ServiceChoice>> {
    let locale = ctx.locale();
    let view = |row: queries::ServiceList| ServiceChoice {
        visits: chosen.iter().find(|one| one.0 == row.service_id).map(|one| one.1),
        service_id: row.service_id,
        category: locale::pick(locale, &row.category_name_uz, &row.category_name_ru, &row.category_name_en)
            .to_owned(),
        name: locale::pick(locale, &row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        price_minor: row.price_minor,
    };
    Ok(queries::service_list(ctx)?.into_iter().map(view).collect())
}

pub fn form(ctx: &Query, page: FormPage) -> Result<Form> {
    let plan = match page.plan_id {
        Some(plan_id) => Some(queries::plan(ctx, plan_id)?.ok_or_else(|| not_found("loyalty-error-plan"))?),
        None => None,
    };
    let chosen: Vec<(Id, i64)> = match page.plan_id {
        Some(plan_id) => queries::plan_services(ctx, plan_id)?
            .into_iter()
            .map(|row| (row.service_id, row.visits))
            .collect(),
        None => Vec::new(),
    };
    Ok(Form { plan, services: service_choices(ctx, &chosen)? })
}

#[derive(Input)]
pub struct PlanChange {
    plan_id: Option<Id>,
    #[input(min_chars = 1, max_chars = 80)]
    name_uz: String,
    #[input(min_chars = 1, max_chars = 80)]
    name_ru: String,
    #[input(min_chars = 1, max_chars = 80)]
    name_en: String,
    #[input(money, range = 0..=100_000_000_000_i64)]
    price_minor: i64,
    #[input(range = 1..=1000, default = 10)]
    visits: i64,
    #[input(default = Sharing::Total)]
    mode: Sharing,
    #[input(range = 1..=3650)]
    valid_days: i64,
    #[input(default = Starts::Sale)]
    starts: Starts,
    named: bool,
    #[input(range = 0..=365, default)]
    freeze_days_max: i64,
    no_show_burns: bool,
    #[input(default = RefundBy::Unit)]
    refund_by: RefundBy,
    #[input(max_items = 300)]
    services: Vec<ServiceVisits>,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum Sharing {
    Total,
    Split,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum Starts {
    Sale,
    FirstVisit,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum RefundBy {
    Unit,
    List,
}

#[derive(Input)]
pub struct ServiceVisits {
    service_id: Id,
    on: bool,
    #[input(range = 0..=1000)]
    visits: Option<i64>,
}

/// A split plan has as many visits as its services have together.
pub fn save(ctx: &mut Mutation, input: PlanChange) -> Result<Redirect> {
    let split = input.mode == Sharing::Split;
    let chosen: Vec<(Id, i64)> = input
        .services
        .iter()
        .filter(|service| service.on || (split && service.visits.unwrap_or(0) > 0))
        .map(|service| (service.service_id, if split { service.visits.unwrap_or(0) } else { 0 }))
        .collect();
    let sum: i64 = chosen.iter().map(|service| service.1).sum();
    if split && (sum == 0 || chosen.iter().any(|service| service.1 == 0)) {
        return Err(field("mode", "loyalty-error-plan-split"));
    }
    let known: Vec<Id> = queries::service_list(ctx)?.into_iter().map(|row| row.service_id).collect();
    if chosen.iter().any(|service| !known.contains(&service.0)) {
        return Err(field("services", "loyalty-error-service"));
    }
    let (plan_id, now) = (input.plan_id.unwrap_or_else(|| ctx.new_id()), ctx.now());
    queries::upsert_plan(
        ctx,
        plan_id,
        input.name_uz.trim(),
        input.name_ru.trim(),
        input.name_en.trim(),
        input.price_minor,
        if split { sum } else { input.visits },
        input.mode.word(),
        input.valid_days,
        input.starts.word(),
        input.named,
        input.freeze_days_max,
        input.no_show_burns,
        input.refund_by.word(),
        now,
    )?;
    queries::delete_plan_services(ctx, plan_id)?;
    for (service_id, visits) in chosen {
        queries::insert_plan_service(ctx, plan_id, service_id, visits)?;
    }
    Ok(redirect("plan-list").toast("loyalty-toast-saved").created(json!({ "plan_id": plan_id })))
}

#[derive(Input)]
pub struct Archive {
    plan_id: Id,
    restore: bool,
}

pub fn archive(ctx: &mut Mutation, input: Archive) -> Result<Redirect> {
    let now = ctx.now();
    if queries::archive_plan(ctx, (!input.restore).then_some(now), now, input.plan_id)? == 0 {
        return Err(not_found("loyalty-error-plan"));
    }
    let undo = json!({ "plan_id": input.plan_id, "restore": !input.restore });
    Ok(redirect("plan-list").toast("loyalty-toast-saved").undo("plan-archive", undo))
}
