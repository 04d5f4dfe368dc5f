//! One visit, beside its day.

use pardoz_sdk::prelude::*;

use super::board::{self, Board};
use crate::book::{Place, Reach};
use crate::model::clock::{self, rfc3339, wall};
use crate::model::policy;
use crate::model::state::State;
use crate::queries;
use crate::visit::Visit;

#[derive(Input)]
pub struct VisitPage {
    pub appointment_id: Id,
}

#[derive(View)]
pub struct Detail {
    #[view(flatten)]
    pub board: Board,
    pub visit: VisitView,
}

#[derive(View)]
pub struct VisitView {
    pub appointment_id: Id,
    pub number: i64,
    pub branch_id: Id,
    pub client_id: Option<Id>,
    pub day: Day,
    pub start: String,
    pub end: String,
    pub start_text: String,
    pub end_text: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub steps: Vec<Step>,
    pub client: Option<ClientView>,
    pub lines: Vec<LineView>,
    pub masters: String,
    pub total_minor: i64,
    pub note: Option<String>,
    pub source: String,
    pub late: bool,
    pub cancel_reason: Option<String>,
    pub history: Vec<Entry>,
    /// R-B1: other visits of this client at the same time; somebody allowed it, or two cards became one (R-C4).
    pub beside: Vec<Beside>,
    pub may_move: bool,
    pub may_cancel: bool,
    pub may_serve: bool,
    pub may_be_absent: bool,
    /// R-B9: what it costs the client to cancel or not to come; nothing where it costs nothing.
    pub giving_up: Option<GivingUp>,
    /// R-B10: to be paid in before the client's next move; nothing = they may move it.
    pub move_deposit_minor: i64,
    /// Somebody takes money here: paying completes the visit, and doing it by hand comes second.
    pub has_checkout: bool,
    /// And this person is the one: once the client is here, taking it is their act of the hour.
    pub takes_money: bool,
    pub minutes: i64,
}

#[derive(View)]
pub struct GivingUp {
    /// Cancelling is free until then; `None`: that time is over.
    pub free_until: Option<i64>,
    pub late_minor: i64,
    pub absent_minor: i64,
}

#[derive(View)]
pub struct Step {
    pub state: &'static str,
    /// `past`, `current` or nothing.
    pub place: &'static str,
    pub tone: &'static str,
    pub key: String,
    pub may: bool,
}

#[derive(View)]
pub struct ClientView {
    pub client_id: Id,
    pub name: String,
    /// Masked by the host for those who may not see numbers.
    pub phone: Option<String>,
    pub warning: Option<String>,
    pub visits: i64,
    pub last_at: Option<i64>,
}

#[derive(View)]
pub struct LineView {
    pub appointment_line_id: Id,
    pub service: String,
    pub staff_id: Id,
    pub staff: String,
    pub start: String,
    pub start_text: String,
    pub minutes: i64,
    pub processing_minutes: i64,
    pub price_minor: i64,
}

#[derive(View)]
pub struct Beside {
    pub appointment_id: Id,
    pub start_text: String,
    pub end_text: String,
}

#[derive(View)]
pub struct Entry {
    pub kind: String,
    pub person: Option<String>,
    pub at: i64,
}

pub fn show_appointment(ctx: &Query, page: VisitPage) -> Result<Detail> {
    let (visit, place) = open(ctx, page.appointment_id, "booking.appointment.read")?;
    let day = clock::business_day(visit.start_at(), &place.zone).unwrap_or(place.today);
    let shown = view(ctx, &visit, &place, day)?;
    let chosen = visit.lines.first().map(|line| line.staff_id);
    Ok(Detail { board: board::draw(ctx, place, day, chosen)?, visit: shown })
}

/// The visit and its branch, if the reader's right `permission` reaches it. One that they may not even see is as good as
/// none: the answer must not tell the two apart (security.md 4.3).
pub fn open(ctx: &Query, appointment_id: Id, permission: &str) -> Result<(Visit, Place)> {
    let visit = Visit::find(ctx, appointment_id)?;
    let reaches = |right: &str| Ok::<_, Error>(Reach::of(ctx, right)?.covers(visit.branch_id, visit.staff()));
    if !reaches(permission)? {
        let sees = reaches("booking.appointment.read")?;
        return Err(if sees { denied("booking-error-not-yours") } else { not_found("booking-error-gone") });
    }
    let place = Place::find(ctx, Some(visit.branch_id))?;
    Ok((visit, place))
}

