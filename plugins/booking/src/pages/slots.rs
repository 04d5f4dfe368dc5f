//! Free times.

use pardoz_sdk::prelude::*;

use super::plan::{Asking, DAYS_AHEAD, Planner, Wanted};
use crate::book::Place;
use crate::model::clock::{rfc3339, wall};
use crate::queries;

#[derive(Input)]
pub struct SlotsPage {
    day: Option<Day>,
    branch: Option<Id>,
    /// Ids separated by commas, in the order they are done.
    #[input(max_chars = 800)]
    services: String,
    /// One id for all services, or one each, separated by commas; `any` or nothing = any master.
    #[input(max_chars = 800)]
    staff: Option<String>,
    client: Option<Id>,
    /// The visit that is being moved.
    appointment: Option<Id>,
}

#[derive(View)]
pub struct Slots {
    pub day: Day,
    pub branch_id: Id,
    pub slots: Vec<SlotView>,
    /// The next day with a free time, when this one has none (R-B3).
    pub next_day: Option<Day>,
}

#[derive(View)]
pub struct SlotView {
    /// RFC 3339.
    pub start: String,
    pub text: String,
    pub best: bool,
    /// Who would do it, by service.
    pub staff_ids: Vec<Id>,
    pub staff: String,
}

pub fn list_slots(ctx: &Query, page: SlotsPage) -> Result<Slots> {
    let wanted = wanted(&page.services, page.staff.as_deref())?;
    let branch = match (page.branch, wanted.iter().find_map(|w| w.staff_id)) {
        (Some(branch), _) => Some(branch),
        (None, Some(staff)) => queries::staff_branch(ctx, staff)?.map(|row| row.branch_id),
        (None, None) => None,
    };
    let place = Place::find(ctx, branch)?;
    let day = page.day.unwrap_or(place.today);
    find(ctx, place, day, &wanted, page.client, page.appointment)
}

/// Free times of a day, or the next day that has some.
pub fn find(
    ctx: &Query,
    place: Place,
    day: Day,
    wanted: &[Wanted],
    client: Option<Id>,
    except: Option<Id>,
) -> Result<Slots> {
    let (branch_id, today) = (place.branch_id, place.today);
    let asking = Asking { wanted, client };
    let mut planner = Planner::open(ctx, place, day, day, asking)?;
    planner.except = except;
    let slots = views(&planner, ctx, wanted, day);
    let mut next_day = None;
    if slots.is_empty() && !wanted.is_empty() {
        let from = day.max(today.plus(-1)).plus(1);
        let ahead = planner.on(ctx, from, from.plus(DAYS_AHEAD), asking)?;
        let mut days = (0..=DAYS_AHEAD).map(|n| from.plus(n));
        next_day = days.find(|day| !ahead.offers(wanted, *day, ctx.now()).is_empty());
    }
    Ok(Slots { day, branch_id, slots, next_day })
}

fn views(planner: &Planner, ctx: &Query, wanted: &[Wanted], day: Day) -> Vec<SlotView> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let zone = &planner.book.place.zone;
    let name =
        |id: &Id| planner.book.staff.iter().find(|s| s.staff_id == *id).map(|s| s.display_name.clone());
    let view = |offer: super::plan::Offer| {
        let mut names: Vec<String> = offer.masters.iter().filter_map(name).collect();
        names.dedup();
        SlotView {
            start: rfc3339(offer.start, zone),
            text: wall(offer.start, zone),
            best: offer.best,
            staff: names.join(", "),
            staff_ids: offer.masters,
        }
    };
    planner.offers(wanted, day, ctx.now()).into_iter().map(view).collect()
}

/// Reads the two lists of ids.
fn wanted(services: &str, staff: Option<&str>) -> Result<Vec<Wanted>> {
    let ids = |text: &str, name: &'static str| -> Result<Vec<Id>> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Id::parse(part).map_err(|_| field(name, "booking-error-id"))).collect()
    };
    let services = ids(services, "services")?;
    if services.is_empty() || services.len() > 10 {
        return Err(field("services", "booking-error-services"));
    }
    let staff = match staff.map(str::trim) {
        None | Some("" | "any") => Vec::new(),
        Some(text) => ids(text, "staff")?,
    };
    if staff.len() > 1 && staff.len() != services.len() {
        return Err(field("staff", "booking-error-staff-count"));
    }
    let of = |at: usize| staff.get(at).or(staff.first().filter(|_| staff.len() == 1)).copied();
    Ok(services.iter().enumerate().map(|(at, id)| Wanted { service_id: *id, staff_id: of(at) }).collect())
}
