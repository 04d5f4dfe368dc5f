//! Where somebody works: a branch with its clock, its stores, and how far a right over stock reaches.

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::queries::{self, Branch, Store};

/// R-B15: the business day starts at 05:00.
const DAY_STARTS_MINUTE: i64 = 300;

pub const READ: &str = "inventory.stock.read";
pub const WRITE: &str = "inventory.stock.write";

/// A branch with its clock.
pub struct Place {
    pub branches: Vec<Branch>,
    pub branch_id: Id,
    pub name: String,
    pub zone: TimeZone,
    pub today: Day,
}

impl Place {
    /// The branch asked for, or the caller's own, or the first.
    pub fn find(ctx: &Query, wanted: Option<Id>) -> Result<Self> {
        let branches = queries::branch_list(ctx)?;
        let own =
            ctx.caller().branch_ids.iter().find(|id| branches.iter().any(|b| b.branch_id == **id)).copied();
        let branch_id = wanted.or(own).or(branches.first().map(|b| b.branch_id));
        let found = branches.iter().find(|b| Some(b.branch_id) == branch_id);
        let missing =
            if branches.is_empty() { "inventory-error-no-branch" } else { "inventory-error-branch" };
        let branch = found.ok_or_else(|| not_found(missing))?;
        let (branch_id, name, zone) = (branch.branch_id, branch.name.clone(), time::zone(&branch.timezone)?);
        let today = business_day(ctx.now(), &zone)?;
        ctx.holds_until(today.plus(1).time(DAY_STARTS_MINUTE, &zone)?);
        Ok(Self { branches, branch_id, name, zone, today })
    }

    /// As `find`; a branch that the caller's right does not reach is as good as none (security.md 4.3).
    pub fn open(ctx: &Query, wanted: Option<Id>, permission: &str) -> Result<Self> {
        let place = Self::find(ctx, wanted)?;
        if let Reach::Branches(ids) = Reach::of(ctx, permission)?
            && !ids.is_empty()
            && !ids.contains(&place.branch_id)
        {
            return Err(not_found("inventory-error-branch"));
        }
        Ok(place)
    }
}

/// The business day of an instant.
pub fn business_day(at: i64, zone: &TimeZone) -> Result<Day> {
    Day::from_start(at, DAY_STARTS_MINUTE, zone)
}

/// How far the caller's right over stock reaches.
pub enum Reach {
    All,
    Branches(Vec<Id>),
    /// Their own box; `None` if nobody gave them a card.
    Own(Option<Id>),
}

impl Reach {
    pub fn of(ctx: &Query, permission: &str) -> Result<Self> {
        Ok(match ctx.scope(permission) {
            Some(Scope::Salon) => Self::All,
            Some(Scope::Branch) => Self::Branches(ctx.caller().branch_ids.clone()),
            Some(Scope::Own) => Self::Own(own_staff(ctx)?),
            None => Self::Own(None),
        })
    }

    pub fn covers(&self, store: &Store) -> bool {
        match self {
            Self::All => true,
            Self::Branches(ids) => ids.is_empty() || ids.contains(&store.branch_id),
            Self::Own(own) => own.is_some() && store.staff_id == *own,
        }
    }

    /// Visits of a master in a branch, as booking sees them.
    pub fn covers_visit(&self, branch_id: Id, staff: impl IntoIterator<Item = Id>) -> bool {
        match self {
            Self::All => true,
            Self::Branches(ids) => ids.is_empty() || ids.contains(&branch_id),
            Self::Own(own) => own.is_some_and(|own| staff.into_iter().any(|id| id == own)),
        }
    }
}

/// The staff card of the person who asks.
pub fn own_staff(ctx: &Query) -> Result<Option<Id>> {
    let Some(person) = ctx.caller().person_id else { return Ok(None) };
    Ok(queries::staff_of_account(ctx, person.as_str())?.first().map(|row| row.staff_id))
}

/// The stores of a branch that the caller's right covers, goods in transit left out.
pub fn stores(ctx: &Query, branch_id: Id, permission: &str) -> Result<Vec<Store>> {
    let reach = Reach::of(ctx, permission)?;
    let mut stores = queries::store_list(ctx, branch_id)?;
    stores.retain(|store| store.kind != "transit" && reach.covers(store));
    Ok(stores)
}

/// One store; one that the caller's right does not cover is as good as none (security.md 4.3).
pub fn store(ctx: &Query, store_id: Id, permission: &str) -> Result<Store> {
    let reach = Reach::of(ctx, permission)?;
    let store = queries::store(ctx, store_id)?.filter(|store| reach.covers(store));
    store.ok_or_else(|| field("store_id", "inventory-error-store"))
}

/// The store of a kind in a branch; made if it is not there yet, so that a new branch works at once.
pub fn store_of_kind(ctx: &mut Mutation, branch_id: Id, kind: &str) -> Result<Store> {
    if let Some(store) = queries::store_list(ctx, branch_id)?.into_iter().find(|store| store.kind == kind) {
        return Ok(store);
    }
    let name = ctx.t(&format!("inventory-store-kind-{kind}"), json!({}));
    let store_id = create_store(ctx, branch_id, None, kind, &name)?;
    queries::store(ctx, store_id)?.ok_or_else(|| Error::internal("a store that was just made is not there"))
}

pub fn create_store(
    ctx: &mut Mutation,
    branch_id: Id,
    staff_id: Option<Id>,
    kind: &str,
    name: &str,
) -> Result<Id> {
    let (store_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_store(ctx, store_id, branch_id, staff_id, kind, name, now)
        .on_constraint("inventory_store_staff", || field("staff_id", "inventory-error-box"))?;
    Ok(store_id)
}

/// The first two stores of a branch that has none.
pub fn ensure_stores(ctx: &mut Mutation, branch_id: Id) -> Result<()> {
    store_of_kind(ctx, branch_id, "consumables")?;
    store_of_kind(ctx, branch_id, "retail")?;
    Ok(())
}