pub fn view(ctx: &Query, visit: &Visit, place: &Place, day: Day) -> Result<VisitView> {
    let zone = &place.zone;
    let ids: Vec<Id> = visit.lines.iter().map(|l| l.service_id).collect();
    let services = queries::service_some(ctx, &ids)?;
    let staff = queries::staff_some(ctx, &visit.staff().collect::<Vec<_>>())?;
    let master =
        |id: Id| staff.iter().find(|s| s.staff_id == id).map(|s| s.display_name.clone()).unwrap_or_default();
    let service =
        |id: Id| services.iter().find(|s| s.service_id == id).map(|s| s.name(ctx.locale()).to_owned());
    let line = |line: &crate::visit::Line| LineView {
        appointment_line_id: line.appointment_line_id,
        service: service(line.service_id).unwrap_or_default(),
        staff_id: line.staff_id,
        staff: master(line.staff_id),
        start: rfc3339(line.start_at, zone),
        start_text: wall(line.start_at, zone),
        minutes: line.shape.duration(),
        processing_minutes: line.shape.processing,
        price_minor: line.price_minor,
    };
    let mut masters: Vec<String> = visit.staff().map(master).collect();
    masters.dedup();
    let (tone, icon) = board::sign(visit.state);
    let writes = covers(ctx, "booking.appointment.write", visit)?;
    let serves = covers(ctx, "booking.appointment.serve", visit)?;
    let history = queries::change_list(ctx, visit.appointment_id)?;
    Ok(VisitView {
        appointment_id: visit.appointment_id,
        number: visit.number,
        branch_id: visit.branch_id,
        client_id: visit.client_id,
        day,
        start: rfc3339(visit.start_at(), zone),
        end: rfc3339(visit.end_at(), zone),
        start_text: wall(visit.start_at(), zone),
        end_text: wall(visit.end_at(), zone),
        state: visit.state.word().to_owned(),
        tone,
        icon,
        steps: steps(visit.state, serves, day <= place.today),
        client: client(ctx, visit)?,
        lines: visit.lines.iter().map(line).collect(),
        masters: masters.join(", "),
        total_minor: visit.total_minor(),
        note: visit.note.clone(),
        source: visit.source.clone(),
        late: visit.late && visit.state.is_awaited(),
        cancel_reason: visit.cancel_reason.clone(),
        history: history
            .into_iter()
            .map(|c| Entry { kind: c.kind, person: c.person_name, at: c.created_at })
            .collect(),
        beside: beside(ctx, visit, zone)?,
        may_move: writes && visit.state.may_be_moved(),
        may_cancel: writes && visit.state.may_be_cancelled(),
        may_serve: serves,
        may_be_absent: serves && visit.state.may_become(State::NoShow) && visit.start_at() <= ctx.now(),
        giving_up: giving_up(visit, ctx.now()),
        move_deposit_minor: super::moving::missing_deposit(ctx, visit)?,
        has_checkout: ctx.service("finance@1").is_available(),
        takes_money: ctx.service("finance@1").is_available() && ctx.can("finance.bill.take"),
        minutes: (visit.end_at() - visit.start_at()) / 60_000,
    })
}

fn giving_up(visit: &Visit, now: i64) -> Option<GivingUp> {
    let (late_minor, absent_minor) = (visit.fee_minor(State::CancelledLate), visit.fee_minor(State::NoShow));
    if !visit.state.is_awaited() || late_minor == 0 && absent_minor == 0 {
        return None;
    }
    let until = visit.start_at() - policy::free_hours(visit.policy) * 3_600_000;
    Some(GivingUp { free_until: (until >= now).then_some(until), late_minor, absent_minor })
}

fn beside(ctx: &Query, visit: &Visit, zone: &time::TimeZone) -> Result<Vec<Beside>> {
    let Some(client_id) = visit.client_id.filter(|_| visit.state.is_blocking()) else {
        return Ok(Vec::new());
    };
    let mut others = queries::client_times(ctx, client_id, visit.end_at(), visit.start_at(), ctx.now())?;
    others.retain(|other| other.appointment_id != visit.appointment_id);
    let view = |other: queries::ClientTimes| Beside {
        appointment_id: other.appointment_id,
        start_text: wall(other.start_at, zone),
        end_text: wall(other.end_at, zone),
    };
    Ok(others.into_iter().map(view).collect())
}

fn covers(ctx: &Query, permission: &str, visit: &Visit) -> Result<bool> {
    Ok(ctx.can(permission) && Reach::of(ctx, permission)?.covers(visit.branch_id, visit.staff()))
}

/// The way of a visit; the digits 1 to 5 choose a step.
fn steps(state: State, serves: bool, is_day: bool) -> Vec<Step> {
    let way = [State::Booked, State::Confirmed, State::Arrived, State::InService, State::Completed];
    let shown = if state == State::Pending { State::Booked } else { state };
    let current = way.iter().position(|step| *step == shown);
    let step = |(at, step): (usize, &State)| Step {
        state: step.word(),
        place: match current {
            Some(current) if at < current => "past",
            Some(current) if at == current => "current",
            _ => "",
        },
        tone: board::sign(*step).0,
        key: (at + 1).to_string(),
        may: serves && state.may_become(*step) && (is_day || !step.needs_the_day()),
    };
    way.iter().enumerate().map(step).collect()
}

fn client(ctx: &Query, visit: &Visit) -> Result<Option<ClientView>> {
    let Some(client_id) = visit.client_id else { return Ok(None) };
    let Some(client) = queries::client(ctx, client_id)? else { return Ok(None) };
    let totals = queries::client_totals(ctx, client_id, ctx.now())?;
    Ok(Some(ClientView {
        client_id,
        name: client.display_name,
        phone: queries::client_phone(ctx, client_id)?.map(|row| row.phone),
        warning: client.warning,
        visits: totals.as_ref().map(|t| t.visits).unwrap_or_default(),
        last_at: totals.and_then(|t| t.last_at),
    }))
}
