//! People who work here.

use pardoz_sdk::prelude::*;

use crate::model::naming::{self, Names};
use crate::model::{sheet, times};
use crate::pages::service::Choice;
use crate::{queries, roster};

#[derive(Input)]
pub struct Wanted {
    archived: bool,
}

#[derive(View)]
pub struct StaffList {
    staff: Vec<StaffRow>,
    archived: bool,
}

#[derive(View)]
pub struct StaffRow {
    job_title: String,
    #[view(flatten)]
    member: queries::StaffList,
}

pub fn list_staff(ctx: &Query, wanted: Wanted) -> Result<StaffList> {
    let row = |member: queries::StaffList| StaffRow {
        job_title: ctx.pick(&member.job_title_uz, &member.job_title_ru, &member.job_title_en).to_owned(),
        member,
    };
    let staff = queries::staff_list(ctx, wanted.archived)?.into_iter().map(row).collect();
    Ok(StaffList { staff, archived: wanted.archived })
}

#[derive(Input)]
pub struct StaffId {
    staff_id: Id,
}

#[derive(View)]
pub struct StaffDetail {
    full_name: String,
    job_title: String,
    #[view(flatten)]
    member: queries::StaffMember,
    skills: Vec<Skill>,
    pattern: Option<PatternView>,
    /// The next two weeks, a line per shift.
    shifts: Vec<ShiftLine>,
}

#[derive(View)]
pub struct Skill {
    service_id: Id,
    name: String,
    duration_minutes: i64,
    price_minor: i64,
    /// Differs from what the service usually takes or costs.
    own: bool,
}

#[derive(View)]
pub struct PatternView {
    rhythm: String,
    start: String,
    end: String,
}

#[derive(View)]
pub struct ShiftLine {
    shift_id: Id,
    day: String,
    start_at: i64,
    end_at: i64,
}

pub fn staff_detail(ctx: &Query, wanted: StaffId) -> Result<StaffDetail> {
    let member = find(ctx, wanted.staff_id)?;
    let zone = time::zone(&member.timezone)?;
    let locale = ctx.locale();
    let skills =
        queries::skill_list(ctx, wanted.staff_id)?.into_iter().filter(|row| row.can).map(|row| Skill {
            service_id: row.service_id,
            name: locale::pick(locale, &row.name_uz, &row.name_ru, &row.name_en).to_owned(),
            duration_minutes: row.duration_minutes.unwrap_or(row.usual_minutes),
            price_minor: row.price_minor.unwrap_or(row.usual_price_minor),
            own: row.duration_minutes.is_some() || row.price_minor.is_some(),
        });
    let pattern = queries::pattern(ctx, wanted.staff_id)?.map(|row| PatternView {
        rhythm: row.rhythm,
        start: times::text(row.start_minute),
        end: times::text(row.end_minute),
    });
    let (from, to) = (ctx.today().start(&zone)?, ctx.today().plus(14).start(&zone)?);
    let shifts = queries::shifts_of_staff(ctx, wanted.staff_id, from, to)?.into_iter().map(|row| ShiftLine {
        shift_id: row.shift_id,
        day: row.day,
        start_at: row.start_at,
        end_at: row.end_at,
    });
    Ok(StaffDetail {
        full_name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
        job_title: locale::pick(locale, &member.job_title_uz, &member.job_title_ru, &member.job_title_en)
            .to_owned(),
        skills: skills.collect(),
        pattern,
        shifts: shifts.collect(),
        member,
    })
}

#[derive(View)]
pub struct StaffForm {
    member: Option<queries::StaffMember>,
    branches: Vec<Choice>,
    /// The person who looks is this member of staff, or could be: nobody is linked yet.
    me: bool,
    may_link_me: bool,
    may_see_phone: bool,
}

pub fn new_staff(ctx: &Query) -> Result<StaffForm> {
    Ok(StaffForm {
        member: None,
        branches: branches(ctx)?,
        me: false,
        may_link_me: ctx.caller().person_id.is_some(),
        may_see_phone: true,
    })
}

pub fn edit_staff(ctx: &Query, wanted: StaffId) -> Result<StaffForm> {
    let member = find(ctx, wanted.staff_id)?;
    let me = member.account_id.is_some() && member.account_id == ctx.caller().person_id;
    Ok(StaffForm {
        may_link_me: me || (member.account_id.is_none() && ctx.caller().person_id.is_some()),
        me,
        member: Some(member),
        branches: branches(ctx)?,
        may_see_phone: ctx.can("salon.phone.read"),
    })
}

/// Branches in use, for a select.
pub fn branches(ctx: &Query) -> Result<Vec<Choice>> {
    let used = queries::branch_list(ctx)?.into_iter().filter(|branch| branch.archived_at.is_none());
    Ok(used.map(|branch| Choice { value: branch.branch_id, label: branch.name }).collect())
}

/// A card as its form sends it, new or changed.
#[derive(Input)]
pub struct SentStaff {
    /// Of the address, where a card is changed.
    staff_id: Option<Id>,
    #[input(min_chars = 1, max_chars = 60)]
    first_name: String,
    #[input(max_chars = 60, default = "")]
    last_name: String,
    /// One title, found in the house's list or taken as it is; or one for each language.
    #[input(max_chars = 80, default = "")]
    job_title: String,
    #[input(max_chars = 80)]
    job_title_uz: Option<String>,
    #[input(max_chars = 80)]
    job_title_ru: Option<String>,
    #[input(max_chars = 80)]
    job_title_en: Option<String>,
    #[input(max_chars = 40)]
    grade: Option<String>,
    branch_id: Id,
    #[input(max_chars = 40)]
    phone: Option<String>,
    /// This card is of the person who fills in the form.
    me: bool,
    account_id: Option<Id>,
}

