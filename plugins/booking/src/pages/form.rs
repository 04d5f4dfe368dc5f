//! Book and hold.

use pardoz_sdk::prelude::*;

use super::board::{self, Board};
use super::plan::{Asked, Asking, Planner, Wanted, Why, or_instead, with_alternatives};
use super::slots::{self, SlotView};
use crate::book::{Catalogue, Place, Reach, terms};
use crate::claim;
use crate::model::clock;
use crate::model::interval::MINUTE;
use crate::model::limits::{Limits, Outside};
use crate::model::state::State;
use crate::queries;
use crate::visit::{self, Change, Visit};

/// A desk may note what began up to an hour ago; older visits need the right to go past limits.
const PAST_MINUTES: i64 = 60;
const SERVICES_MAX: usize = 10;

// --- the form ---

#[derive(Input)]
pub struct FormPage {
    day: Option<Day>,
    branch: Option<Id>,
    client_id: Option<Id>,
    #[input(max_chars = 200)]
    client_id_text: Option<String>,
    #[input(max_items = 10)]
    services: Vec<FormLine>,
    /// The lane that was clicked.
    staff: Option<Id>,
    /// RFC 3339.
    #[input(max_chars = 40)]
    start: Option<String>,
    /// One more service, please.
    more: bool,
}

#[derive(Input)]
pub struct FormLine {
    service_id: Option<Id>,
    staff_id: Option<Id>,
}

#[derive(View)]
pub struct FormView {
    #[view(flatten)]
    board: Board,
    client_id: Option<Id>,
    client_name: String,
    warning: Option<String>,
    lines: Vec<LineView>,
    slots: Vec<SlotView>,
    next_day: Option<Day>,
    start: Option<String>,
    /// The clicked time, when it is none of the offered ones.
    own_time: Option<String>,
    minutes: i64,
    total_minor: i64,
    can_bypass: bool,
    more: bool,
}

#[derive(View)]
struct LineView {
    index: i64,
    service_id: Option<Id>,
    staff_id: Option<Id>,
    groups: Vec<Group>,
    staff: Vec<Choice>,
}

#[derive(View)]
struct Group {
    title: String,
    services: Vec<ServiceChoice>,
}

#[derive(View)]
struct ServiceChoice {
    service_id: Id,
    name: String,
    minutes: i64,
    price_minor: i64,
}

#[derive(View)]
struct Choice {
    staff_id: Id,
    name: String,
}

pub fn new_appointment(ctx: &Query, page: FormPage) -> Result<FormView> {
    let branch = match (page.branch, page.staff) {
        (None, Some(staff)) => queries::staff_branch(ctx, staff)?.map(|row| row.branch_id),
        (branch, _) => branch,
    };
    let place = Place::find(ctx, branch)?;
    let start = page.start.as_deref().and_then(|text| time::parse_instant(text).ok());
    let day = page.day.or(start.and_then(|at| clock::business_day(at, &place.zone))).unwrap_or(place.today);
    let branch_id = place.branch_id;
    let catalogue = Catalogue::open(ctx, branch_id)?;
    let client = match page.client_id {
        Some(id) => queries::client(ctx, id)?,
        None => None,
    };

    let mut chosen: Vec<(Option<Id>, Option<Id>)> =
        page.services.iter().map(|l| (l.service_id, l.staff_id)).collect();
    chosen.retain(|(service, _)| service.is_some());
    if chosen.is_empty() || page.more {
        chosen.push((
            None,
            if chosen.is_empty() {
                page.services.first().and_then(|l| l.staff_id).or(page.staff)
            } else {
                None
            },
        ));
    }
    let staff = queries::staff_list(ctx, branch_id)?;
    let line = |(index, (service_id, staff_id)): (usize, &(Option<Id>, Option<Id>))| LineView {
        index: index as i64,
        service_id: *service_id,
        staff_id: *staff_id,
        groups: groups(ctx, &catalogue, *staff_id),
        staff: staff
            .iter()
            .filter(|s| match service_id {
                Some(service) => catalogue.skill(s.staff_id, *service).is_some(),
                None => catalogue.can_anything(s.staff_id),
            })
            .map(|s| Choice { staff_id: s.staff_id, name: s.display_name.clone() })
            .collect(),
    };
    let lines = chosen.iter().enumerate().map(line).collect();

    let wanted: Vec<Wanted> = chosen
        .iter()
        .filter_map(|(service, staff)| service.map(|service_id| Wanted { service_id, staff_id: *staff }))
        .collect();
    let found = slots::find(ctx, Place::find(ctx, Some(branch_id))?, day, &wanted, page.client_id, None)?;
    let offered =
        start.is_some_and(|at| found.slots.iter().any(|s| s.start == clock::rfc3339(at, &place.zone)));
    let own_time = start.filter(|_| !offered).map(|at| clock::wall(at, &place.zone));
    let start = start.map(|at| clock::rfc3339(at, &place.zone));
    let (minutes, total_minor) = sum(&catalogue, &wanted);
    Ok(FormView {
        board: board::draw(ctx, place, day, page.staff)?,
        client_id: client.as_ref().map(|c| c.client_id),
        client_name: client
            .as_ref()
            .map(|c| c.display_name.clone())
            .or(page.client_id_text)
            .unwrap_or_default(),
        warning: client.and_then(|c| c.warning),
        lines,
        slots: found.slots,
        next_day: found.next_day,
        start,
        own_time,
        minutes,
        total_minor,
        can_bypass: ctx.can("booking.appointment.bypass"),
        more: page.more,
    })
}

