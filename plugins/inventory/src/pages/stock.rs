//! The list: what lies where, what is critical, for how long it lasts.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::alert::{self, Standing};
use crate::model::need;
use crate::model::sheet::fold;
use crate::place::{self, Place, READ, Reach};
use crate::queries::{self, Item};
use crate::words::{self, Choice};

/// Rows on a page.
const SHOWN: i64 = 50;
/// The pace is that of the last days.
const PACE_DAYS: i64 = 30;

#[derive(Input, Default, Clone)]
pub struct ListPage {
    #[input(max_chars = 100)]
    pub q: Option<String>,
    #[input(max_chars = 40)]
    pub filter: Option<String>,
    pub category: Option<Id>,
    pub store: Option<Id>,
    pub branch: Option<Id>,
    pub shown: Option<i64>,
}

#[derive(View)]
pub struct StockList {
    pub branch_id: Id,
    pub branch_name: String,
    pub branches: Vec<Choice>,
    pub q: String,
    pub filter: String,
    pub category: Option<Id>,
    pub store: Option<Id>,
    pub stores: Vec<Choice>,
    pub categories: Vec<Choice>,
    pub counts: Counts,
    pub total: i64,
    pub value_minor: Option<i64>,
    pub items: Vec<Row>,
    pub matching: i64,
    pub more: Option<i64>,
    pub own: bool,
    pub stocktakes: Vec<OpenCount>,
    pub transfers: i64,
    pub drafts: i64,
    pub may_write: bool,
    pub may_count: bool,
    pub has_stores: bool,
}

#[derive(View, Default)]
pub struct Counts {
    pub all: i64,
    pub critical: i64,
    pub low: i64,
    pub negative: i64,
    pub expiring: i64,
}

#[derive(View, Clone)]
pub struct Row {
    pub item_id: Id,
    pub name: String,
    pub note: String,
    pub code: Option<String>,
    pub unit: String,
    pub on_hand_milli: i64,
    pub on_hand: String,
    pub available_milli: i64,
    pub available: String,
    pub expired_milli: i64,
    pub expired: Option<String>,
    pub critical: Option<String>,
    pub percent: i64,
    /// ok low critical ordered
    pub level: &'static str,
    pub ordered: bool,
    pub days_left: Option<i64>,
    pub runs_out_on: Option<String>,
    pub buy_minor: Option<i64>,
    pub value_minor: Option<i64>,
    pub negative: bool,
    pub expiring: bool,
    category_id: Option<Id>,
}

#[derive(View)]
pub struct OpenCount {
    pub stocktake_id: Id,
    pub number: i64,
    pub store: String,
    pub person: Option<String>,
    pub started_at: i64,
    pub counted: i64,
    pub all: i64,
    pub percent: i64,
}

pub fn list_stock(ctx: &Query, page: ListPage) -> Result<StockList> {
    draw(ctx, page)
}

/// The list under every drawer.
pub fn draw(ctx: &Query, page: ListPage) -> Result<StockList> {
    let place = Place::open(ctx, page.branch, READ)?;
    let all_stores = place::stores(ctx, place.branch_id, READ)?;
    let own = matches!(Reach::of(ctx, READ)?, Reach::Own(_));
    let costs = ctx.can("inventory.cost.read");
    let chosen = page.store.filter(|id| all_stores.iter().any(|store| store.store_id == *id));
    let store_ids: Vec<Id> = match chosen {
        Some(id) => vec![id],
        None => all_stores.iter().map(|store| store.store_id).collect(),
    };
    let categories = queries::category_list(ctx)?;
    let staff_id = if own { place::own_staff(ctx)? } else { None };
    let standings = alert::standings(ctx, &place, &store_ids, staff_id)?;
    let rows = rows(ctx, &place, &store_ids, &standings, &page, costs, own)?;
    let counts = Counts {
        all: rows.len() as i64,
        critical: rows.iter().filter(|row| row.level == "critical").count() as i64,
        low: rows.iter().filter(|row| row.level == "low").count() as i64,
        negative: rows.iter().filter(|row| row.negative).count() as i64,
        expiring: rows.iter().filter(|row| row.expiring).count() as i64,
    };
    let value_minor = costs.then(|| standings.values().map(|standing| standing.value_minor).sum());
    let filter = page.filter.clone().unwrap_or_default();
    let mut shown: Vec<Row> = rows.into_iter().filter(|row| keeps(row, &filter, page.category)).collect();
    let rank = |row: &Row| ["critical", "low"].iter().position(|level| *level == row.level).unwrap_or(2);
    shown.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| fold(&a.name).cmp(&fold(&b.name))));
    let matching = shown.len() as i64;
    let limit = page.shown.unwrap_or(SHOWN).clamp(1, 3000);
    shown.truncate(limit as usize);
    let transit = queries::transit_list(ctx, &store_ids)?.len() as i64;
    let drafts = if own { 0 } else { drafts(ctx, place.branch_id)? };
    let name = |category: &queries::Category| Choice::new(category.category_id, category.name(ctx.locale()));
    Ok(StockList {
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        branches: place.branches.iter().map(|branch| Choice::new(branch.branch_id, &branch.name)).collect(),
        q: page.q.clone().unwrap_or_default(),
        filter,
        category: page.category,
        store: chosen,
        stores: all_stores.iter().map(|store| Choice::new(store.store_id, &store.name)).collect(),
        categories: categories.iter().map(name).collect(),
        total: counts.all,
        counts,
        value_minor,
        items: shown,
        matching,
        more: (matching > limit).then_some(limit + SHOWN),
        own,
        stocktakes: if own { Vec::new() } else { open_counts(ctx, &store_ids, &all_stores)? },
        transfers: transit,
        drafts,
        may_write: ctx.can(place::WRITE),
        may_count: ctx.can("inventory.stocktake.write"),
        has_stores: !all_stores.is_empty(),
    })
}

