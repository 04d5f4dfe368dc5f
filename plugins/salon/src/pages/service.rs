//! The catalogue: what the salon sells, how long it takes and what it costs.

use pardoz_sdk::prelude::*;

use crate::model::naming::Names;
use crate::pages::category;
use crate::queries;

/// Longest part of a service: a day of braiding is the longest anybody has seen.
const MINUTES_MAX: i64 = 12 * 60;

#[derive(Input)]
pub struct Wanted {
    /// Services that were put away.
    archived: bool,
}

#[derive(View)]
pub struct ServiceList {
    services: Vec<ServiceRow>,
    categories: Vec<queries::CategoryList>,
    archived: bool,
}

/// A service with its names and, for people, the one in their language.
#[derive(View)]
pub struct ServiceRow {
    name: String,
    category_name: String,
    #[view(flatten)]
    service: queries::ServiceList,
}

pub fn list_services(ctx: &Query, wanted: Wanted) -> Result<ServiceList> {
    let row = |service: queries::ServiceList| ServiceRow {
        name: ctx.pick(&service.name_uz, &service.name_ru, &service.name_en).to_owned(),
        category_name: ctx
            .pick(&service.category_name_uz, &service.category_name_ru, &service.category_name_en)
            .to_owned(),
        service,
    };
    Ok(ServiceList {
        services: queries::service_list(ctx, wanted.archived)?.into_iter().map(row).collect(),
        categories: queries::category_list(ctx)?,
        archived: wanted.archived,
    })
}

#[derive(View)]
pub struct ServiceForm {
    service: Option<queries::Service>,
    name: String,
    category_id: Option<Id>,
    categories: Vec<Choice>,
}

/// One line of a select.
#[derive(View)]
pub struct Choice {
    pub value: Id,
    pub label: String,
}

#[derive(Input)]
pub struct Prefill {
    category_id: Option<Id>,
}

pub fn new_service(ctx: &Query, prefill: Prefill) -> Result<ServiceForm> {
    Ok(ServiceForm {
        service: None,
        name: String::new(),
        category_id: prefill.category_id,
        categories: categories(ctx)?,
    })
}

#[derive(Input)]
pub struct ServiceId {
    service_id: Id,
}

pub fn edit_service(ctx: &Query, wanted: ServiceId) -> Result<ServiceForm> {
    let service = find(ctx, wanted.service_id)?;
    let name = ctx.pick(&service.name_uz, &service.name_ru, &service.name_en).to_owned();
    Ok(ServiceForm {
        name,
        category_id: Some(service.category_id),
        service: Some(service),
        categories: categories(ctx)?,
    })
}

fn categories(ctx: &Query) -> Result<Vec<Choice>> {
    let choice = |row: queries::CategoryList| Choice {
        value: row.category_id,
        label: ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned(),
    };
    Ok(queries::category_list(ctx)?.into_iter().map(choice).collect())
}

/// A service as its form sends it, new or changed.
#[derive(Input)]
pub struct SentService {
    /// Of the address, where a service is changed.
    service_id: Option<Id>,
    category_id: Id,
    #[input(max_chars = 120, default = "")]
    name_uz: String,
    #[input(max_chars = 120, default = "")]
    name_ru: String,
    #[input(max_chars = 120, default = "")]
    name_en: String,
    #[input(range = 5..=720)]
    active_minutes: i64,
    #[input(range = 0..=720, default = 0)]
    processing_minutes: i64,
    #[input(range = 0..=720, default = 0)]
    finish_minutes: i64,
    #[input(range = 0..=120, default = 0)]
    buffer_before_minutes: i64,
    #[input(range = 0..=120, default = 0)]
    buffer_after_minutes: i64,
    #[input(money, range = 0..)]
    price_minor: i64,
    online: bool,
}

pub fn create_service(ctx: &mut Mutation, input: SentService) -> Result<Redirect> {
    let names = category::names(&input.name_uz, &input.name_ru, &input.name_en)?;
    check(&input)?;
    let service_id = create(ctx, &names, &input)?;
    Ok(redirect("service-list")
        .toast("salon-toast-added")
        .toast_args(json!({ "name": ctx.pick(&names.uz, &names.ru, &names.en) }))
        .undo("service-archive", json!({ "service_id": service_id }))
        .created(json!({ "service_id": service_id })))
}

