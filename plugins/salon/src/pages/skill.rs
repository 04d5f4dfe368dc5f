//! What a master can do, how long it takes with this master and what it costs.

use pardoz_sdk::prelude::*;

use crate::pages::staff;
use crate::queries;

#[derive(Input)]
pub struct StaffId {
    staff_id: Id,
}

#[derive(View)]
pub struct SkillForm {
    staff_id: Id,
    display_name: String,
    skills: Vec<SkillRow>,
}

#[derive(View)]
pub struct SkillRow {
    service_id: Id,
    name: String,
    category_name: String,
    can: bool,
    usual_minutes: i64,
    usual_price_minor: i64,
    duration_minutes: Option<i64>,
    price_minor: Option<i64>,
}

pub fn edit_skills(ctx: &Query, wanted: StaffId) -> Result<SkillForm> {
    let member = staff::find(ctx, wanted.staff_id)?;
    let locale = ctx.locale();
    let skills = queries::skill_list(ctx, wanted.staff_id)?.into_iter().map(|row| SkillRow {
        service_id: row.service_id,
        name: locale::pick(locale, &row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        category_name: locale::pick(
            locale,
            &row.category_name_uz,
            &row.category_name_ru,
            &row.category_name_en,
        )
        .to_owned(),
        can: row.can,
        usual_minutes: row.usual_minutes,
        usual_price_minor: row.usual_price_minor,
        duration_minutes: row.duration_minutes,
        price_minor: row.price_minor,
    });
    Ok(SkillForm { staff_id: wanted.staff_id, display_name: member.display_name, skills: skills.collect() })
}

#[derive(Input)]
pub struct Skills {
    staff_id: Id,
    #[input(max_items = 500)]
    skills: Vec<Skill>,
}

#[derive(Input)]
pub struct Skill {
    service_id: Id,
    can: bool,
    #[input(range = 5..=720)]
    duration_minutes: Option<i64>,
    #[input(money, range = 0..)]
    price_minor: Option<i64>,
}

pub fn update_skills(ctx: &mut Mutation, input: Skills) -> Result<Redirect> {
    let member = staff::find(ctx, input.staff_id)?;
    let usual = queries::skill_list(ctx, input.staff_id)?;
    let chosen: Vec<&Skill> = input.skills.iter().filter(|skill| skill.can).collect();
    let kept: Vec<Id> = chosen.iter().map(|skill| skill.service_id).collect();
    queries::delete_skills_except(ctx, input.staff_id, &kept)?;
    for skill in chosen {
        let Some(service) = usual.iter().find(|row| row.service_id == skill.service_id) else {
            return Err(not_found("salon-error-gone"));
        };
        // Equal to the usual is not agreed apart: when the price list changes, it changes along.
        let minutes = skill.duration_minutes.filter(|minutes| *minutes != service.usual_minutes);
        let price = skill.price_minor.filter(|price| *price != service.usual_price_minor);
        queries::upsert_skill(ctx, input.staff_id, skill.service_id, minutes, price)?;
    }
    Ok(redirect("staff-detail")
        .with("staff_id", input.staff_id)
        .toast("salon-toast-skills")
        .toast_args(json!({ "name": member.display_name }))
        .data(json!({ "staff_id": input.staff_id, "skills": kept.len() })))
}
