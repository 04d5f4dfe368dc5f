//! A believable shelf: what a salon of colour, nails and care keeps, with receipts, tech cards, a critical item or two
//! and an order on its way. The same seed makes the same stock.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::alert;
use crate::pages::item::{self, Details};
use crate::pages::store;
use crate::place::{self, Place};
use crate::post::{self, Cost, Head, Line, Take, Way};
use crate::queries::{self, DemoWork, Norm, Store};
use crate::shelf::Shelves;

/// uz, ru, en; kind; unit, base units a package, package; cost and price in so'm; critical, on hand in packages.
struct Good([&'static str; 3], usize, &'static str, i64, &'static str, i64, i64, i64, i64, &'static str);

const KINDS: [[&str; 3]; 4] = [
    ["Boʻyoqlar", "Краски", "Colour"],
    ["Parvarish", "Уход", "Care"],
    ["Tirnoq", "Ногти", "Nails"],
    ["Sarf materiallari", "Расходники", "Consumables"],
];

const GOODS: [Good; 16] = [
    Good(
        ["Boʻyoq 7.1, 60 ml", "Краска 7.1, 60 мл", "Colour 7.1, 60 ml"],
        0,
        "ml",
        60,
        "tube",
        85_000,
        0,
        12,
        26,
        "A1",
    ),
    Good(
        ["Boʻyoq 9.3, 60 ml", "Краска 9.3, 60 мл", "Colour 9.3, 60 ml"],
        0,
        "ml",
        60,
        "tube",
        85_000,
        0,
        12,
        9,
        "A1",
    ),
    Good(
        ["Oksidant 6%, 1 l", "Оксидант 6%, 1 л", "Developer 6%, 1 l"],
        0,
        "ml",
        1000,
        "bottle",
        120_000,
        0,
        4,
        9,
        "A3",
    ),
    Good(
        ["Tonlovchi, 500 ml", "Тонирующий бальзам, 500 мл", "Toner, 500 ml"],
        0,
        "ml",
        500,
        "bottle",
        210_000,
        0,
        2,
        6,
        "A2",
    ),
    Good(
        ["Shampun Pro Color, 5 l", "Шампунь Pro Color, 5 л", "Shampoo Pro Color, 5 l"],
        1,
        "ml",
        5000,
        "canister",
        480_000,
        0,
        1,
        4,
        "B1",
    ),
    Good(
        ["Keratin, 500 ml", "Кератин, 500 мл", "Keratin, 500 ml"],
        1,
        "ml",
        500,
        "bottle",
        950_000,
        0,
        2,
        3,
        "B3",
    ),
    Good(
        ["Niqob K18, 150 ml", "Маска K18, 150 мл", "K18 mask, 150 ml"],
        1,
        "pcs",
        1,
        "pcs",
        690_000,
        890_000,
        6,
        2,
        "B2",
    ),
    Good(["Uy uchun krem", "Крем для дома", "Home cream"], 1, "pcs", 1, "pcs", 240_000, 330_000, 6, 14, "B2"),
    Good(
        ["Uy uchun shampun", "Шампунь для дома", "Home shampoo"],
        1,
        "pcs",
        1,
        "pcs",
        190_000,
        270_000,
        6,
        11,
        "B2",
    ),
    Good(
        ["Gel-lak nyud №12", "Гель-лак нюд №12", "Gel polish nude 12"],
        2,
        "ml",
        15,
        "bottle",
        95_000,
        0,
        8,
        11,
        "N4",
    ),
    Good(
        ["Baza, 15 ml", "База для гель-лака, 15 мл", "Base coat, 15 ml"],
        2,
        "ml",
        15,
        "bottle",
        88_000,
        0,
        4,
        9,
        "N4",
    ),
    Good(["Egov 180/240", "Пилки 180/240", "Files 180/240"], 2, "pcs", 1, "pcs", 6_000, 0, 20, 64, "N1"),
    Good(
        ["Nitril qoʻlqop M", "Перчатки нитрил M", "Nitrile gloves M"],
        3,
        "pcs",
        100,
        "box",
        65_000,
        0,
        3,
        4,
        "S1",
    ),
    Good(["Folga, 100 m", "Фольга, 100 м", "Foil, 100 m"], 3, "cm", 10_000, "roll", 70_000, 0, 2, 5, "S1"),
    Good(["Kipriklar", "Ресницы", "Lashes"], 3, "pcs", 20, "box", 110_000, 0, 5, 12, "S2"),
    Good(
        ["Bir martalik sochiq", "Полотенца одноразовые", "Disposable towels"],
        3,
        "pcs",
        50,
        "box",
        48_000,
        0,
        4,
        16,
        "S1",
    ),
];

/// Words in a service's name → what it takes: item number and base units by variant.
type Card = (&'static [&'static str], &'static [(usize, [i64; 3])]);
const CARDS: [Card; 5] = [
    (&["colour", "color"], &[(0, [30, 45, 60]), (2, [45, 70, 90]), (12, [2, 2, 2])]),
    (&["highlight", "balayage", "toning"], &[(1, [40, 60, 80]), (2, [60, 90, 120]), (13, [150, 250, 400])]),
    (&["keratin", "treatment", "care"], &[(5, [25, 40, 55]), (4, [15, 20, 25])]),
    (&["manicure", "pedicure", "gel"], &[(9, [2, 2, 2]), (10, [1, 1, 1]), (11, [1, 1, 1])]),
    (&["lash"], &[(14, [1, 1, 2]), (12, [2, 2, 2])]),
];

/// Visits of so many days back have taken their materials; what is older is not looked at day by day any more.
const DAYS_BACK: i64 = 28;

/// Days of visits that one batch writes off: with their movements that stays under the host's 5,000 rows.
const DAYS_A_BATCH: i64 = 7;

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    let said = ctx.t("inventory-demo-done", json!({ "items": GOODS.len() }));
    if wish.batch > 0 {
        let from = wish.today.plus(-DAYS_BACK + (wish.batch - 1) * DAYS_A_BATCH);
        let to = from.plus(DAYS_A_BATCH - 1);
        for branch in queries::branch_list(ctx)? {
            write_off(ctx, branch.branch_id, from, to)?;
        }
        if to < wish.today {
            return Ok(DemoProgress::more(said));
        }
        crate::check::run(ctx)?;
        return Ok(DemoProgress::done(said));
    }
    let key = |nth: usize| format!("demo-{}-{nth}", wish.seed);
    let first = key(0);
    if !queries::item_by_import(ctx, &[first.as_str()])?.is_empty() {
        return Ok(DemoProgress::done(said));
    }
    let mut kinds = Vec::new();
    for names in KINDS {
        kinds.push(store::category(ctx, names)?);
    }
    let now = ctx.now();
    let mut suppliers = Vec::new();
    for (name, phone) in
        [("Beauty Import Toshkent", "+998712003040"), ("Pro Hair Distribution", "+998712005060")]
    {
        let id = ctx.new_id();
        queries::insert_supplier(ctx, id, name, Some(phone), now)?;
        suppliers.push(id);
    }
    let mut items = Vec::new();
    for (nth, good) in GOODS.iter().enumerate() {
        let details = Details {
            item_id: None,
            name_uz: Some(good.0[0].to_owned()),
            name_ru: Some(good.0[1].to_owned()),
            name_en: Some(good.0[2].to_owned()),
            category_id: Some(kinds[good.1]),
            supplier_id: Some(suppliers[usize::from(good.1 > 1)]),
            unit: good.2.to_owned(),
            package_name: good.4.to_owned(),
            package: good.3.to_string(),
            barcode: Some(format!("478{:07}{:03}", wish.seed.rem_euclid(9_999_999), nth)),
            code: None,
            shelf: Some(good.9.to_owned()),
            marking_code: None,
            critical: Some(good.7.to_string()),
            target: Some((good.7 * 3).to_string()),
            sale_minor: (good.6 > 0).then_some(good.6 * 100),
            buy_minor: Some(good.5 * 100),
            open_days: (good.2 == "ml" && good.3 >= 500).then_some(180),
            parts: Vec::new(),
        };
        items.push(item::insert(ctx, &details, Some(&key(nth)))?);
    }
    cards(ctx, &items)?;
    for (at, branch) in queries::branch_list(ctx)?.into_iter().enumerate() {
        receive(ctx, &wish, branch.branch_id, &items, at)?;
    }
    Ok(DemoProgress::more(said))
}

