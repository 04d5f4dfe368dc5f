//! Another time, another master, another length.

use pardoz_sdk::prelude::*;

use super::board::{self, Board};
use super::detail::{self, VisitView};
use super::plan::{Wanted, or_instead};
use super::slots::{self, SlotView};
use crate::book::{Book, Catalogue, Place};
use crate::claim;
use crate::model::clock;
use crate::model::interval::MINUTE;
use crate::model::limits::Outside;
use crate::queries;
use crate::visit::{self, Change, Visit};

#[derive(Input)]
pub struct MovePage {
    appointment_id: Id,
    day: Option<Day>,
    /// Another master for the whole visit.
    staff_id: Option<Id>,
}

#[derive(View)]
pub struct MoveView {
    #[view(flatten)]
    board: Board,
    visit: VisitView,
    staff_id: Option<Id>,
    staff: Vec<Choice>,
    slots: Vec<SlotView>,
    next_day: Option<Day>,
    can_bypass: bool,
}

#[derive(View)]
struct Choice {
    staff_id: Id,
    name: String,
}

pub fn move_form(ctx: &Query, page: MovePage) -> Result<MoveView> {
    let (visit, place) = detail::open(ctx, page.appointment_id, "booking.appointment.write")?;
    let own_day = clock::business_day(visit.start_at(), &place.zone).unwrap_or(place.today);
    let day = page.day.unwrap_or(own_day.max(place.today));
    let catalogue = Catalogue::open(ctx, place.branch_id)?;
    let can_all = |staff: Id| visit.lines.iter().all(|l| catalogue.skill(staff, l.service_id).is_some());
    let staff = queries::staff_list(ctx, place.branch_id)?;
    let staff = staff.into_iter().filter(|s| can_all(s.staff_id));
    let staff: Vec<Choice> = staff.map(|s| Choice { staff_id: s.staff_id, name: s.display_name }).collect();
    let one = visit.lines.first().map(|l| l.staff_id).filter(|id| visit.staff().all(|other| other == *id));
    let staff_id = page.staff_id.or(one);
    let wanted = wanted(&visit, page.staff_id);
    let found = slots::find(
        ctx,
        Place::find(ctx, Some(place.branch_id))?,
        day,
        &wanted,
        visit.client_id,
        Some(visit.appointment_id),
    )?;
    let shown = detail::view(ctx, &visit, &place, own_day)?;
    Ok(MoveView {
        board: board::draw(ctx, place, day, staff_id)?,
        visit: shown,
        staff_id,
        staff,
        slots: found.slots,
        next_day: found.next_day,
        can_bypass: ctx.can("booking.appointment.bypass"),
    })
}

fn wanted(visit: &Visit, staff_id: Option<Id>) -> Vec<Wanted> {
    let line = |line: &visit::Line| Wanted {
        service_id: line.service_id,
        staff_id: Some(staff_id.unwrap_or(line.staff_id)),
    };
    visit.lines.iter().map(line).collect()
}

#[derive(Input)]
pub struct Move {
    appointment_id: Id,
    /// The whole visit's new start.
    start: time::Instant,
    /// The new master …
    staff_id: Option<Id>,
    /// … of this one's services; of all, if absent.
    from_staff_id: Option<Id>,
    bypass: bool,
}

pub fn move_appointment(ctx: &mut Mutation, input: Move) -> Result<Redirect> {
    let (before, place) = detail::open(ctx, input.appointment_id, "booking.appointment.write")?;
    if !before.state.may_be_moved() {
        return Err(conflict("booking-error-not-movable"));
    }
    let mut after = before.clone();
    let shift = input.start.0 - before.start_at();
    for line in &mut after.lines {
        line.start_at += shift;
        if let Some(staff) = input.staff_id
            && input.from_staff_id.is_none_or(|from| from == line.staff_id)
        {
            line.staff_id = staff;
        }
    }
    if after == before {
        return Ok(redirect("appointment-detail")
            .with("appointment_id", before.appointment_id)
            .data(before.answer(&place.zone)));
    }
    if shift != 0 {
        after.moved_count += 1;
        // R-B11: at the new time the client is awaited anew.
        after.late = false;
    }
    let catalogue = Catalogue::open(ctx, place.branch_id)?;
    let changed = after.lines.iter().zip(&before.lines).filter(|(new, old)| new.staff_id != old.staff_id);
    if changed.into_iter().any(|(new, _)| catalogue.skill(new.staff_id, new.service_id).is_none()) {
        return Err(field("staff_id", "booking-error-skill"));
    }
    change_time(ctx, place, before, after, "moved", "booking-toast-moved", input.bypass)
}

