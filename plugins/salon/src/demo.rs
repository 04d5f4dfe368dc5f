//! A believable salon: two branches, twelve services, twelve masters and their shifts from eight weeks ago to eight
//! weeks ahead. The same seed makes the same salon.

use pardoz_sdk::prelude::*;

use crate::model::naming::{self, Names};
use crate::model::rhythm::{self, Rhythm};
use crate::model::times::Span;
use crate::pages::{branch, category, service, staff};
use crate::{queries, roster};

const WEEKS: i64 = 8;

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    // Once is enough: a second run finds its masters by their codes.
    if queries::staff_by_code(ctx, code(wish.seed, 0))?.is_some() {
        return Ok(DemoProgress::done(ctx.t("salon-demo-there", json!({}))));
    }
    let branches = branches(ctx)?;
    let services = services(ctx)?;
    let monday = rhythm::monday(wish.today);
    for (nth, master) in MASTERS.iter().enumerate() {
        let at = &branches[nth % branches.len()];
        let details = staff::Details {
            first_name: master.first.to_owned(),
            last_name: master.last.to_owned(),
            job: naming::job_title(master.job),
            grade: master.grade.map(|grade| ctx.t(grade, json!({}))),
            branch_id: at.branch_id,
            phone: Some(format!(
                "+99890{:07}",
                1_000_000 + (wish.seed.rem_euclid(7_919) * 97 + nth as i64 * 13_577) % 8_999_999
            )),
            code: Some(code(wish.seed, nth)),
            account_id: None,
        };
        let staff_id = staff::create(ctx, &details)?;
        for ((service_id, price_minor), known) in
            services.iter().zip(SERVICES).filter(|(_, known)| master.can(known))
        {
            // A senior is quicker and dearer; equal to the usual is not agreed apart.
            let senior = master.grade.is_some();
            let minutes = senior.then(|| (known.minutes() * 9 / 10 / 5 * 5).max(15));
            let price =
                senior.then(|| money::round_to(price_minor * 6 / 5, 1_000_000).unwrap_or(*price_minor));
            queries::upsert_skill(ctx, staff_id, *service_id, minutes, price)?;
        }
        work(ctx, staff_id, at, master, nth, monday, wish.today)?;
    }
    rest(ctx, wish.today)?;
    let count = MASTERS.len();
    Ok(DemoProgress::done(ctx.t("salon-demo-done", json!({ "staff": count, "services": SERVICES.len() }))))
}

fn code(seed: i64, nth: usize) -> String {
    format!("demo-{seed}-{nth}")
}

/// The branches that are there, up to two; made where there are fewer.
fn branches(ctx: &mut Mutation) -> Result<Vec<queries::BranchRow>> {
    let mut used: Vec<_> = queries::branch_list(ctx)?
        .into_iter()
        .filter(|branch| branch.archived_at.is_none())
        .take(2)
        .collect();
    for (name, address) in BRANCHES {
        if used.len() >= BRANCHES.len() || used.iter().any(|branch| branch.name == *name) {
            continue;
        }
        let details = branch::read(name, &ctx.timezone_name(), Some(address), None)?;
        let branch_id = branch::create(ctx, &details)?;
        for room in ROOMS {
            let (room_id, now) = (ctx.new_id(), ctx.now());
            queries::insert_room(ctx, room_id, branch_id, room, now)?;
        }
        used.push(branch::find(ctx, branch_id)?);
    }
    Ok(used)
}

/// Ids and prices, in the order of `SERVICES`.
fn services(ctx: &mut Mutation) -> Result<Vec<(Id, i64)>> {
    let mut categories: Vec<(&str, Id)> = queries::category_list(ctx)?
        .into_iter()
        .filter_map(|row| {
            let names = Names { uz: row.name_uz, ru: row.name_ru, en: row.name_en };
            let known =
                SERVICES.iter().find(|known| names.is_called(&naming::category(known.category).ru))?;
            Some((known.category, row.category_id))
        })
        .collect();
    let mut made = Vec::new();
    for known in SERVICES {
        let category_id = match categories.iter().find(|(name, _)| *name == known.category) {
            Some((_, category_id)) => *category_id,
            None => {
                let category_id = category::create(ctx, &naming::category(known.category))?;
                categories.push((known.category, category_id));
                category_id
            }
        };
        let names = Names { uz: known.uz.to_owned(), ru: known.ru.to_owned(), en: known.en.to_owned() };
        let (active, processing, finish) = known.segments;
        let price_minor = known.price * 100;
        let new = service::SentService::plain(category_id, active, price_minor).segments(
            processing,
            finish,
            known.buffer,
        );
        made.push((service::create(ctx, &names, &new)?, price_minor));
    }
    Ok(made)
}