/// Two receipts a branch, the older one cheaper, so that costs are not all one number. It brought what the visits since
/// then have taken, too.
fn receive(ctx: &mut Mutation, wish: &DemoBatch, branch_id: Id, items: &[Id], at: usize) -> Result<()> {
    let goods = place::store_of_kind(ctx, branch_id, "consumables")?;
    let shop = place::store_of_kind(ctx, branch_id, "retail")?;
    let mut taken: BTreeMap<Id, i64> = BTreeMap::new();
    let (works, norms) = works(ctx, branch_id, wish.today.plus(-DAYS_BACK), wish.today)?;
    for norm in works.iter().flat_map(|work| norms.get(&work.service_id).into_iter().flatten()) {
        *taken.entry(norm.item_id).or_default() += norm.quantity_milli;
    }
    let suppliers = queries::supplier_list(ctx)?;
    for (round, percent) in [(0, 96), (1, 100)] {
        let mut lines = Vec::new();
        for (good, item_id) in GOODS.iter().zip(items) {
            let packages = if at == 0 { good.8 } else { (good.8 / 2).max(1) };
            let late = packages / 4;
            let used = taken.get(item_id).copied().unwrap_or_default();
            let used = (used + good.3 * 1000 - 1) / (good.3 * 1000);
            let part = if round == 0 { packages - late + used } else { late };
            if part == 0 {
                continue;
            }
            let store = if good.6 > 0 { &shop } else { &goods };
            let cost = good.5 * percent * part;
            let way = Way::In {
                cost: Cost::Of(cost),
                layer: None,
                lot: Some(format!("L{}{round}{}", wish.seed.rem_euclid(90) + 10, good.9)),
                expires: (good.2 == "ml").then(|| wish.today.plus(240 + 60 * round)),
            };
            let quantity = part * good.3 * 1000;
            lines.push(Line { way, ..Line::into(*item_id, store.store_id, quantity, Cost::Of(cost)) });
        }
        let when = wish.today.plus(-30 + 20 * round).time(11 * 60, ctx.timezone())?;
        let supplier_id = suppliers.iter().cycle().nth(round as usize).map(|one| one.supplier_id);
        let head = Head { kind: "receipt", at: Some(when), supplier_id, ..Head::default() };
        post::post(ctx, &goods, head, &lines)?;
    }
    Ok(())
}