#[derive(Input)]
pub struct Resize {
    appointment_id: Id,
    /// Whose card was pulled; the last service of theirs grows or shrinks. All, if absent.
    staff_id: Option<Id>,
    /// The card's new end.
    end: time::Instant,
    bypass: bool,
}

pub fn resize_appointment(ctx: &mut Mutation, input: Resize) -> Result<Redirect> {
    let (before, place) = detail::open(ctx, input.appointment_id, "booking.appointment.write")?;
    if !before.state.may_be_moved() {
        return Err(conflict("booking-error-not-movable"));
    }
    let mut after = before.clone();
    let last = after.lines.iter().rposition(|line| input.staff_id.is_none_or(|staff| staff == line.staff_id));
    let last = last.ok_or_else(|| field("staff_id", "booking-error-staff"))?;
    let line = &mut after.lines[last];
    let (old_end, minutes) = (line.end_at(), (input.end.0 - line.start_at) / MINUTE);
    if !(5..=12 * 60).contains(&minutes) {
        return Err(field("end", "booking-error-length"));
    }
    line.shape = line.shape.lasting(minutes);
    // What follows in the same visit follows later, or earlier.
    let change = after.lines[last].end_at() - old_end;
    for later in after.lines.iter_mut().skip(last + 1).filter(|later| later.start_at >= old_end) {
        later.start_at += change;
    }
    if after == before {
        return Ok(redirect("appointment-detail")
            .with("appointment_id", before.appointment_id)
            .data(before.answer(&place.zone)));
    }
    change_time(ctx, place, before, after, "resized", "booking-toast-resized", input.bypass)
}

/// Writes a visit at its new time, with every refusal at its field and free times beside it.
fn change_time(
    ctx: &mut Mutation,
    place: Place,
    before: Visit,
    after: Visit,
    kind: &str,
    toast: &str,
    bypass: bool,
) -> Result<Redirect> {
    let start = after.start_at();
    if start % MINUTE != 0 {
        return Err(field("start", "booking-error-minute"));
    }
    let day = clock::business_day(start, &place.zone).ok_or_else(|| field("start", "booking-error-day"))?;
    let may_bypass = bypass && ctx.can("booking.appointment.bypass");
    let mut bypassed = Vec::new();
    let earlier_today = day >= place.today;
    if start != before.start_at() && !earlier_today {
        if !may_bypass {
            return Err(field("start", "booking-error-past"));
        }
        bypassed.push(Outside::Past.word());
    }
    let masters: Vec<Id> = after.staff().collect();
    let book = Book::open(ctx, place, day, day, Some(&masters))?;
    let fit = |line: &visit::Line| {
        let calendar = book.calendar(line.staff_id, day, Some(after.appointment_id));
        (calendar.is_free(line.occupancy()), calendar.in_hours(line.occupancy()))
    };
    let all: Vec<(bool, bool)> = after.lines.iter().map(fit).collect();
    let wanted = wanted(&after, None);
    if all.iter().any(|(free, _)| !free) {
        return or_instead(ctx, claim::taken(), &after, &wanted);
    }
    if all.iter().any(|(_, in_hours)| !in_hours) {
        if !may_bypass {
            return or_instead(ctx, field("start", "booking-error-hours"), &after, &wanted);
        }
        bypassed.push(Outside::Hours.word());
    }
    let change = Change { kind, bypassed: &bypassed, beside: may_bypass };
    let change_id = visit::store(ctx, Some(&before), &after, change);
    let change_id = change_id.or_else(|error| or_instead(ctx, error, &after, &wanted))?;
    let zone = &book.place.zone;
    let undo = json!({ "appointment_id": after.appointment_id, "change_id": change_id });
    let mut answer = after.answer(zone);
    answer["change_id"] = json!(change_id);
    Ok(redirect("schedule")
        .with("day", day)
        .with("branch", after.branch_id)
        .with("staff", after.lines[0].staff_id)
        .toast(toast)
        .toast_args(json!({ "time": clock::wall(start, zone), "end": clock::wall(after.end_at(), zone) }))
        .undo("appointment-undo", undo)
        .data(answer))
}
