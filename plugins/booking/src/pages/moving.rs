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
use crate::model::moving;
use crate::queries;
use crate::visit::{self, Change, Visit};

#[derive(Input)]
pub struct MovePage {
    appointment_id: Id,
    day: Option<Day>,
    /// Another master for the whole visit …
    staff_id: Option<Id>,
    /// … or for this one's services, as a card was dragged.
    from_staff_id: Option<Id>,
    /// The time that was chosen before the form was asked for.
    start: Option<time::Instant>,
    by: Option<Wish>,
}

#[derive(View)]
pub struct MoveView {
    #[view(flatten)]
    board: Board,
    visit: VisitView,
    staff_id: Option<Id>,
    from_staff_id: Option<Id>,
    staff: Vec<Choice>,
    /// A chosen time of this day, however it came about; it is shown even where it is not one of the free ones.
    chosen: Option<Chosen>,
    slots: Vec<SlotView>,
    next_day: Option<Day>,
    can_bypass: bool,
    costs: Costs,
}

/// R-B10: what this move costs if the client asks for it.
#[derive(View)]
pub struct Costs {
    /// Within the free hours: a late cancellation of the time it has.
    pub fee_minor: i64,
    pub percent: i64,
    /// To be paid in before; 0 = nothing is missing.
    pub deposit_minor: i64,
    /// The visit's rules ask for money at some point, so it matters who asks.
    pub matters: bool,
    /// Who is asking: the client, as long as nobody has said.
    pub by: &'static str,
}

#[derive(View)]
struct Chosen {
    start: String,
    text: String,
    /// Not one of the free times.
    other: bool,
}

#[derive(View)]
struct Choice {
    staff_id: Id,
    name: String,
}

pub fn move_form(ctx: &Query, page: MovePage) -> Result<MoveView> {
    let (visit, place) = detail::open(ctx, page.appointment_id, "booking.appointment.write")?;
    let own_day = clock::business_day(visit.start_at(), &place.zone).unwrap_or(place.today);
    let asked = page.start.and_then(|start| Some((start.0, clock::business_day(start.0, &place.zone)?)));
    let day = page.day.or(asked.map(|(_, day)| day)).unwrap_or(own_day.max(place.today));
    let catalogue = Catalogue::open(ctx, place.branch_id)?;
    let can_all = |staff: Id| visit.lines.iter().all(|l| catalogue.skill(staff, l.service_id).is_some());
    let staff = queries::staff_list(ctx, place.branch_id)?;
    let staff = staff.into_iter().filter(|s| can_all(s.staff_id));
    let staff: Vec<Choice> = staff.map(|s| Choice { staff_id: s.staff_id, name: s.display_name }).collect();
    let one = visit.lines.first().map(|l| l.staff_id).filter(|id| visit.staff().all(|other| other == *id));
    let staff_id = page.staff_id.or(one);
    let wanted = wanted(&visit, page.staff_id, page.from_staff_id);
    let found = slots::find(
        ctx,
        Place::find(ctx, Some(place.branch_id))?,
        day,
        &wanted,
        visit.client_id,
        Some(visit.appointment_id),
    )?;
    let chosen = asked.filter(|(_, its_day)| *its_day == day).map(|(start, _)| {
        let text = clock::rfc3339(start, &place.zone);
        let other = !found.slots.iter().any(|slot| slot.start == text);
        Chosen { start: text, text: clock::wall(start, &place.zone), other }
    });
    let shown = detail::view(ctx, &visit, &place, own_day)?;
    let costs = Costs { by: page.by.unwrap_or(Wish::Client).word(), ..costs(ctx, &visit)? };
    Ok(MoveView {
        costs,
        chosen,
        from_staff_id: page.from_staff_id,
        board: board::draw(ctx, place, day, staff_id)?,
        visit: shown,
        staff_id,
        staff,
        slots: found.slots,
        next_day: found.next_day,
        can_bypass: ctx.can("booking.appointment.bypass"),
    })
}

/// R-B10: what the client's next move costs, as it stands now.
pub fn costs(ctx: &Query, visit: &Visit) -> Result<Costs> {
    let fee_minor = fee(visit, ctx.now());
    Ok(Costs {
        fee_minor,
        percent: visit.policy.map_or(0, |policy| policy.late_percent),
        deposit_minor: missing_deposit(ctx, visit)?,
        matters: visit.state.is_awaited() && moving::asks_for_money(visit.policy, visit.total_minor()),
        by: Wish::Client.word(),
    })
}

/// R-B10: what a move for the client's sake costs now.
fn fee(visit: &Visit, now: i64) -> i64 {
    moving::fee(visit.policy, visit.state, visit.start_at(), now, visit.total_minor())
}

/// R-B10: what is missing of the deposit that the client's next move needs. Nobody is asked for what nobody can take.
pub fn missing_deposit(ctx: &Query, visit: &Visit) -> Result<i64> {
    let asked = moving::deposit(visit.policy, visit.moved_count, visit.total_minor());
    if asked == 0 || !visit.state.is_awaited() || !ctx.service("finance@1").is_available() {
        return Ok(0);
    }
    let held = queries::deposit_held(ctx, visit.appointment_id)?.map_or(0, |row| row.held_minor);
    Ok((asked - held).max(0))
}