/// What a card says, checked: for the form, the import and demo data.
pub struct Details {
    pub first_name: String,
    pub last_name: String,
    pub job: Names,
    pub grade: Option<String>,
    pub branch_id: Id,
    pub phone: Option<String>,
    pub code: Option<String>,
    pub account_id: Option<Id>,
}

pub fn create_staff(ctx: &mut Mutation, input: SentStaff) -> Result<Redirect> {
    let details = read(ctx, input)?;
    let staff_id = create(ctx, &details)?;
    Ok(redirect("skill-edit")
        .with("staff_id", staff_id)
        .toast("salon-toast-added")
        .toast_args(json!({ "name": details.first_name }))
        .created(json!({ "staff_id": staff_id })))
}

pub fn create(ctx: &mut Mutation, details: &Details) -> Result<Id> {
    let (staff_id, now) = (ctx.new_id(), ctx.now());
    let color = color_of(staff_id);
    queries::insert_staff(
        ctx,
        staff_id,
        details.account_id,
        &details.first_name,
        &details.last_name,
        naming::display_name(&details.first_name, &details.last_name),
        &details.job.uz,
        &details.job.ru,
        &details.job.en,
        details.grade.as_deref(),
        details.branch_id,
        color,
        details.phone.as_deref(),
        details.code.as_deref(),
        now,
    )
    .on_constraint("salon_staff_account", || field("me", "salon-error-account-taken"))?;
    Ok(staff_id)
}

/// One of the theme's six tints; the id is random enough.
fn color_of(staff_id: Id) -> i64 {
    1 + staff_id.as_str().bytes().fold(0, |sum: i64, byte| (sum + i64::from(byte)) % 6)
}

pub fn update_staff(ctx: &mut Mutation, input: SentStaff) -> Result<Redirect> {
    let staff_id = input.staff_id.ok_or_else(|| not_found("salon-error-gone"))?;
    let before = find(ctx, staff_id)?;
    let details = read(ctx, input)?;
    // Somebody else's account stays linked; one's own is linked and unlinked by the tick.
    let mine = ctx.caller().person_id;
    let account_id = match before.account_id {
        Some(account) if Some(account) != mine && details.account_id.is_none() => Some(account),
        _ => details.account_id,
    };
    let now = ctx.now();
    queries::update_staff(
        ctx,
        account_id,
        &details.first_name,
        &details.last_name,
        naming::display_name(&details.first_name, &details.last_name),
        &details.job.uz,
        &details.job.ru,
        &details.job.en,
        details.grade.as_deref(),
        details.branch_id,
        before.color,
        now,
        staff_id,
    )
    .on_constraint("salon_staff_account", || field("me", "salon-error-account-taken"))?;
    if ctx.can("salon.phone.read") {
        queries::set_staff_phone(ctx, details.phone.as_deref(), staff_id)?;
    }
    Ok(redirect("staff-detail")
        .with("staff_id", staff_id)
        .toast("salon-toast-saved")
        .data(json!({ "staff_id": staff_id })))
}

fn read(ctx: &Query, input: SentStaff) -> Result<Details> {
    let first_name = naming::uzbek_letters(input.first_name.trim());
    if first_name.is_empty() {
        return Err(field("first_name", "salon-error-name"));
    }
    let branch = queries::branch(ctx, input.branch_id)?.filter(|branch| branch.archived_at.is_none());
    if branch.is_none() {
        return Err(field("branch_id", "salon-error-gone"));
    }
    let filled =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let phone = match filled(input.phone).filter(|_| ctx.can("salon.phone.read")) {
        Some(text) => Some(sheet::phone(&text).ok_or_else(|| field("phone", "salon-error-phone"))?),
        None => None,
    };
    let by_language = |text: Option<String>| text.unwrap_or_default();
    let three = Names::filled(
        &by_language(input.job_title_uz),
        &by_language(input.job_title_ru),
        &by_language(input.job_title_en),
    );
    let job = match input.job_title.trim() {
        "" => three.ok_or_else(|| field("job_title", "salon-error-job"))?,
        title => naming::job_title(title),
    };
    Ok(Details {
        first_name,
        last_name: naming::uzbek_letters(input.last_name.trim()),
        job,
        grade: filled(input.grade),
        branch_id: input.branch_id,
        phone,
        code: None,
        account_id: if input.me { ctx.caller().person_id } else { input.account_id },
    })
}

pub fn archive_staff(ctx: &mut Mutation, wanted: StaffId) -> Result<Redirect> {
    let member = find(ctx, wanted.staff_id)?;
    let now = ctx.now();
    queries::archive_staff(ctx, Some(now), now, wanted.staff_id)?;
    let today = ctx.today();
    roster::tell(ctx, wanted.staff_id, today)?;
    Ok(redirect("staff-list")
        .toast("salon-toast-archived")
        .toast_args(json!({ "name": member.display_name }))
        .undo("staff-restore", json!({ "staff_id": wanted.staff_id })))
}

pub fn restore_staff(ctx: &mut Mutation, wanted: StaffId) -> Result<Redirect> {
    let member = find(ctx, wanted.staff_id)?;
    let now = ctx.now();
    queries::archive_staff(ctx, None, now, wanted.staff_id)?;
    let today = ctx.today();
    roster::tell(ctx, wanted.staff_id, today)?;
    Ok(redirect("staff-detail")
        .with("staff_id", wanted.staff_id)
        .toast("salon-toast-restored")
        .toast_args(json!({ "name": member.display_name })))
}

pub fn find(ctx: &Query, staff_id: Id) -> Result<queries::StaffMember> {
    queries::staff_member(ctx, staff_id)?.ok_or_else(|| not_found("salon-error-gone"))
}