/// Services by category; of one master, with their own time and price.
fn groups(ctx: &Query, catalogue: &Catalogue, staff_id: Option<Id>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut services: Vec<&queries::Service> = catalogue.services.values().collect();
    services.sort_by(|a, b| {
        (&a.category_name_en, a.name(ctx.locale())).cmp(&(&b.category_name_en, b.name(ctx.locale())))
    });
    for service in services {
        let skill = staff_id.and_then(|id| catalogue.skill(id, service.service_id));
        if staff_id.is_some() && skill.is_none() {
            continue;
        }
        let title = locale::pick(
            ctx.locale(),
            &service.category_name_uz,
            &service.category_name_ru,
            &service.category_name_en,
        )
        .to_owned();
        let choice = ServiceChoice {
            service_id: service.service_id,
            name: service.name(ctx.locale()).to_owned(),
            minutes: skill.map_or(service.duration_minutes, |k| k.duration_minutes),
            price_minor: skill.map_or(service.price_minor, |k| k.price_minor),
        };
        match groups.last_mut() {
            Some(group) if group.title == title => group.services.push(choice),
            _ => groups.push(Group { title, services: vec![choice] }),
        }
    }
    groups
}

fn sum(catalogue: &Catalogue, wanted: &[Wanted]) -> (i64, i64) {
    let one = |w: &Wanted| {
        let skill = w.staff_id.and_then(|staff| catalogue.skill(staff, w.service_id));
        let service = catalogue.services.get(&w.service_id);
        match (skill, service) {
            (Some(skill), _) => (skill.duration_minutes, skill.price_minor),
            (None, Some(service)) => (service.duration_minutes, service.price_minor),
            (None, None) => (0, 0),
        }
    };
    wanted.iter().map(one).fold((0, 0), |(m, p), (minutes, price)| (m + minutes, p + price))
}

// --- the command ---

#[derive(Input)]
pub struct Booking {
    client_id: Option<Id>,
    /// What stands in the client's field when nobody was chosen from the list: a new client's name.
    #[input(max_chars = 200)]
    client_id_text: Option<String>,
    #[input(max_chars = 100)]
    first_name: Option<String>,
    #[input(max_chars = 100)]
    last_name: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
    start: time::Instant,
    #[input(max_items = 10)]
    services: Vec<BookLine>,
    branch: Option<Id>,
    #[input(max_chars = 500)]
    note: Option<String>,
    #[input(max_chars = 40)]
    source: Option<String>,
    /// R-B3: outside of hours or in the past, by somebody with the right; logged.
    bypass: bool,
    /// The hold that kept this time (R-B7).
    hold_id: Option<Id>,
}

#[derive(Input)]
pub struct BookLine {
    service_id: Option<Id>,
    /// Any master, if absent.
    staff_id: Option<Id>,
}

