//! Believable days: the eight weeks behind, today in the middle of its work, two weeks ahead filling up; and as much
//! older history as is asked for. The same seed makes the same visits.

use std::collections::BTreeMap;

use pardoz_sdk::dice::Dice;
use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::model::interval::{Interval, MINUTE};
use crate::model::occupancy::{Calendar, Occupancy, Shape};
use crate::model::policy::Policy;
use crate::model::state::{FREE_CANCEL_HOURS, State};
use crate::queries::{self, Service, Skill};
use crate::visit::{self, Line, Visit};

/// Visits a batch writes; with their lines that stays under the host's 5,000 rows.
const BATCH: usize = 1200;
const DAYS_BACK: i64 = 56;
const DAYS_AHEAD: i64 = 14;
/// Deposits are asked for what costs as much as that, in tiyin.
const DEPOSIT_FROM_MINOR: i64 = 20_000_000;
const DEPOSIT_PERCENT: i64 = 40;
/// Older history has no shifts to stand in: so many visits a master and day.
const OLD_VISITS: usize = 6;

/// The salon as the demo finds it.
struct Salon {
    seed: i64,
    today: Day,
    zones: BTreeMap<Id, TimeZone>,
    shifts: Vec<queries::ShiftsBetween>,
    pauses: Vec<queries::Pause>,
    services: BTreeMap<Id, Service>,
    skills: BTreeMap<Id, Vec<Skill>>,
    clients: Vec<Id>,
}

/// A visit that could have been.
struct Plan {
    branch_id: Id,
    staff_id: Id,
    day: Day,
    nth: i64,
    lines: Vec<(Occupancy, Id, i64)>,
}

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    let wanted = wish.appointments.max(0) as usize;
    let salon = salon(ctx, &wish)?;
    if salon.skills.is_empty() || salon.zones.is_empty() || wanted == 0 {
        return Ok(DemoProgress::done(ctx.t("booking-demo-progress", json!({ "done": 0, "all": 0 }))));
    }
    let from = wish.batch.max(0) as usize * BATCH;
    let to = (from + BATCH).min(wanted);
    for plan in salon.plans(from, to) {
        write(ctx, &salon, plan)?;
    }
    let progress = ctx.t("booking-demo-progress", json!({ "done": to, "all": wanted }));
    Ok(if to >= wanted { DemoProgress::done(progress) } else { DemoProgress::more(progress) })
}

fn salon(ctx: &Query, wish: &DemoBatch) -> Result<Salon> {
    let mut zones = BTreeMap::new();
    for branch in queries::branch_list(ctx)? {
        zones.insert(branch.branch_id, time::zone(&branch.timezone)?);
    }
    let (first, last) = (wish.today.plus(-DAYS_BACK), wish.today.plus(DAYS_AHEAD));
    let zone = ctx.timezone();
    let mut skills: BTreeMap<Id, Vec<Skill>> = BTreeMap::new();
    for skill in queries::skills_all(ctx)? {
        skills.entry(skill.staff_id).or_default().push(skill);
    }
    Ok(Salon {
        seed: wish.seed,
        today: wish.today,
        zones,
        shifts: queries::shifts_between(ctx, first.as_str(), last.as_str())?,
        pauses: queries::breaks_between(ctx, first.start(zone)?, last.plus(2).start(zone)?)?,
        services: queries::service_list(ctx)?.into_iter().map(|s| (s.service_id, s)).collect(),
        skills,
        clients: queries::demo_client_list(ctx, wish.clients.clamp(1, 4000))?
            .into_iter()
            .map(|c| c.client_id)
            .collect(),
    })
}

impl Salon {
    /// Visits `from` to `to` of the endless row: today first, then the days around it, then older and older ones.
    fn plans(&self, from: usize, to: usize) -> Vec<Plan> {
        let near = self.near_plans();
        let near_count = near.len();
        let mut plans: Vec<Plan> = near.into_iter().skip(from).take(to.saturating_sub(from)).collect();
        for index in from.max(near_count)..to {
            plans.extend(self.old_plan(index - near_count));
        }
        plans
    }

