//! One visit, and the one way to write it: rows, claims, history, events and jobs change together.

use pardoz_sdk::prelude::*;
use serde::{Deserialize, Serialize};

use crate::claim;
use crate::model::clock;
use crate::model::interval::MINUTE;
use crate::model::limits::Outside;
use crate::model::occupancy::{Occupancy, Shape};
use crate::model::policy::{self, Policy};
use crate::model::state::{PROMPT_AFTER_MINUTES, State};
use crate::queries;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    pub appointment_id: Id,
    pub number: i64,
    pub branch_id: Id,
    pub client_id: Option<Id>,
    pub state: State,
    pub source: String,
    pub note: Option<String>,
    pub late: bool,
    pub hold_until: Option<i64>,
    pub cancel_reason: Option<String>,
    pub cancelled_at: Option<i64>,
    pub moved_count: i64,
    pub created_at: i64,
    /// R-B9: as it was when booked. History from before there were policies has none.
    #[serde(default)]
    pub policy: Option<Policy>,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub appointment_line_id: Id,
    pub service_id: Id,
    pub staff_id: Id,
    pub start_at: i64,
    pub shape: Shape,
    /// R-B8: as it was when booked.
    pub price_minor: i64,
}

impl Line {
    pub fn occupancy(&self) -> Occupancy {
        Occupancy::new(self.start_at, self.shape)
    }

    pub fn end_at(&self) -> i64 {
        self.occupancy().end()
    }
}

/// What to remember about a change.
pub struct Change<'a> {
    pub kind: &'a str,
    /// R-B3: limits a person with the right went past.
    pub bypassed: &'a [&'a str],
    /// R-B1: the same person lets the client be in two places at once.
    pub beside: bool,
    /// R-B10: what a move costs the client; a visit that is lost says that by its state.
    pub fee_minor: i64,
    /// The change that this one takes back.
    pub undoes: Option<Id>,
}

impl<'a> Change<'a> {
    pub fn of(kind: &'a str) -> Self {
        Self { kind, bypassed: &[], beside: false, fee_minor: 0, undoes: None }
    }
}

impl Visit {
    pub fn find(ctx: &Query, appointment_id: Id) -> Result<Self> {
        let row =
            queries::appointment(ctx, appointment_id)?.ok_or_else(|| not_found("booking-error-gone"))?;
        let (lines, policy) = (queries::lines_of(ctx, appointment_id)?, row.policy());
        Ok(Self {
            appointment_id,
            number: row.number,
            branch_id: row.branch_id,
            client_id: row.client_id,
            state: State::from_word(&row.state)
                .ok_or_else(|| Error::internal("unknown state in the table"))?,
            source: row.source,
            note: row.note,
            late: row.late,
            hold_until: row.hold_until,
            cancel_reason: row.cancel_reason,
            cancelled_at: row.cancelled_at,
            moved_count: row.moved_count,
            created_at: row.created_at,
            policy,
            lines: lines.into_iter().map(Line::from).collect(),
        })
    }

    pub fn start_at(&self) -> i64 {
        self.lines.iter().map(|line| line.start_at).min().unwrap_or_default()
    }

    pub fn end_at(&self) -> i64 {
        self.lines.iter().map(Line::end_at).max().unwrap_or_default()
    }

    pub fn total_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.price_minor).sum()
    }

    pub fn staff(&self) -> impl Iterator<Item = Id> + '_ {
        self.lines.iter().map(|line| line.staff_id)
    }

    /// R-B9: what it costs the client if it ends so.
    pub fn fee_minor(&self, state: State) -> i64 {
        policy::fee(self.policy, state, self.total_minor())
    }

    /// What subscribers are told (contract booking@1). The same change told twice has the same id.
    fn told(&self, change_id: Id, change: &Change<'_>) -> Json {
        json!({
            "appointment_id": self.appointment_id, "state": self.state.word(), "branch_id": self.branch_id,
            "client_id": self.client_id, "staff_id": self.lines[0].staff_id,
            "start_at": self.start_at(), "end_at": self.end_at(), "total_minor": self.total_minor(),
            "change_id": change_id, "fee_minor": self.fee_minor(self.state).max(change.fee_minor),
            "undoes": change.undoes,
        })
    }

    /// What a script is told.
    pub fn answer(&self, zone: &time::TimeZone) -> Json {
        let lines: Vec<Json> = self
            .lines
            .iter()
            .map(|line| {
                json!({
                    "appointment_line_id": line.appointment_line_id, "service_id": line.service_id,
                    "staff_id": line.staff_id, "start": clock::rfc3339(line.start_at, zone),
                    "end": clock::rfc3339(line.end_at(), zone), "duration_minutes": line.shape.duration(),
                    "price_minor": line.price_minor,
                })
            })
            .collect();
        json!({
            "appointment_id": self.appointment_id, "number": self.number, "state": self.state.word(),
            "branch_id": self.branch_id, "client_id": self.client_id,
            "start": clock::rfc3339(self.start_at(), zone), "end": clock::rfc3339(self.end_at(), zone),
            "total_minor": self.total_minor(), "lines": lines, "hold_until": self.hold_until.map(|at| clock::rfc3339(at, zone)),
        })
    }
}

