//! Categories of services: hair, nails, brows.

use pardoz_sdk::prelude::*;

use crate::model::naming::Names;
use crate::queries;

#[derive(View)]
pub struct CategoryForm {
    category: Option<queries::Category>,
}

pub fn new_category(_: &Query) -> Result<CategoryForm> {
    Ok(CategoryForm { category: None })
}

#[derive(Input)]
pub struct CategoryId {
    category_id: Id,
}

pub fn edit_category(ctx: &Query, wanted: CategoryId) -> Result<CategoryForm> {
    Ok(CategoryForm { category: Some(find(ctx, wanted.category_id)?) })
}

#[derive(Input)]
pub struct NewCategory {
    #[input(max_chars = 80, default = "")]
    name_uz: String,
    #[input(max_chars = 80, default = "")]
    name_ru: String,
    #[input(max_chars = 80, default = "")]
    name_en: String,
}

pub fn create_category(ctx: &mut Mutation, input: NewCategory) -> Result<Redirect> {
    let names = names(&input.name_uz, &input.name_ru, &input.name_en)?;
    let category_id = create(ctx, &names)?;
    Ok(redirect("service-list")
        .toast("salon-toast-added")
        .toast_args(json!({ "name": ctx.pick(&names.uz, &names.ru, &names.en) }))
        .created(json!({ "category_id": category_id })))
}

#[derive(Input)]
pub struct ChangedCategory {
    category_id: Id,
    #[input(max_chars = 80, default = "")]
    name_uz: String,
    #[input(max_chars = 80, default = "")]
    name_ru: String,
    #[input(max_chars = 80, default = "")]
    name_en: String,
}

pub fn update_category(ctx: &mut Mutation, input: ChangedCategory) -> Result<Redirect> {
    find(ctx, input.category_id)?;
    let names = names(&input.name_uz, &input.name_ru, &input.name_en)?;
    queries::update_category(ctx, &names.uz, &names.ru, &names.en, input.category_id)?;
    Ok(redirect("service-list").toast("salon-toast-saved").data(json!({ "category_id": input.category_id })))
}

pub fn create(ctx: &mut Mutation, names: &Names) -> Result<Id> {
    let (category_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_category(ctx, category_id, &names.uz, &names.ru, &names.en, now)?;
    Ok(category_id)
}

/// At least one language must say something; it fills the others.
pub fn names(uz: &str, ru: &str, en: &str) -> Result<Names> {
    Names::filled(uz, ru, en).ok_or_else(|| field("name_uz", "salon-error-name"))
}

fn find(ctx: &Query, category_id: Id) -> Result<queries::Category> {
    queries::category(ctx, category_id)?.ok_or_else(|| not_found("salon-error-gone"))
}