pub fn create(ctx: &mut Mutation, names: &Names, input: &SentService) -> Result<Id> {
    let (service_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_service(
        ctx,
        service_id,
        input.category_id,
        &names.uz,
        &names.ru,
        &names.en,
        input.active_minutes,
        input.processing_minutes,
        input.finish_minutes,
        input.buffer_before_minutes,
        input.buffer_after_minutes,
        input.price_minor,
        input.online,
        now,
    )?;
    Ok(service_id)
}

impl SentService {
    /// A service of one segment, as price lists know them.
    pub fn plain(category_id: Id, minutes: i64, price_minor: i64) -> SentService {
        SentService {
            service_id: None,
            category_id,
            name_uz: String::new(),
            name_ru: String::new(),
            name_en: String::new(),
            active_minutes: minutes,
            processing_minutes: 0,
            finish_minutes: 0,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            price_minor,
            online: true,
        }
    }

    /// What only people decide, and a list must not change.
    pub fn keep(&mut self, buffer_before: i64, online: bool) {
        self.buffer_before_minutes = buffer_before;
        self.online = online;
    }

    /// R-B1: active, then processing in which the master is free, then finish; and time to clean up.
    pub fn segments(mut self, processing: i64, finish: i64, buffer_after: i64) -> SentService {
        self.processing_minutes = processing;
        self.finish_minutes = finish;
        self.buffer_after_minutes = buffer_after;
        self
    }
}

/// While the colour works somebody must be there afterwards: processing without a finish is a wrong entry.
fn check(input: &SentService) -> Result<()> {
    if input.processing_minutes > 0 && input.finish_minutes == 0 {
        return Err(field("finish_minutes", "salon-error-finish"));
    }
    if input.active_minutes + input.processing_minutes + input.finish_minutes > MINUTES_MAX {
        return Err(field("active_minutes", "salon-error-service-long"));
    }
    Ok(())
}

pub fn update_service(ctx: &mut Mutation, input: SentService) -> Result<Redirect> {
    let service_id = input.service_id.ok_or_else(|| not_found("salon-error-gone"))?;
    find(ctx, service_id)?;
    let names = category::names(&input.name_uz, &input.name_ru, &input.name_en)?;
    check(&input)?;
    update(ctx, service_id, &names, &input)?;
    Ok(redirect("service-list").toast("salon-toast-saved").data(json!({ "service_id": service_id })))
}

pub fn update(ctx: &mut Mutation, service_id: Id, names: &Names, changed: &SentService) -> Result<()> {
    let now = ctx.now();
    queries::update_service(
        ctx,
        changed.category_id,
        &names.uz,
        &names.ru,
        &names.en,
        changed.active_minutes,
        changed.processing_minutes,
        changed.finish_minutes,
        changed.buffer_before_minutes,
        changed.buffer_after_minutes,
        changed.price_minor,
        changed.online,
        now,
        service_id,
    )?;
    Ok(())
}

pub fn archive_service(ctx: &mut Mutation, wanted: ServiceId) -> Result<Redirect> {
    let service = find(ctx, wanted.service_id)?;
    let now = ctx.now();
    queries::archive_service(ctx, Some(now), now, wanted.service_id)?;
    Ok(redirect("service-list")
        .toast("salon-toast-archived")
        .toast_args(json!({ "name": ctx.pick(&service.name_uz, &service.name_ru, &service.name_en) }))
        .undo("service-restore", json!({ "service_id": wanted.service_id })))
}

pub fn restore_service(ctx: &mut Mutation, wanted: ServiceId) -> Result<Redirect> {
    let service = find(ctx, wanted.service_id)?;
    let now = ctx.now();
    queries::archive_service(ctx, None, now, wanted.service_id)?;
    Ok(redirect("service-list")
        .toast("salon-toast-restored")
        .toast_args(json!({ "name": ctx.pick(&service.name_uz, &service.name_ru, &service.name_en) })))
}

fn find(ctx: &Query, service_id: Id) -> Result<queries::Service> {
    queries::service(ctx, service_id)?.ok_or_else(|| not_found("salon-error-gone"))
}