impl queries::AppointmentRow {
    fn policy(&self) -> Option<Policy> {
        Some(Policy {
            free_hours: self.free_until_hours?,
            late_percent: self.late_fee_percent.unwrap_or_default(),
            absent_percent: self.no_show_fee_percent.unwrap_or_default(),
            deposit_minor: self.deposit_minor.unwrap_or_default(),
        })
    }
}

impl From<queries::LineRow> for Line {
    fn from(row: queries::LineRow) -> Self {
        Self {
            appointment_line_id: row.appointment_line_id,
            service_id: row.service_id,
            staff_id: row.staff_id,
            start_at: row.start_at,
            shape: Shape {
                before: row.buffer_before_minutes,
                active: row.active_minutes,
                processing: row.processing_minutes,
                finish: row.finish_minutes,
                after: row.buffer_after_minutes,
            },
            price_minor: row.price_minor,
        }
    }
}

/// Writes a visit as it is after a change. The database refuses time that somebody else holds: the error is then a
/// conflict at the field `start`, and the caller adds what is free instead.
///
/// Returns the change's id, by which it can be undone.
pub fn store(ctx: &mut Mutation, before: Option<&Visit>, after: &Visit, change: Change<'_>) -> Result<Id> {
    let zone = zone_of(ctx, after.branch_id)?;
    write_rows(ctx, before.is_none(), after, None, &zone)?;
    let mut bypassed = change.bypassed.to_vec();
    if claim::take(ctx, before, after, change.beside, &zone)? {
        bypassed.push(Outside::Client.word());
    }
    let change = Change { bypassed: &bypassed, ..change };
    let change_id = remember(ctx, before, after, &change)?;
    tell(ctx, before, after, &after.told(change_id, &change))?;
    plan_jobs(ctx, after)?;
    Ok(change_id)
}

/// Rows from elsewhere, without telling anybody and without plans. What is over takes no claims: it cannot clash, and
/// overlapping entries of an old notebook must not be lost. What lies ahead takes its time; `false` = it is taken.
pub fn store_quietly(
    ctx: &mut Mutation,
    visit: &Visit,
    import_key: Option<&str>,
    zone: &time::TimeZone,
) -> Result<bool> {
    if visit.end_at() > ctx.now() && !claim::take_quietly(ctx, visit)? {
        return Ok(false);
    }
    write_rows(ctx, true, visit, import_key, zone)?;
    Ok(true)
}

/// Writes imported history anew; its time is over and nobody is told.
pub fn rewrite(ctx: &mut Mutation, visit: &Visit, zone: &time::TimeZone) -> Result<()> {
    write_rows(ctx, false, visit, None, zone)
}

pub fn zone_of(ctx: &Query, branch_id: Id) -> Result<time::TimeZone> {
    let branches = queries::branch_list(ctx)?;
    match branches.iter().find(|b| b.branch_id == branch_id) {
        Some(branch) => time::zone(&branch.timezone),
        None => Ok(ctx.timezone().clone()),
    }
}