fn wanted(visit: &Visit, staff_id: Option<Id>, from: Option<Id>) -> Vec<Wanted> {
    let line = |line: &visit::Line| Wanted {
        service_id: line.service_id,
        staff_id: Some(
            staff_id.filter(|_| from.is_none_or(|from| from == line.staff_id)).unwrap_or(line.staff_id),
        ),
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
    /// Unsaid, it is asked for where the answer costs money: a slip of the hand on a card must not.
    by: Option<Wish>,
    /// What the form said it costs; while it lay open, the free hours may have ended.
    #[input(range = 0..=100_000_000_000_000i64)]
    fee_minor: Option<i64>,
}

/// For whose sake a visit comes to another time (R-B10).
#[derive(Input, Clone, Copy, PartialEq)]
pub enum Wish {
    /// Within the free hours it is a late cancellation.
    Client,
    /// The same, and the salon asks for no fee.
    Waived,
    /// It costs the client nothing and is none of their moves.
    Salon,
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
    let mut how = How { toast: "booking-toast-moved", bypass: input.bypass, ..How::of("moved") };
    if shift != 0 {
        // R-B11: at the new time the client is awaited anew.
        after.late = false;
        match input.by {
            Some(Wish::Salon) => {}
            wish => for_the_client(ctx, &before, &mut after, &mut how, wish, input.fee_minor)?,
        }
    }
    let catalogue = Catalogue::open(ctx, place.branch_id)?;
    let changed = after.lines.iter().zip(&before.lines).filter(|(new, old)| new.staff_id != old.staff_id);
    if changed.into_iter().any(|(new, _)| catalogue.skill(new.staff_id, new.service_id).is_none()) {
        return Err(field("staff_id", "booking-error-skill"));
    }
    change_time(ctx, place, before, after, how)
}

/// R-B10: one more of the client's moves. Late and not waived, it costs what giving the old time up costs. The visit
/// stays the one that was booked, with its prices and rules (R-B8): only the fee is of the cancellation.
fn for_the_client(
    ctx: &Query,
    before: &Visit,
    after: &mut Visit,
    how: &mut How,
    wish: Option<Wish>,
    said_minor: Option<i64>,
) -> Result<()> {
    after.moved_count += 1;
    let (missing, fee_minor) = (missing_deposit(ctx, before)?, fee(before, ctx.now()));
    if wish.is_none() && (missing > 0 || fee_minor > 0) {
        how.asks = true;
        return Ok(());
    }
    if missing > 0 {
        if !(how.bypass && ctx.can("booking.appointment.bypass")) {
            let sum = ctx.format("money", missing)?;
            return Err(field("by", text("booking-error-deposit").arg("sum", sum)));
        }
        how.bypassed.push(Outside::Deposit.word());
    }
    if fee_minor == 0 {
        return Ok(());
    }
    if wish == Some(Wish::Waived) {
        how.bypassed.push(Outside::Fee.word());
        return Ok(());
    }
    if said_minor.is_some_and(|said| said != fee_minor) {
        let fee = ctx.format("money", fee_minor)?;
        return Err(field("by", text("booking-error-move-fee").arg("fee", fee)));
    }
    *how = How { kind: "moved_late", toast: "booking-toast-moved-late", fee_minor, ..std::mem::take(how) };
    Ok(())
}

/// What a change of time is, and what was let through.
#[derive(Default)]
struct How {
    kind: &'static str,
    toast: &'static str,
    bypass: bool,
    bypassed: Vec<&'static str>,
    fee_minor: i64,
    /// Nobody has said who asks, and it matters. Asked last: a time that is taken needs no answer.
    asks: bool,
}

impl How {
    fn of(kind: &'static str) -> Self {
        Self { kind, ..Self::default() }
    }
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
    let how = How { toast: "booking-toast-resized", bypass: input.bypass, ..How::of("resized") };
    change_time(ctx, place, before, after, how)
}

/// Writes a visit at its new time, with every refusal at its field and free times beside it.
fn change_time(ctx: &mut Mutation, place: Place, before: Visit, after: Visit, how: How) -> Result<Redirect> {
    let start = after.start_at();
    if start % MINUTE != 0 {
        return Err(field("start", "booking-error-minute"));
    }
    let day = clock::business_day(start, &place.zone).ok_or_else(|| field("start", "booking-error-day"))?;
    let may_bypass = how.bypass && ctx.can("booking.appointment.bypass");
    let mut bypassed = how.bypassed;
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
    let wanted = wanted(&after, None, None);
    if all.iter().any(|(free, _)| !free) {
        return or_instead(ctx, claim::taken(), &after, &wanted);
    }
    if all.iter().any(|(_, in_hours)| !in_hours) {
        if !may_bypass {
            return or_instead(ctx, field("start", "booking-error-hours"), &after, &wanted);
        }
        bypassed.push(Outside::Hours.word());
    }
    if how.asks {
        return Err(field("by", "booking-error-move-ask"));
    }
    let fee_minor = how.fee_minor;
    let change = Change { bypassed: &bypassed, beside: may_bypass, fee_minor, ..Change::of(how.kind) };
    let change_id = visit::store(ctx, Some(&before), &after, change);
    let change_id = change_id.or_else(|error| or_instead(ctx, error, &after, &wanted))?;
    let zone = &book.place.zone;
    let undo = json!({ "appointment_id": after.appointment_id, "change_id": change_id });
    let mut answer = after.answer(zone);
    answer["change_id"] = json!(change_id);
    answer["fee_minor"] = json!(fee_minor);
    let fee = ctx.format("money", fee_minor)?;
    Ok(redirect("schedule")
        .with("day", day)
        .with("branch", after.branch_id)
        .with("staff", after.lines[0].staff_id)
        .toast(how.toast)
        .toast_args(
            json!({ "time": clock::wall(start, zone), "end": clock::wall(after.end_at(), zone), "fee": fee }),
        )
        .undo("appointment-undo", undo)
        .data(answer))
}