fn keeps(row: &Row, filter: &str, category: Option<Id>) -> bool {
    let by_filter = match filter {
        "critical" => row.level == "critical",
        "low" => row.level == "low",
        "negative" => row.negative,
        "expiring" => row.expiring,
        _ => true,
    };
    by_filter && (category.is_none() || row.category_id == category)
}

fn rows(
    ctx: &Query,
    place: &Place,
    store_ids: &[Id],
    standings: &BTreeMap<Id, Standing>,
    page: &ListPage,
    costs: bool,
    own: bool,
) -> Result<Vec<Row>> {
    let word = match page.q.as_deref().map(fold).filter(|q| !q.is_empty()) {
        Some(q) => format!("%{}%", q.replace(['%', '_'], "")),
        None => "%".to_owned(),
    };
    let archived = page.filter.as_deref() == Some("archived");
    let mut items = queries::item_list(ctx, archived, &word)?;
    if own {
        items.retain(|item| standings.contains_key(&item.item_id));
    }
    let categories = queries::category_list(ctx)?;
    let from = place.today.plus(-PACE_DAYS);
    let used = queries::used_since(ctx, store_ids, from.as_str())?;
    let used: BTreeMap<Id, i64> = used.into_iter().map(|row| (row.item_id, -row.quantity_milli)).collect();
    let ordered: Vec<Id> = queries::on_order(ctx, place.branch_id)?
        .into_iter()
        .filter(|row| row.quantity_milli > 0)
        .map(|row| row.item_id)
        .collect();
    let soon = place.today.plus(30);
    let expiring: Vec<Id> =
        queries::expiring(ctx, store_ids, soon.as_str())?.into_iter().map(|row| row.item_id).collect();
    // R-I2: one store may owe what another one has.
    let told = queries::alert_list(ctx, place.branch_id)?;
    let owes = |item_id: Id| told.iter().any(|alert| alert.item_id == item_id && alert.kind == "negative");
    let nothing = Standing::default();
    let row = |item: Item| {
        let standing = standings.get(&item.item_id).unwrap_or(&nothing);
        let available = standing.available();
        let category = categories.iter().find(|category| Some(category.category_id) == item.category_id);
        let parts = [category.map(|c| c.name(ctx.locale()).to_owned()), item.shelf.clone()];
        let note: Vec<String> = parts.into_iter().flatten().collect();
        let paced = used.get(&item.item_id).copied().unwrap_or_default();
        Row {
            item_id: item.item_id,
            name: item.name(ctx.locale()).to_owned(),
            note: note.join(" · "),
            code: item.code.clone(),
            unit: item.unit.clone(),
            on_hand_milli: standing.on_hand_milli,
            on_hand: words::quantity(ctx, standing.on_hand_milli, &item),
            available_milli: available,
            available: words::quantity(ctx, available, &item),
            expired_milli: standing.expired_milli,
            expired: (standing.expired_milli > 0)
                .then(|| words::quantity(ctx, standing.expired_milli, &item)),
            critical: item.critical_milli.map(|critical| words::quantity(ctx, critical, &item)),
            percent: percent(standing.on_hand_milli, &item),
            level: need::level(available, item.critical_milli),
            ordered: ordered.contains(&item.item_id),
            days_left: need::days_left(available, paced, PACE_DAYS),
            runs_out_on: standing.runs_out_on(),
            buy_minor: item.buy_minor.filter(|_| costs),
            value_minor: costs.then_some(standing.value_minor),
            negative: standing.on_hand_milli < 0 || (!own && owes(item.item_id)),
            expiring: expiring.contains(&item.item_id),
            category_id: item.category_id,
        }
    };
    Ok(items.into_iter().map(row).collect())
}

/// How full the shelf looks: against its target, or three times the critical level.
fn percent(on_hand: i64, item: &Item) -> i64 {
    let full = item.target_milli.or(item.critical_milli.map(|critical| critical * 3)).unwrap_or_default();
    if full <= 0 {
        return if on_hand > 0 { 100 } else { 0 };
    }
    (i128::from(on_hand.max(0)) * 100 / i128::from(full)).min(100) as i64
}

fn drafts(ctx: &Query, branch_id: Id) -> Result<i64> {
    Ok(queries::draft_count(ctx, branch_id)?.map_or(0, |row| row.drafts))
}

fn open_counts(ctx: &Query, store_ids: &[Id], stores: &[queries::Store]) -> Result<Vec<OpenCount>> {
    let mut counts = Vec::new();
    for store_id in store_ids {
        for stocktake in queries::open_stocktakes(ctx, *store_id)? {
            let lines = queries::count_list(ctx, stocktake.stocktake_id)?;
            let counted = lines.iter().filter(|line| line.counted_milli.is_some()).count() as i64;
            let all = lines.len() as i64;
            counts.push(OpenCount {
                stocktake_id: stocktake.stocktake_id,
                number: stocktake.number,
                store: crate::post::store_name(stores, *store_id),
                person: stocktake.person_name,
                started_at: stocktake.started_at,
                counted,
                all,
                percent: if all == 0 { 0 } else { counted * 100 / all },
            });
        }
    }
    Ok(counts)
}