    fn near_plans(&self) -> Vec<Plan> {
        let mut days = vec![0];
        for distance in 1..=DAYS_BACK {
            if distance <= DAYS_AHEAD {
                days.push(distance);
            }
            days.push(-distance);
        }
        let mut plans = Vec::new();
        for distance in days {
            let day = self.today.plus(distance);
            for shift in self.shifts.iter().filter(|shift| shift.day == day.as_str()) {
                self.fill_shift(shift, day, distance, &mut plans);
            }
        }
        plans
    }

    /// One master's day: services one after another, with the pauses that life leaves.
    fn fill_shift(&self, shift: &queries::ShiftsBetween, day: Day, distance: i64, plans: &mut Vec<Plan>) {
        let Some(skills) = self.skills.get(&shift.staff_id) else { return };
        let mut dice = Dice::of(self.seed, &format!("{day} {}", shift.staff_id));
        let pauses: Vec<Interval> = self
            .pauses
            .iter()
            .filter(|p| p.staff_id == shift.staff_id)
            .map(|p| Interval::new(p.start_at, p.end_at))
            .collect();
        let hours = Interval::new(shift.start_at, shift.end_at);
        let mut calendar = Calendar::new(&[hours], &pauses, Vec::new(), false);
        // Today sells well; the further ahead, the emptier.
        let fullness = match distance {
            0 => dice.range(78, 97),
            1.. => (84 - distance * 4 + dice.range(-14, 14)).max(8),
            _ => dice.range(55, 92),
        };
        let mut at = shift.start_at + dice.range(0, 2) * 15 * MINUTE;
        let mut nth = 0;
        while at < shift.end_at {
            if dice.range(0, 99) >= fullness {
                at += dice.range(3, 6) * 15 * MINUTE;
                continue;
            }
            let found = (0..8).find_map(|_| {
                let skill = dice.pick(skills);
                let shape = self.shape(skill)?;
                let line = Occupancy::new(at + shape.before * MINUTE, shape);
                calendar.fits(line).then_some((line, skill.service_id, skill.price_minor))
            });
            let Some(line) = found else {
                at += 15 * MINUTE;
                continue;
            };
            let mut lines = vec![line];
            calendar.taken.push(line.0);
            // Now and then a second service follows at once.
            let second = dice.pick(skills);
            if dice.range(0, 99) < 16
                && second.service_id != line.1
                && let Some(shape) = self.shape(second)
            {
                let next = Occupancy::new(line.0.end() + (line.0.shape.after + shape.before) * MINUTE, shape);
                if calendar.fits(next) {
                    calendar.taken.push(next);
                    lines.push((next, second.service_id, second.price_minor));
                }
            }
            at = lines[lines.len() - 1].0.reserved().end;
            // People are served on the quarter hour.
            let quarter = 15 * MINUTE;
            at = (at + quarter - 1).div_euclid(quarter) * quarter;
            plans.push(Plan { branch_id: shift.branch_id, staff_id: shift.staff_id, day, nth, lines });
            nth += 1;
        }
    }

    fn shape(&self, skill: &Skill) -> Option<Shape> {
        Some(self.services.get(&skill.service_id)?.shape().lasting(skill.duration_minutes))
    }

    /// A visit from before the shifts of the demo: the same six hours every day, another service each.
    fn old_plan(&self, index: usize) -> Option<Plan> {
        let masters: Vec<Id> = self.skills.keys().copied().collect();
        let a_day = masters.len() * OLD_VISITS;
        let day = self.today.plus(-DAYS_BACK - 1 - (index / a_day) as i64);
        let staff_id = masters[index % a_day / OLD_VISITS];
        let nth = (index % OLD_VISITS) as i64;
        let branch_id = self.shifts.iter().find(|s| s.staff_id == staff_id).map(|s| s.branch_id);
        let branch_id = branch_id.or(self.zones.keys().next().copied())?;
        let mut dice = Dice::of(self.seed, &format!("{day} {staff_id} {nth}"));
        let skill = dice.pick(&self.skills[&staff_id]);
        let start = day.time(9 * 60 + nth * 110 + dice.range(0, 3) * 15, &self.zones[&branch_id]).ok()?;
        let shape = self.shape(skill)?;
        Some(Plan {
            branch_id,
            staff_id,
            day,
            nth,
            lines: vec![(Occupancy::new(start, shape), skill.service_id, skill.price_minor)],
        })
    }
}