fn work(
    ctx: &mut Mutation,
    staff_id: Id,
    at: &queries::BranchRow,
    master: &Master,
    nth: usize,
    monday: Day,
    today: Day,
) -> Result<()> {
    let Some(rhythm) = Rhythm::parse(master.rhythm) else { return Ok(()) };
    // Two with 2/2 in one branch relieve each other: the branches alternate, so the pairs do as well.
    let anchor = rhythm.spread_anchor(monday, nth as i64 / 2);
    let (shift, rest) = (master.shift, Span { start_minute: master.rest, end_minute: master.rest + 60 });
    let now = ctx.now();
    queries::upsert_pattern(
        ctx,
        staff_id,
        rhythm.word(),
        anchor.as_str(),
        shift.start_minute,
        shift.end_minute,
        Some(rest.start_minute),
        60,
        now,
    )?;
    let pattern = roster::Pattern { rhythm, anchor, shift, rest: Some(rest) };
    let zone = time::zone(&at.timezone)?;
    roster::plan(
        ctx,
        staff_id,
        at.branch_id,
        &zone,
        pattern,
        monday.plus(-WEEKS * 7),
        today.plus(WEEKS * 7),
    )?;
    Ok(())
}

/// One vacation soon, and the holidays of the coming year.
fn rest(ctx: &mut Mutation, today: Day) -> Result<()> {
    if let Some(member) = queries::staff_list(ctx, false)?.into_iter().nth(3) {
        let zone = time::zone(&branch::find(ctx, member.branch_id)?.timezone)?;
        let (start_at, end_at) = (today.plus(9).start(&zone)?, today.plus(15).end(&zone)?);
        let (time_off_id, now, reason) = (ctx.new_id(), ctx.now(), ctx.t("salon-demo-vacation", json!({})));
        queries::insert_time_off(ctx, time_off_id, member.staff_id, start_at, end_at, Some(&reason), now)?;
    }
    for (month, day, name) in [(1, 1, "salon-demo-new-year"), (3, 21, "salon-demo-navruz")] {
        let this_year = Day::new(today.year(), month, day).filter(|day| *day >= today);
        let Some(day) = this_year.or_else(|| Day::new(today.year() + 1, month, day)) else { continue };
        let (holiday_id, now, name) = (ctx.new_id(), ctx.now(), ctx.t(name, json!({})));
        queries::insert_holiday(ctx, holiday_id, day.as_str(), None, &name, now)?;
    }
    Ok(())
}

struct KnownService {
    category: &'static str,
    uz: &'static str,
    ru: &'static str,
    en: &'static str,
    /// R-B1: active, processing, finish.
    segments: (i64, i64, i64),
    /// Minutes to clean up afterwards.
    buffer: i64,
    /// So'm.
    price: i64,
}

impl KnownService {
    const fn new(
        category: &'static str,
        names: (&'static str, &'static str, &'static str),
        segments: (i64, i64, i64),
        buffer: i64,
        price: i64,
    ) -> Self {
        KnownService { category, uz: names.0, ru: names.1, en: names.2, segments, buffer, price }
    }

    fn minutes(&self) -> i64 {
        self.segments.0 + self.segments.1 + self.segments.2
    }
}

struct Master {
    first: &'static str,
    last: &'static str,
    job: &'static str,
    categories: &'static [&'static str],
    /// Text key of the grade.
    grade: Option<&'static str>,
    rhythm: &'static str,
    shift: Span,
    /// Minute at which the hour's break begins.
    rest: i64,
}

impl Master {
    const fn new(
        name: (&'static str, &'static str),
        job: &'static str,
        categories: &'static [&'static str],
        senior: bool,
        rhythm: &'static str,
        hours: (i64, i64),
    ) -> Self {
        let shift = Span { start_minute: hours.0 * 60, end_minute: hours.1 * 60 };
        let grade = if senior { Some("salon-demo-senior") } else { None };
        Master {
            first: name.0,
            last: name.1,
            job,
            categories,
            grade,
            rhythm,
            shift,
            rest: (hours.0 + 4) * 60,
        }
    }

    fn can(&self, service: &KnownService) -> bool {
        self.categories.contains(&service.category)
    }
}

