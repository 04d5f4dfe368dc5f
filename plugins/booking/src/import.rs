//! The year of visits from elsewhere. Imported history takes no claims (overlapping entries must not be lost), and
//! the same file twice changes nothing.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::model::clock;
use crate::model::import as rules;
use crate::model::occupancy::Shape;
use crate::model::state::State;
use crate::queries::{self, Service};
use crate::visit::{self, Line, Visit};

/// What the rows of a batch are matched against.
struct Known {
    staff: Vec<queries::StaffByCode>,
    services: Vec<Service>,
    skills: BTreeMap<(Id, Id), (i64, i64)>,
    zones: BTreeMap<Id, time::TimeZone>,
    clients: BTreeMap<String, Id>,
    seen: BTreeMap<String, queries::ImportedKeys>,
}

/// A row that could be read.
struct Row<'a> {
    number: i64,
    key: String,
    day: Day,
    minute: i64,
    staff: &'a queries::StaffByCode,
    service: &'a Service,
    phone: String,
    state: State,
    paid_minor: Option<i64>,
    source: String,
}

type Refused = (&'static str, Message);

pub fn import_visits(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    let mut results = ImportResults::new();
    let mut known = known(ctx)?;
    let staff = std::mem::take(&mut known.staff);
    let services = std::mem::take(&mut known.services);
    let mut rows = Vec::new();
    for row in &batch.rows {
        match read(row, &staff, &services) {
            Ok(read) => rows.push(read),
            Err((field, reason)) => results.rejected(row.row, field, reason),
        }
    }
    let phones: Vec<&str> = rows.iter().map(|row| row.phone.as_str()).collect();
    for row in queries::client_by_phone(ctx, &phones)? {
        known.clients.entry(row.phone).or_insert(row.client_id);
    }
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    for row in queries::imported_keys(ctx, &keys)? {
        if let Some(key) = row.import_key.clone() {
            known.seen.insert(key, row);
        }
    }
    for row in rows {
        store(ctx, &mut known, row, &mut results)?;
    }
    Ok(results)
}

fn known(ctx: &Query) -> Result<Known> {
    let skills = queries::skills_all(ctx)?;
    let mut zones = BTreeMap::new();
    for branch in queries::branch_list(ctx)? {
        zones.insert(branch.branch_id, time::zone(&branch.timezone)?);
    }
    Ok(Known {
        staff: queries::staff_by_code(ctx)?,
        services: queries::service_list(ctx)?,
        skills: skills
            .into_iter()
            .map(|k| ((k.staff_id, k.service_id), (k.duration_minutes, k.price_minor)))
            .collect(),
        zones,
        clients: BTreeMap::new(),
        seen: BTreeMap::new(),
    })
}

fn read<'a>(
    row: &ImportRow,
    staff: &'a [queries::StaffByCode],
    services: &'a [Service],
) -> std::result::Result<Row<'a>, Refused> {
    let cell = |name: &'static str| row.text(name).ok_or((name, text("booking-import-error-missing")));
    let refuse = |name: &'static str, key: &'static str, value: &str| {
        (name, text(key).arg("value", value.chars().take(60).collect::<String>()))
    };
    let (date, at, who, what) = (cell("date")?, cell("time")?, cell("staff")?, cell("service")?);
    let (phone_text, status) = (cell("client_phone")?, cell("status")?);
    let day = rules::day(date).ok_or_else(|| refuse("date", "booking-import-error-date", date))?;
    let minute = clock::minute_of(at.get(..5).unwrap_or(at))
        .ok_or_else(|| refuse("time", "booking-import-error-time", at))?;
    let is_called = |s: &&queries::StaffByCode| {
        s.code.as_deref().is_some_and(|code| rules::same(code, who))
            || rules::same(&s.display_name, who)
            || rules::same(&format!("{} {}", s.first_name, s.last_name), who)
    };
    let staff =
        staff.iter().find(is_called).ok_or_else(|| refuse("staff", "booking-import-error-staff", who))?;
    let named =
        |s: &&Service| [&s.name_en, &s.name_ru, &s.name_uz].into_iter().any(|name| rules::same(name, what));
    let service =
        services.iter().find(named).ok_or_else(|| refuse("service", "booking-import-error-service", what))?;
    let phone = rules::phone(phone_text)
        .ok_or_else(|| refuse("client_phone", "booking-import-error-phone", phone_text))?;
    let state =
        rules::state(status).ok_or_else(|| refuse("status", "booking-import-error-status", status))?;
    let paid_minor = match row.text("paid") {
        None => None,
        Some(sum) => {
            Some(rules::money_minor(sum).ok_or_else(|| refuse("paid", "booking-import-error-paid", sum))?)
        }
    };
    let source =
        row.text("source").map(|s| s.chars().take(40).collect()).unwrap_or_else(|| "import".to_owned());
    // A master, a minute, a service and a client are one visit, whatever became of it since.
    let key = format!("{day} {minute} {} {} {phone}", staff.staff_id, service.service_id);
    Ok(Row { number: row.row, key, day, minute, staff, service, phone, state, paid_minor, source })
}