fn write(ctx: &mut Mutation, salon: &Salon, plan: Plan) -> Result<()> {
    let mut dice = Dice::of(salon.seed, &format!("visit {} {} {}", plan.day, plan.staff_id, plan.nth));
    let appointment_id = Id::parse(&dice.uuid())?;
    // The same seed twice: this visit is here already.
    if queries::appointment(ctx, appointment_id)?.is_some() {
        return Ok(());
    }
    let (start, end) = (plan.lines[0].0.start, plan.lines[plan.lines.len() - 1].0.end());
    let state = state(&mut dice, start, end, ctx.now());
    let client_id = draw_client(ctx, salon, &mut dice, Interval::new(start, end))?;
    let mut lines = Vec::new();
    for (time, service_id, price_minor) in &plan.lines {
        lines.push(Line {
            appointment_line_id: Id::parse(&dice.uuid())?,
            service_id: *service_id,
            staff_id: plan.staff_id,
            start_at: time.start,
            shape: time.shape,
            price_minor: *price_minor,
        });
    }
    let notes = ["booking-demo-note-1", "booking-demo-note-2", "booking-demo-note-3"];
    let note = (dice.range(0, 99) < 12).then(|| {
        let key: &str = dice.pick::<&str>(&notes);
        ctx.t(key, json!({}))
    });
    let visit = Visit {
        appointment_id,
        number: 100_000 + dice.range(0, 899_999),
        branch_id: plan.branch_id,
        client_id,
        state,
        source: dice.pick::<&str>(&["desk", "phone", "phone", "online", "instagram"]).to_string(),
        note,
        late: false,
        hold_until: None,
        cancel_reason: None,
        cancelled_at: state.is_cancelled().then_some(start - 3_600_000),
        moved_count: 0,
        created_at: (start - dice.range(1, 12) * 24 * 60 * MINUTE).min(ctx.now()),
        policy: asked(&mut dice, state, lines.iter().map(|line: &Line| line.price_minor).sum()),
        lines,
    };
    let zone = salon.zones.get(&plan.branch_id).cloned().unwrap_or_else(|| ctx.timezone().clone());
    visit::store_quietly(ctx, &visit, None, &zone)?;
    Ok(())
}

/// R-B9: some were booked under rules and asked to pay something in. Who was served is not told of that any more.
fn asked(dice: &mut Dice, state: State, total_minor: i64) -> Option<Policy> {
    let deposit_minor = money::share(total_minor, DEPOSIT_PERCENT, 100)?;
    let rules = Policy { free_hours: FREE_CANCEL_HOURS, late_percent: 30, absent_percent: 50, deposit_minor };
    // Who is asked, comes: of those who did not, more are shown than there would be.
    let of_hundred = if state.is_lost() { 50 } else { 14 };
    let some = dice.range(0, 99) < of_hundred && total_minor >= DEPOSIT_FROM_MINOR;
    (some && !matches!(state, State::Completed | State::Arrived | State::InService)).then_some(rules)
}

/// Regulars come often, others once: the first of the list are drawn most. Whoever sits in another chair then (R-B1)
/// is passed over for the next of the list.
fn draw_client(ctx: &Query, salon: &Salon, dice: &mut Dice, time: Interval) -> Result<Option<Id>> {
    let drawn = dice.range(0, 999) * dice.range(0, 999) / 1000;
    let anonymous = dice.range(0, 99) >= 97;
    let first = drawn as usize * salon.clients.len() / 1000;
    for client_id in salon.clients.iter().cycle().skip(first).take(salon.clients.len().min(20)) {
        if queries::client_times(ctx, *client_id, time.end, time.start, ctx.now())?.is_empty() {
            return Ok((!anonymous).then_some(*client_id));
        }
    }
    Ok(None)
}

/// What has become of it by now.
fn state(dice: &mut Dice, start: i64, end: i64, now: i64) -> State {
    let luck = dice.range(0, 99);
    if end <= now {
        return match luck {
            0..5 => State::NoShow,
            5..9 => State::CancelledEarly,
            9..11 => State::CancelledLate,
            _ => State::Completed,
        };
    }
    if start <= now {
        return State::InService;
    }
    if start - now < 25 * MINUTE && luck < 60 {
        return State::Arrived;
    }
    if luck < 68 { State::Confirmed } else { State::Booked }
}