const BRANCHES: &[(&str, &str)] =
    &[("Amir Temur", "Amir Temur shoh koʻchasi, 24"), ("Yunusobod", "Yunusobod tumani, 4-mavze, 11")];
const ROOMS: &[&str] = &["1", "2", "VIP"];

const SERVICES: &[KnownService] = &[
    KnownService::new(
        "Hair",
        ("Soch kesish (ayollar)", "Женская стрижка", "Women's haircut"),
        (60, 0, 0),
        0,
        180_000,
    ),
    KnownService::new("Hair", ("Ukladka", "Укладка", "Blow-dry"), (45, 0, 0), 0, 150_000),
    KnownService::new(
        "Hair",
        ("Soch ildizini boʻyash", "Окрашивание корней", "Root colouring"),
        (40, 35, 45),
        10,
        420_000,
    ),
    KnownService::new(
        "Hair",
        ("Murakkab boʻyash", "Сложное окрашивание", "Balayage"),
        (120, 45, 75),
        15,
        1_250_000,
    ),
    KnownService::new(
        "Hair",
        ("Keratin bilan tekislash", "Кератиновое выпрямление", "Keratin treatment"),
        (90, 30, 60),
        10,
        900_000,
    ),
    KnownService::new("Nails", ("Manikyur", "Маникюр", "Manicure"), (60, 0, 0), 5, 120_000),
    KnownService::new(
        "Nails",
        ("Gel-lak manikyur", "Маникюр с покрытием", "Gel manicure"),
        (90, 0, 0),
        5,
        200_000,
    ),
    KnownService::new("Nails", ("Pedikyur", "Педикюр", "Pedicure"), (75, 0, 0), 10, 180_000),
    KnownService::new(
        "Brows",
        ("Qosh laminatsiyasi", "Ламинирование бровей", "Brow lamination"),
        (60, 0, 0),
        0,
        160_000,
    ),
    KnownService::new(
        "Brows",
        ("Kiprik ulash", "Наращивание ресниц", "Lash extensions"),
        (150, 0, 0),
        5,
        350_000,
    ),
    KnownService::new("Face", ("Yuz tozalash", "Чистка лица", "Facial cleansing"), (90, 0, 0), 10, 380_000),
    KnownService::new(
        "Make-up",
        ("Kechki makiyaj", "Вечерний макияж", "Evening make-up"),
        (75, 0, 0),
        0,
        400_000,
    ),
];

const MASTERS: &[Master] = &[
    Master::new(("Dilnoza", "Karimova"), "stylist", &["Hair"], true, "2/2", (9, 21)),
    Master::new(("Gulnora", "Gʻaniyeva"), "stylist", &["Hair"], false, "2/2", (9, 21)),
    Master::new(("Камила", "Юсупова"), "stylist", &["Hair", "Make-up"], false, "2/2", (9, 21)),
    Master::new(("Zulfiya", "Toshmatova"), "stylist", &["Hair"], true, "2/2", (9, 21)),
    Master::new(("Malika", "Usmonova"), "stylist", &["Hair"], false, "5/2", (10, 19)),
    Master::new(("Sitora", "Rahimova"), "nails", &["Nails"], false, "5/2", (9, 18)),
    Master::new(("Ольга", "Цой"), "nails", &["Nails"], true, "6/1", (10, 19)),
    Master::new(("Nilufar", "Aliyeva"), "nails", &["Nails"], false, "2/2", (9, 21)),
    Master::new(("Nodira", "Joʻrayeva"), "brows", &["Brows"], false, "6/1", (10, 19)),
    Master::new(("Kamola", "Choriyeva"), "brows", &["Brows"], false, "5/2", (11, 20)),
    Master::new(("Dildora", "Tursunova"), "cosmetologist", &["Face"], true, "5/2", (9, 18)),
    Master::new(("Oʻgʻiloy", "Ergasheva"), "make-up", &["Make-up", "Face"], false, "2/2", (9, 21)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_a_master_and_every_master_works() {
        for service in SERVICES {
            assert!(MASTERS.iter().any(|master| master.can(service)), "{}", service.en);
        }
        for master in MASTERS {
            assert!(Rhythm::parse(master.rhythm).is_some(), "{}", master.last);
            assert!(master.shift.rest(master.rest, 60).is_ok(), "{}", master.last);
            assert_ne!(naming::job_title(master.job), Names::same(master.job), "{}", master.job);
        }
    }
}