pub fn book(ctx: &mut Mutation, input: Booking) -> Result<Redirect> {
    let wanted = wanted(&input.services)?;
    if let Some(hold_id) = input.hold_id {
        release(ctx, hold_id)?;
    }
    let (place, lines, bypassed) =
        settle(ctx, &wanted, input.branch, input.start.0, input.client_id, input.bypass)?;
    let beside = input.bypass && ctx.can("booking.appointment.bypass");
    let client_id = client(ctx, &input)?;
    let price_minor = lines.iter().map(|line| line.price_minor).sum();
    let visit = Visit {
        appointment_id: ctx.new_id(),
        number: visit::number(ctx),
        branch_id: place.branch_id,
        client_id,
        state: State::Booked,
        source: input.source.unwrap_or_else(|| "desk".into()),
        note: input.note,
        late: false,
        hold_until: None,
        cancel_reason: None,
        cancelled_at: None,
        moved_count: 0,
        created_at: ctx.now(),
        policy: Some(terms(ctx)?.for_price(price_minor)),
        lines,
    };
    let change = Change { bypassed: &bypassed, beside, ..Change::of("booked") };
    let change_id = visit::store(ctx, None, &visit, change);
    let change_id = change_id.or_else(|error| or_instead(ctx, error, &visit, &wanted))?;
    let day = clock::business_day(visit.start_at(), &place.zone).unwrap_or(place.today);
    Ok(redirect("schedule")
        .with("day", day)
        .with("branch", visit.branch_id)
        .with("staff", visit.lines[0].staff_id)
        .toast("booking-toast-booked")
        .toast_args(json!({ "time": clock::wall(visit.start_at(), &place.zone) }))
        .undo("appointment-undo", json!({ "appointment_id": visit.appointment_id, "change_id": change_id }))
        .created(visit.answer(&place.zone)))
}

#[derive(Input)]
pub struct Holding {
    start: time::Instant,
    #[input(max_items = 10)]
    services: Vec<BookLine>,
    branch: Option<Id>,
    client_id: Option<Id>,
}

/// R-B7: keeps a chosen time under the same exclusion as a booking; it frees itself.
pub fn hold(ctx: &mut Mutation, input: Holding) -> Result<Created> {
    let wanted = wanted(&input.services)?;
    let (place, lines, _) = settle(ctx, &wanted, input.branch, input.start.0, input.client_id, false)?;
    let minutes: i64 = ctx.setting("hold_minutes")?;
    let visit = Visit {
        appointment_id: ctx.new_id(),
        number: visit::number(ctx),
        branch_id: place.branch_id,
        client_id: input.client_id,
        state: State::Hold,
        source: "hold".into(),
        note: None,
        late: false,
        hold_until: Some(ctx.now() + minutes * MINUTE),
        cancel_reason: None,
        cancelled_at: None,
        moved_count: 0,
        created_at: ctx.now(),
        policy: None,
        lines,
    };
    visit::store(ctx, None, &visit, Change::of("held"))
        .or_else(|error| or_instead(ctx, error, &visit, &wanted))?;
    Ok(created(visit.answer(&place.zone)))
}

/// A hold gives its time back to the booking that follows it.
fn release(ctx: &mut Mutation, hold_id: Id) -> Result<()> {
    let before = Visit::find(ctx, hold_id)?;
    if before.state != State::Hold {
        return Err(field("hold_id", "booking-error-gone"));
    }
    let after = Visit {
        state: State::CancelledBySalon,
        hold_until: None,
        cancelled_at: Some(ctx.now()),
        ..before.clone()
    };
    visit::store(ctx, Some(&before), &after, Change::of("released"))?;
    Ok(())
}

fn wanted(lines: &[BookLine]) -> Result<Vec<Wanted>> {
    let line =
        |line: &BookLine| line.service_id.map(|service_id| Wanted { service_id, staff_id: line.staff_id });
    let wanted: Vec<Wanted> = lines.iter().filter_map(line).collect();
    if wanted.is_empty() || wanted.len() > SERVICES_MAX {
        return Err(field("services", "booking-error-services")
            .field("services[0][service_id]", "booking-error-services"));
    }
    Ok(wanted)
}