fn write_rows(
    ctx: &mut Mutation,
    is_new: bool,
    visit: &Visit,
    import_key: Option<&str>,
    zone: &time::TimeZone,
) -> Result<()> {
    let first = visit.lines.first().ok_or_else(|| Error::internal("a visit without lines"))?;
    let (start, end, now) = (visit.start_at(), visit.end_at(), ctx.now());
    let day = clock::business_day(start, zone).ok_or_else(|| field("start", "booking-error-day"))?;
    let (note, reason) = (visit.note.as_deref(), visit.cancel_reason.as_deref());
    if is_new {
        queries::insert_appointment(
            ctx,
            visit.appointment_id,
            visit.number,
            visit.branch_id,
            visit.client_id,
            first.staff_id,
            day.as_str(),
            start,
            end,
            visit.state.word(),
            visit.total_minor(),
            &visit.source,
            note,
            visit.late,
            visit.hold_until,
            reason,
            visit.cancelled_at,
            visit.moved_count,
            visit.policy.map(|policy| policy.free_hours),
            visit.policy.map(|policy| policy.late_percent),
            visit.policy.map(|policy| policy.absent_percent),
            visit.policy.map(|policy| policy.deposit_minor),
            import_key,
            visit.created_at,
            now,
        )?;
    } else {
        queries::update_appointment(
            ctx,
            visit.client_id,
            first.staff_id,
            day.as_str(),
            start,
            end,
            visit.state.word(),
            visit.total_minor(),
            note,
            visit.late,
            visit.hold_until,
            reason,
            visit.cancelled_at,
            visit.moved_count,
            now,
            visit.appointment_id,
        )?;
        queries::delete_lines(ctx, visit.appointment_id)?;
    }
    let blocking = visit.state.is_blocking();
    for (position, line) in visit.lines.iter().enumerate() {
        let shape = line.shape;
        queries::insert_line(
            ctx,
            line.appointment_line_id,
            visit.appointment_id,
            position as i64,
            line.service_id,
            line.staff_id,
            line.start_at,
            line.end_at(),
            shape.duration(),
            line.price_minor,
            shape.active,
            shape.processing,
            shape.finish,
            shape.before,
            shape.after,
            line.occupancy().reserved().start,
            blocking,
        )?;
    }
    Ok(())
}

fn remember(ctx: &mut Mutation, before: Option<&Visit>, after: &Visit, change: &Change<'_>) -> Result<Id> {
    let text = |visit: &Visit| {
        serde_json::to_string(visit).map_err(|e| Error::internal(format!("could not write a visit: {e}")))
    };
    let change_id = ctx.new_id();
    let before = before.map(text).transpose()?;
    let bypassed = (!change.bypassed.is_empty()).then(|| change.bypassed.join(","));
    let (person, name) = (ctx.caller().person_id, ctx.caller().display_name.clone());
    let (now, after_text) = (ctx.now(), text(after)?);
    queries::insert_change(
        ctx,
        change_id,
        after.appointment_id,
        change.kind,
        before.as_deref(),
        &after_text,
        bypassed.as_deref(),
        person,
        name.as_deref(),
        now,
    )?;
    Ok(change_id)
}

fn tell(ctx: &mut Mutation, before: Option<&Visit>, after: &Visit, told: &Json) -> Result<()> {
    let key = after.appointment_id;
    let Some(before) = before else {
        if after.state != State::Hold {
            ctx.emit("booking.appointment.booked", key, told)?;
        }
        return Ok(());
    };
    if before.lines != after.lines {
        ctx.emit("booking.appointment.moved", key, told)?;
    }
    if before.state.is_lost() && !after.state.is_lost() {
        ctx.emit("booking.appointment.restored", key, told)?;
    }
    if before.state != after.state
        && let Some(topic) = before.state.event(after.state)
    {
        ctx.emit(topic, key, told)?;
    }
    Ok(())
}

/// R-B11: somebody asks 15 minutes after the start, once, and the slot's end decides. A slot that is over plans nothing
/// any more, and does not call off the decision that may still wait for its turn.
fn plan_jobs(ctx: &mut Mutation, visit: &Visit) -> Result<()> {
    let (key, payload) = (visit.appointment_id, json!({ "appointment_id": visit.appointment_id }));
    let (awaited, over) = (visit.state.is_awaited(), visit.end_at() <= ctx.now());
    if awaited && !over && !visit.late {
        ctx.schedule("arrival-prompt", visit.start_at() + PROMPT_AFTER_MINUTES * MINUTE, key, &payload)?;
    } else {
        ctx.cancel("arrival-prompt", key)?;
    }
    if !awaited {
        ctx.cancel("no-show", key)?;
    } else if !over {
        ctx.schedule("no-show", visit.end_at(), key, &payload)?;
    }
    Ok(())
}

/// Six digits to say aloud.
pub fn number(ctx: &Query) -> i64 {
    ctx.random_number(6)
}
