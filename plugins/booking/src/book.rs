//! A branch's days as the rules see them: who works, when, and what is taken.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::model::clock;
use crate::model::interval::{Interval, MINUTE};
use crate::model::limits::Limits;
use crate::model::occupancy::{Calendar, Occupancy, Shape};
use crate::model::policy::Terms;
use crate::model::slots::Mode;
use crate::queries::{self, Branch, Pause, Service, Shift, Skill, Staff};

/// What the owner set.
pub struct Rules {
    pub mode: Mode,
    pub step: i64,
    pub limits: Limits,
    pub past_shift: bool,
}

impl Rules {
    pub fn read(ctx: &Query) -> Result<Self> {
        let mode: String = ctx.setting("slot_mode")?;
        Ok(Self {
            mode: Mode::from_word(&mode).unwrap_or(Mode::Dynamic),
            step: ctx.setting("slot_step")?,
            limits: Limits {
                notice_minutes: ctx.setting("notice_minutes")?,
                horizon_days: ctx.setting("horizon_days")?,
            },
            past_shift: ctx.setting("buffer_past_shift")?,
        })
    }
}

/// R-B9: what holds for visits booked from now on.
pub fn terms(ctx: &Query) -> Result<Terms> {
    Ok(Terms {
        preset: ctx.setting("cancel_policy")?,
        own_late_percent: ctx.setting("cancel_late_percent")?,
        own_absent_percent: ctx.setting("no_show_percent")?,
        free_hours: ctx.setting("free_cancel_hours")?,
        deposit_percent: ctx.setting("deposit_percent")?,
    })
}

/// A branch with its clock.
pub struct Place {
    pub branches: Vec<Branch>,
    pub branch_id: Id,
    pub zone: TimeZone,
    pub today: Day,
}

impl Place {
    /// The branch asked for, or the reader's own, or the first.
    pub fn find(ctx: &Query, wanted: Option<Id>) -> Result<Self> {
        let branches = queries::branch_list(ctx)?;
        let own =
            ctx.caller().branch_ids.iter().find(|id| branches.iter().any(|b| b.branch_id == **id)).copied();
        let branch_id = wanted.or(own).or(branches.first().map(|b| b.branch_id));
        let found = branches.iter().find(|b| Some(b.branch_id) == branch_id);
        let branch = found.ok_or_else(|| not_found("booking-error-no-branch"))?;
        let (branch_id, zone) = (branch.branch_id, time::zone(&branch.timezone)?);
        let today = clock::business_day(ctx.now(), &zone)
            .ok_or_else(|| Error::internal("the clock is off the calendar"))?;
        if let Some(today) = clock::bounds(today, &zone) {
            ctx.holds_until(today.end);
        }
        Ok(Self { branches, branch_id, zone, today })
    }

    pub fn bounds(&self, day: Day) -> Result<Interval> {
        clock::bounds(day, &self.zone).ok_or_else(|| invalid("booking-error-day"))
    }
}

/// How far the caller's right over visits reaches.
pub enum Reach {
    All,
    Branches(Vec<Id>),
    /// Their own visits, as this member of staff; `None` if nobody gave them a card.
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

    /// Of the right to see visits, for the pages of one branch. One it does not reach is as good as none (security.md 4.3).
    pub fn into(ctx: &Query, place: &Place) -> Result<Self> {
        let reach = Self::of(ctx, "booking.appointment.read")?;
        match &reach {
            Self::Branches(ids) if !ids.is_empty() && !ids.contains(&place.branch_id) => {
                Err(not_found("booking-error-no-branch"))
            }
            _ => Ok(reach),
        }
    }

    /// May they see or change a visit of these masters in this branch?
    pub fn covers(&self, branch_id: Id, staff: impl IntoIterator<Item = Id>) -> bool {
        match self {
            Self::All => true,
            // A receptionist nobody bound to a branch works in all of them.
            Self::Branches(ids) => ids.is_empty() || ids.contains(&branch_id),
            Self::Own(own) => own.is_some_and(|own| staff.into_iter().any(|id| id == own)),
        }
    }

    pub fn check(&self, branch_id: Id, staff: impl IntoIterator<Item = Id>) -> Result<()> {
        if self.covers(branch_id, staff) { Ok(()) } else { Err(denied("booking-error-not-yours")) }
    }
}

/// The staff card of the person who asks.
pub fn own_staff(ctx: &Query) -> Result<Option<Id>> {
    let Some(person) = ctx.caller().person_id else { return Ok(None) };
    Ok(queries::staff_of_account(ctx, person.as_str())?.first().map(|row| row.staff_id))
}

/// Some days of a branch.
pub struct Book {
    pub place: Place,
    pub rules: Rules,
    pub staff: Vec<Staff>,
    pub shifts: Vec<Shift>,
    pub breaks: Vec<Pause>,
    pub time_off: Vec<queries::TimeOffList>,
    taken: Vec<queries::TakenLines>,
}