fn store(ctx: &mut Mutation, known: &mut Known, row: Row<'_>, results: &mut ImportResults) -> Result<()> {
    let zone = match known.zones.get(&row.staff.branch_id) {
        Some(zone) => zone.clone(),
        None => ctx.timezone().clone(),
    };
    let Some(start_at) = clock::instant(row.day, row.minute, &zone) else {
        let value = format!("{:02}:{:02}", row.minute / 60, row.minute % 60);
        results.rejected(row.number, "time", text("booking-import-error-time").arg("value", value));
        return Ok(());
    };
    let usual = (row.service.duration_minutes, row.service.price_minor);
    let (minutes, price) = *known.skills.get(&(row.staff.staff_id, row.service.service_id)).unwrap_or(&usual);
    // What was paid is what it cost; who did not come would have paid the list's price.
    let price_minor =
        row.paid_minor.filter(|paid| *paid > 0 || row.state == State::Completed).unwrap_or(price);
    if let Some(before) = known.seen.get(&row.key) {
        if before.state == row.state.word() && before.total_minor == price_minor {
            results.unchanged(row.number, before.appointment_id);
            return Ok(());
        }
        let old = Visit::find(ctx, before.appointment_id)?;
        // People have worked with it since: their word stands.
        if old.source != row.source || old.lines.len() != 1 {
            results.unchanged(row.number, before.appointment_id);
            return Ok(());
        }
        let mut new = Visit { state: row.state, ..old.clone() };
        new.lines[0].price_minor = price_minor;
        visit::rewrite(ctx, &new, &zone)?;
        results.updated(row.number, before.appointment_id);
        return Ok(());
    }
    let client_id = match known.clients.get(&row.phone) {
        Some(client_id) => *client_id,
        None => {
            let client_id = create_client(ctx, &row.phone)?;
            known.clients.insert(row.phone.clone(), client_id);
            client_id
        }
    };
    let is_cancelled = row.state.is_cancelled();
    let visit = Visit {
        appointment_id: ctx.new_id(),
        number: visit::number(ctx),
        branch_id: row.staff.branch_id,
        client_id: Some(client_id),
        state: row.state,
        source: row.source,
        note: None,
        late: false,
        hold_until: None,
        cancel_reason: None,
        cancelled_at: is_cancelled.then_some(start_at),
        moved_count: 0,
        created_at: ctx.now(),
        policy: None,
        lines: vec![Line {
            appointment_line_id: ctx.new_id(),
            service_id: row.service.service_id,
            staff_id: row.staff.staff_id,
            start_at,
            shape: Shape { before: 0, after: 0, ..row.service.shape() }.lasting(minutes),
            price_minor,
        }],
    };
    if visit::store_quietly(ctx, &visit, Some(&row.key), &zone)? {
        results.created(row.number, visit.appointment_id);
        let appointment_id = visit.appointment_id;
        let state = visit.state.word().to_owned();
        known.seen.insert(
            row.key.clone(),
            queries::ImportedKeys {
                import_key: Some(row.key),
                appointment_id,
                state,
                total_minor: price_minor,
            },
        );
    } else {
        results.rejected(row.number, "time", "booking-error-taken");
    }
    Ok(())
}

#[derive(Input)]
struct FoundClient {
    client_id: Id,
}

/// A number without a name is a client, too: the card is called by the number until somebody asks.
fn create_client(ctx: &mut Mutation, phone: &str) -> Result<Id> {
    let wish =
        json!({ "first_name": "", "last_name": null, "phone": phone, "source": null, "language": null });
    let answer = ctx.service("clients@1").call("find-or-create", wish)?;
    Ok(answer.read::<FoundClient>()?.client_id)
}
