//! A believable shelf: what a salon of colour, nails and care keeps, with receipts, tech cards, a critical item or two
//! and an order on its way. The same seed makes the same stock.

use pardoz_sdk::prelude::*;

use crate::pages::item::{self, Details};
use crate::pages::store;
use crate::place;
use crate::post::{self, Cost, Head, Line, Way};
use crate::queries;

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

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    let key = |nth: usize| format!("demo-{}-{nth}", wish.seed);
    let first = key(0);
    if !queries::item_by_import(ctx, &[first.as_str()])?.is_empty() {
        return Ok(DemoProgress::done(ctx.t("inventory-demo-done", json!({ "items": GOODS.len() }))));
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
    for (at, branch) in queries::branch_list(ctx)?.into_iter().enumerate() {
        receive(ctx, &wish, branch.branch_id, &items, at)?;
    }
    cards(ctx, &items)?;
    crate::check::run(ctx)?;
    Ok(DemoProgress::done(ctx.t("inventory-demo-done", json!({ "items": GOODS.len() }))))
}

/// Two receipts a branch, the older one cheaper, so that costs are not all one number.
fn receive(ctx: &mut Mutation, wish: &DemoBatch, branch_id: Id, items: &[Id], at: usize) -> Result<()> {
    let goods = place::store_of_kind(ctx, branch_id, "consumables")?;
    let shop = place::store_of_kind(ctx, branch_id, "retail")?;
    for (round, percent) in [(0, 96), (1, 100)] {
        let mut lines = Vec::new();
        for (good, item_id) in GOODS.iter().zip(items) {
            let packages = if at == 0 { good.8 } else { (good.8 / 2).max(1) };
            let late = packages / 4;
            let part = if round == 0 { packages - late } else { late };
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
        let head = Head { kind: "receipt", at: Some(when), ..Head::default() };
        post::post(ctx, &goods, head, &lines)?;
    }
    Ok(())
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