/// Where, when and by whom, with every refusal at its field.
fn settle(
    ctx: &mut Mutation,
    wanted: &[Wanted],
    branch: Option<Id>,
    start: i64,
    client: Option<Id>,
    bypass: bool,
) -> Result<(Place, Vec<visit::Line>, Vec<&'static str>)> {
    for (at, line) in wanted.iter().enumerate() {
        if queries::service_some(ctx, &[line.service_id])?.is_empty() {
            return Err(field(format!("services[{at}][service_id]"), "booking-error-service"));
        }
    }
    let branch = branch_of(ctx, wanted, branch)?;
    let place = Place::find(ctx, branch)?;
    Reach::of(ctx, "booking.appointment.write")?
        .check(place.branch_id, wanted.iter().filter_map(|w| w.staff_id))?;
    if start % MINUTE != 0 {
        return Err(field("start", "booking-error-minute"));
    }
    let day = clock::business_day(start, &place.zone).ok_or_else(|| field("start", "booking-error-day"))?;
    let may_bypass = bypass && ctx.can("booking.appointment.bypass");
    let (branch_id, today) = (place.branch_id, place.today);
    let planner = Planner::open(ctx, place, day, day, Asking { wanted, client })?;
    let mut bypassed = Vec::new();

    // Notice binds clients who book themselves; a desk serves whoever stands at it.
    let limits = Limits { notice_minutes: -PAST_MINUTES, ..planner.book.rules.limits };
    let outside = match limits.check(start.max(ctx.now()), day, ctx.now(), today) {
        Some(outside) => Some(outside),
        None if start < ctx.now() - PAST_MINUTES * MINUTE => Some(Outside::Past),
        None => None,
    };
    if let Some(outside) = outside {
        if !may_bypass {
            let key =
                if outside == Outside::Horizon { "booking-error-horizon" } else { "booking-error-past" };
            return Err(field("start", text(key).arg("days", limits.horizon_days)));
        }
        bypassed.push(outside.word());
    }
    let lines = match planner.place(ctx, wanted, day, start, may_bypass)? {
        Ok(lines) => lines,
        Err(Why::Skill) => return Err(field("services[0][staff_id]", "booking-error-skill")),
        Err(why) => {
            let error =
                if why == Why::Taken { claim::taken() } else { field("start", "booking-error-hours") };
            let asked = Asked { branch_id, wanted, start, client, except: None };
            return Err(with_alternatives(ctx, error, asked)?);
        }
    };
    let in_hours = lines.iter().all(|l| planner.book.calendar(l.staff_id, day, None).in_hours(l.occupancy()));
    if !in_hours {
        bypassed.push(Outside::Hours.word());
    }
    Ok((planner.book.place, lines, bypassed))
}

/// The branch asked for, or that of the masters asked for. Masters nobody knows are said at their field.
fn branch_of(ctx: &Query, wanted: &[Wanted], branch: Option<Id>) -> Result<Option<Id>> {
    let mut found = branch;
    for (at, staff_id) in wanted.iter().enumerate().filter_map(|(at, w)| w.staff_id.map(|id| (at, id))) {
        let row = queries::staff_branch(ctx, staff_id)?;
        let row = row.ok_or_else(|| field(format!("services[{at}][staff_id]"), "booking-error-staff"))?;
        found = found.or(Some(row.branch_id));
    }
    Ok(found)
}

#[derive(Input)]
struct FoundClient {
    client_id: Id,
}

/// The client chosen, or the one the name and number lead to, or nobody.
fn client(ctx: &mut Mutation, input: &Booking) -> Result<Option<Id>> {
    if let Some(client_id) = input.client_id {
        let known = queries::client(ctx, client_id)?.filter(|client| client.archived_at.is_none());
        return known
            .map(|client| Some(client.client_id))
            .ok_or_else(|| field("client_id", "booking-error-client"));
    }
    let text = |text: &Option<String>| text.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let (named, searched, phone) = (text(&input.first_name), text(&input.client_id_text), text(&input.phone));
    if named.is_empty() && phone.is_empty() {
        // Half a name in the search field is nobody yet.
        return if searched.is_empty() {
            Ok(None)
        } else {
            Err(field("client_id", "booking-error-choose-client"))
        };
    }
    let typed = if named.is_empty() { searched } else { named };
    if typed.is_empty() {
        return Err(field("first_name", "booking-error-name"));
    }
    let (first_name, rest) = match (&input.last_name, typed.split_once(' ')) {
        (None, Some((first, last))) => (first.to_owned(), Some(last.trim().to_owned())),
        (last, _) => (typed.to_owned(), last.clone()),
    };
    let wish = json!({ "first_name": first_name, "last_name": rest, "phone": (!phone.is_empty()).then_some(phone), "source": "desk", "language": null });
    let answer = ctx.service("clients@1").call("find-or-create", wish)?;
    Ok(Some(answer.read::<FoundClient>()?.client_id))
}
