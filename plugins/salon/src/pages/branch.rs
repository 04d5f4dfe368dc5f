//! Branches, their rooms and chairs.

use pardoz_sdk::prelude::*;

use crate::model::naming::uzbek_letters;
use crate::model::sheet;
use crate::queries;

/// What a form or a service says about a branch, checked.
pub struct Details {
    pub name: String,
    pub timezone: String,
    pub address: Option<String>,
    pub phone: Option<String>,
}

pub fn read(name: &str, timezone: &str, address: Option<&str>, phone: Option<&str>) -> Result<Details> {
    let filled = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if name.trim().is_empty() {
        return Err(field("name", "salon-error-name"));
    }
    if time::zone(timezone.trim()).is_err() {
        return Err(field("timezone", "salon-error-timezone"));
    }
    let phone = match filled(phone) {
        Some(text) => Some(sheet::phone(&text).ok_or_else(|| field("phone", "salon-error-phone"))?),
        None => None,
    };
    Ok(Details {
        name: uzbek_letters(name.trim()),
        timezone: timezone.trim().to_owned(),
        address: filled(address),
        phone,
    })
}

pub fn create(ctx: &mut Mutation, details: &Details) -> Result<Id> {
    let (branch_id, now) = (ctx.new_id(), ctx.now());
    let (address, phone) = (details.address.as_deref(), details.phone.as_deref());
    queries::insert_branch(ctx, branch_id, &details.name, &details.timezone, address, phone, now)?;
    Ok(branch_id)
}

#[derive(View)]
pub struct BranchList {
    branches: Vec<queries::BranchRow>,
}

pub fn list_branches(ctx: &Query) -> Result<BranchList> {
    Ok(BranchList { branches: queries::branch_list(ctx)? })
}

#[derive(View)]
pub struct BranchForm {
    branch: Option<queries::BranchRow>,
    /// What a new branch most likely has.
    timezone: String,
    rooms: Vec<queries::RoomList>,
}

pub fn new_branch(ctx: &Query) -> Result<BranchForm> {
    Ok(BranchForm { branch: None, timezone: ctx.timezone_name(), rooms: Vec::new() })
}

#[derive(Input)]
pub struct BranchId {
    branch_id: Id,
}

pub fn edit_branch(ctx: &Query, wanted: BranchId) -> Result<BranchForm> {
    let branch = find(ctx, wanted.branch_id)?;
    let rooms = queries::room_list(ctx, wanted.branch_id)?;
    Ok(BranchForm { timezone: branch.timezone.clone(), branch: Some(branch), rooms })
}

#[derive(Input)]
pub struct NewBranch {
    #[input(min_chars = 1, max_chars = 80)]
    name: String,
    #[input(min_chars = 1, max_chars = 60)]
    timezone: String,
    #[input(max_chars = 200)]
    address: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
}

pub fn create_branch(ctx: &mut Mutation, input: NewBranch) -> Result<Redirect> {
    let details = read(&input.name, &input.timezone, input.address.as_deref(), input.phone.as_deref())?;
    let branch_id = create(ctx, &details)?;
    Ok(redirect("branch-list")
        .toast("salon-toast-added")
        .toast_args(json!({ "name": details.name }))
        .created(json!({ "branch_id": branch_id })))
}

#[derive(Input)]
pub struct ChangedBranch {
    branch_id: Id,
    #[input(min_chars = 1, max_chars = 80)]
    name: String,
    #[input(min_chars = 1, max_chars = 60)]
    timezone: String,
    #[input(max_chars = 200)]
    address: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
}

pub fn update_branch(ctx: &mut Mutation, input: ChangedBranch) -> Result<Redirect> {
    find(ctx, input.branch_id)?;
    let details = read(&input.name, &input.timezone, input.address.as_deref(), input.phone.as_deref())?;
    let now = ctx.now();
    let (address, phone) = (details.address.as_deref(), details.phone.as_deref());
    queries::update_branch(ctx, &details.name, &details.timezone, address, phone, now, input.branch_id)?;
    Ok(redirect("branch-list").toast("salon-toast-saved").data(json!({ "branch_id": input.branch_id })))
}

/// A branch where people still work is not put away: their shifts would hang in the air.
pub fn archive_branch(ctx: &mut Mutation, wanted: BranchId) -> Result<Redirect> {
    let branch = find(ctx, wanted.branch_id)?;
    let staff = queries::branch_in_use(ctx, wanted.branch_id)?.map_or(0, |row| row.staff);
    if staff > 0 {
        return Err(conflict(text("salon-error-branch-in-use").arg("count", staff)));
    }
    let now = ctx.now();
    queries::archive_branch(ctx, Some(now), now, wanted.branch_id)?;
    Ok(redirect("branch-list")
        .toast("salon-toast-archived")
        .toast_args(json!({ "name": branch.name }))
        .undo("branch-restore", json!({ "branch_id": wanted.branch_id })))
}

pub fn restore_branch(ctx: &mut Mutation, wanted: BranchId) -> Result<Redirect> {
    let branch = find(ctx, wanted.branch_id)?;
    let now = ctx.now();
    queries::archive_branch(ctx, None, now, wanted.branch_id)?;
    Ok(redirect("branch-list").toast("salon-toast-restored").toast_args(json!({ "name": branch.name })))
}

#[derive(Input)]
pub struct NewRoom {
    branch_id: Id,
    #[input(min_chars = 1, max_chars = 60)]
    room: String,
}

pub fn create_room(ctx: &mut Mutation, input: NewRoom) -> Result<Redirect> {
    find(ctx, input.branch_id)?;
    let name = uzbek_letters(input.room.trim());
    if name.is_empty() {
        return Err(field("room", "salon-error-name"));
    }
    let (room_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_room(ctx, room_id, input.branch_id, &name, now)?;
    Ok(redirect("branch-edit")
        .with("branch_id", input.branch_id)
        .toast("salon-toast-added")
        .toast_args(json!({ "name": name }))
        .created(json!({ "room_id": room_id })))
}

#[derive(Input)]
pub struct RoomId {
    room_id: Id,
}

pub fn archive_room(ctx: &mut Mutation, wanted: RoomId) -> Result<Redirect> {
    let now = ctx.now();
    let room = queries::archive_room(ctx, now, wanted.room_id)?.into_iter().next();
    let room = room.ok_or_else(|| not_found("salon-error-gone"))?;
    Ok(redirect("branch-edit").with("branch_id", room.branch_id).toast("salon-toast-removed"))
}

pub fn find(ctx: &Query, branch_id: Id) -> Result<queries::BranchRow> {
    queries::branch(ctx, branch_id)?.ok_or_else(|| not_found("salon-error-gone"))
}