type Norms = BTreeMap<Id, Vec<Norm>>;

/// Lines of a branch's finished visits in their order, and what each service takes: the smallest variant of its card,
/// as a visit takes it whose variant nobody chose.
fn works(ctx: &Query, branch_id: Id, from: Day, to: Day) -> Result<(Vec<DemoWork>, Norms)> {
    let works = queries::demo_work(ctx, branch_id, from.as_str(), to.as_str())?;
    let mut services: Vec<Id> = works.iter().map(|work| work.service_id).collect();
    services.sort_unstable();
    services.dedup();
    let mut norms = Norms::new();
    for norm in if services.is_empty() { Vec::new() } else { queries::norm_list(ctx, &services)? } {
        if norm.variant == "S" {
            norms.entry(norm.service_id).or_default().push(norm);
        }
    }
    Ok((works, norms))
}

/// R-I2 for some days: a document a visit, like any other; only that the shelves are read and written once, and that
/// the books of money are told of a day in one event, because hundreds would be heard for as many seconds.
fn write_off(ctx: &mut Mutation, branch_id: Id, from: Day, to: Day) -> Result<()> {
    let (works, norms) = works(ctx, branch_id, from, to)?;
    let store = place::store_of_kind(ctx, branch_id, "consumables")?;
    let line = |work: &DemoWork, norm: &Norm| Line {
        staff_id: Some(work.staff_id),
        source_line_id: Some(work.appointment_line_id),
        ..Line::out(norm.item_id, store.store_id, norm.quantity_milli, Take::Opening)
    };
    let of = |work: &DemoWork| -> Vec<Line> {
        norms.get(&work.service_id).into_iter().flatten().map(|norm| line(work, norm)).collect()
    };
    let all: Vec<Line> = works.iter().flat_map(&of).collect();
    if all.is_empty() {
        return Ok(());
    }
    let mut shelves = Shelves::load(ctx, &all)?;
    let mut days: BTreeMap<String, (Id, i64, i64)> = BTreeMap::new();
    for visit in works.chunk_by(|a, b| a.appointment_id == b.appointment_id) {
        let lines: Vec<Line> = visit.iter().flat_map(&of).collect();
        if lines.is_empty() {
            continue;
        }
        let (document_id, value_minor) = document(ctx, &mut shelves, &store, &visit[0], &lines)?;
        let day = days.entry(visit[0].day.clone()).or_insert((document_id, 0, 0));
        *day = (day.0, day.1 + value_minor, visit[0].end_at);
    }
    shelves.save(ctx)?;
    for (day, (document_id, value_minor, at)) in days {
        let told = json!({
            "document_id": document_id, "kind": "visit", "branch_id": branch_id, "day": day, "at": at,
            "value_minor": value_minor,
        });
        ctx.emit("inventory.document.posted", document_id, told)?;
    }
    let mut items: Vec<Id> = all.iter().map(|line| line.item_id).collect();
    items.sort_unstable();
    items.dedup();
    alert::check(ctx, &Place::find(ctx, Some(branch_id))?, &items)
}