impl Book {
    /// From `from_day` to `to_day`, both inclusive; `only` these masters, or everybody who works in the branch.
    pub fn open(ctx: &Query, place: Place, from_day: Day, to_day: Day, only: Option<&[Id]>) -> Result<Self> {
        // Free windows, holds and the line of now move with the minute.
        ctx.holds_until((ctx.now() / MINUTE + 1) * MINUTE);
        let whole = Interval::new(place.bounds(from_day)?.start, place.bounds(to_day)?.end);
        let (from, to, branch) = (from_day.as_str(), to_day.as_str(), place.branch_id);
        let mut staff = queries::staff_list(ctx, branch)?;
        staff.retain(|one| only.is_none_or(|ids| ids.contains(&one.staff_id)));
        let ids: Vec<Id> = staff.iter().map(|s| s.staff_id).collect();
        let rests: Vec<String> =
            queries::holiday_list(ctx, from, to, branch)?.into_iter().map(|row| row.day).collect();
        let mut shifts = queries::shift_list(ctx, &ids, from, to, branch)?;
        shifts.retain(|shift| !rests.contains(&shift.day));
        Ok(Self {
            rules: Rules::read(ctx)?,
            shifts,
            breaks: queries::break_list(ctx, &ids, from, to, branch)?,
            time_off: queries::time_off_list(ctx, &ids, whole.end, whole.start)?,
            taken: queries::taken_lines(
                ctx,
                &ids,
                whole.start - 24 * 60 * MINUTE,
                whole.end,
                whole.start,
                ctx.now(),
            )?,
            staff,
            place,
        })
    }

    /// One master's day; `except` = the visit that is being moved.
    pub fn calendar(&self, staff_id: Id, day: Day, except: Option<Id>) -> Calendar {
        let bounds = self.place.bounds(day).ok();
        let shifts: Vec<Interval> = self
            .shifts
            .iter()
            .filter(|s| s.staff_id == staff_id && s.day == day.as_str())
            .map(|s| Interval::new(s.start_at, s.end_at))
            .collect();
        let breaks = self
            .breaks
            .iter()
            .filter(|p| p.staff_id == staff_id)
            .map(|p| Interval::new(p.start_at, p.end_at));
        let off = self
            .time_off
            .iter()
            .filter(|p| p.staff_id == staff_id)
            .map(|p| Interval::new(p.start_at, p.end_at));
        let pauses: Vec<Interval> = breaks.chain(off).collect();
        let taken = self
            .taken
            .iter()
            .filter(|line| line.staff_id == staff_id && Some(line.appointment_id) != except)
            .map(|line| Occupancy::new(line.start_at, line.shape()))
            .filter(|line| bounds.is_some_and(|bounds| bounds.overlaps(line.reserved())))
            .collect();
        Calendar::new(&shifts, &pauses, taken, self.rules.past_shift)
    }
}

impl queries::TakenLines {
    pub fn shape(&self) -> Shape {
        Shape {
            before: self.buffer_before_minutes,
            active: self.active_minutes,
            processing: self.processing_minutes,
            finish: self.finish_minutes,
            after: self.buffer_after_minutes,
        }
    }
}

impl Service {
    pub fn shape(&self) -> Shape {
        Shape {
            before: self.buffer_before_minutes,
            active: self.active_minutes,
            processing: self.processing_minutes,
            finish: self.finish_minutes,
            after: self.buffer_after_minutes,
        }
    }

    pub fn name(&self, locale: &str) -> &str {
        locale::pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Staff {
    pub fn title(&self, locale: &str) -> &str {
        locale::pick(locale, &self.job_title_uz, &self.job_title_ru, &self.job_title_en)
    }
}

/// Services by id, with who can do them: one's own time and price over the list's.
pub struct Catalogue {
    pub services: BTreeMap<Id, Service>,
    /// By master and service.
    skills: BTreeMap<(Id, Id), Skill>,
    sellable: BTreeMap<Id, i64>,
}

impl Catalogue {
    /// With what everybody in the branch can do.
    pub fn open(ctx: &Query, branch_id: Id) -> Result<Self> {
        let staff = queries::staff_list(ctx, branch_id)?;
        Self::of(ctx, &staff)
    }

    /// With what these masters can do.
    pub fn of(ctx: &Query, staff: &[Staff]) -> Result<Self> {
        let ids: Vec<Id> = staff.iter().map(|one| one.staff_id).collect();
        let services: BTreeMap<Id, Service> =
            queries::service_list(ctx)?.into_iter().map(|s| (s.service_id, s)).collect();
        let skills = queries::skill_list(ctx, &ids)?;
        let mut sellable = BTreeMap::new();
        for skill in &skills {
            if let Some(service) = services.get(&skill.service_id).filter(|service| service.online) {
                let need = service.shape().lasting(skill.duration_minutes).need();
                sellable.entry(skill.staff_id).and_modify(|least| *least = need.min(*least)).or_insert(need);
            }
        }
        let skills = skills.into_iter().map(|k| ((k.staff_id, k.service_id), k)).collect();
        Ok(Self { services, skills, sellable })
    }

    pub fn skill(&self, staff_id: Id, service_id: Id) -> Option<&Skill> {
        self.skills.get(&(staff_id, service_id))
    }

    /// Is there a service at all that this master does?
    pub fn can_anything(&self, staff_id: Id) -> bool {
        self.skills.keys().any(|(staff, _)| *staff == staff_id)
    }

    /// How the service passes with this master; `None` if they do not do it.
    pub fn shape(&self, staff_id: Id, service_id: Id) -> Option<Shape> {
        let skill = self.skill(staff_id, service_id)?;
        Some(self.services.get(&service_id)?.shape().lasting(skill.duration_minutes))
    }

    /// G of R-B2: the master's shortest online service with buffers; 30 minutes if there is none.
    pub fn sellable(&self, staff_id: Id) -> i64 {
        self.sellable.get(&staff_id).copied().unwrap_or(30)
    }
}