/// What one visit took; below zero, goods went out. Returns the document with its value.
fn document(
    ctx: &mut Mutation,
    shelves: &mut Shelves,
    store: &Store,
    visit: &DemoWork,
    lines: &[Line],
) -> Result<(Id, i64)> {
    let (document_id, day) = (ctx.new_id(), Day::parse(&visit.day)?);
    let mut parts = Vec::new();
    for line in lines {
        let item = shelves.item(line.item_id)?.clone();
        let (debt_id, layer_id) = (ctx.new_id().to_string(), ctx.new_id().to_string());
        let ids = (debt_id.as_str(), layer_id.as_str());
        let moved = post::apply(ctx, shelves.shelf(line)?, line, &item, (day, visit.end_at), ids, 0);
        parts.extend(moved.into_iter().map(|part| (line, part)));
    }
    let value_minor: i64 = parts.iter().map(|(_, part)| part.value).sum();
    let number = ctx.random_number(6);
    let (source_key, now) = (format!("visit:{}:0", visit.appointment_id), ctx.now());
    queries::insert_document(
        ctx,
        document_id,
        number,
        "visit",
        store.branch_id,
        store.store_id,
        None,
        None,
        None,
        Some(visit.appointment_id),
        None,
        None,
        None,
        None,
        Some(source_key.as_str()),
        day,
        visit.end_at,
        value_minor,
        None,
        None,
        None,
        now,
    )?;
    for (position, (line, part)) in parts.iter().enumerate() {
        let movement_id = ctx.new_id();
        queries::insert_movement(
            ctx,
            movement_id,
            document_id,
            position as i64 + 1,
            line.item_id,
            line.store_id,
            Id::parse(&part.layer)?,
            part.quantity,
            part.value,
            line.staff_id,
            line.source_line_id,
            None,
            day,
            visit.end_at,
        )?;
    }
    Ok((document_id, value_minor))
}

fn cards(ctx: &mut Mutation, items: &[Id]) -> Result<()> {
    for service in queries::service_list(ctx)? {
        let name = service.name_en.to_lowercase();
        let Some((_, uses)) = CARDS.iter().find(|(words, _)| words.iter().any(|word| name.contains(word)))
        else {
            continue;
        };
        for (size, variant) in ["S", "M", "L"].iter().enumerate() {
            for (position, (nth, amounts)) in uses.iter().enumerate() {
                let quantity = amounts[size] * 1000;
                queries::insert_norm(
                    ctx,
                    service.service_id,
                    variant,
                    items[*nth],
                    quantity,
                    position as i64,
                )?;
            }
        }
    }
    Ok(())
}
