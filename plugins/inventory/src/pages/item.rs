//! An item: its card with movements, its form, finding it by name or barcode.

use pardoz_sdk::prelude::*;

use super::stock::{self, ListPage, StockList};
use crate::alert;
use crate::model::quantity::{self, MILLI};
use crate::model::sheet::{self, fold};
use crate::place::{self, Place, READ};
use crate::queries::{self, Item};
use crate::words::{self, Choice};

#[derive(Input)]
pub struct Which {
    pub item_id: Id,
    pub branch: Option<Id>,
}

pub fn find(ctx: &Query, item_id: Id) -> Result<Item> {
    queries::item(ctx, item_id)?.ok_or_else(|| not_found("inventory-error-item"))
}

#[derive(View)]
pub struct Card {
    item_id: Id,
    name: String,
    category: Option<String>,
    shelf: Option<String>,
    code: Option<String>,
    barcode: Option<String>,
    marking_code: Option<String>,
    package: String,
    unit: String,
    sale_minor: Option<i64>,
    buy_minor: Option<i64>,
    critical: Option<String>,
    target: Option<String>,
    open_days: Option<i64>,
    archived: bool,
    branch_id: Id,
    branch_name: String,
    on_hand: String,
    on_hand_milli: i64,
    available: String,
    available_milli: i64,
    reserved: Option<String>,
    expired: Option<String>,
    value_minor: Option<i64>,
    runs_out_on: Option<String>,
    stores: Vec<Shelf>,
    needs: Vec<Need>,
    layers: Vec<Lot>,
    movements: Vec<Moved>,
    parts: Vec<Part>,
    may_write: bool,
}

#[derive(View)]
struct Shelf {
    name: String,
    quantity: String,
    value_minor: Option<i64>,
    reserved: Option<String>,
}

#[derive(View)]
struct Need {
    day: String,
    quantity: String,
}

#[derive(View)]
struct Lot {
    store: String,
    quantity: String,
    lot: Option<String>,
    usable_until: Option<String>,
    opened: Option<String>,
    expired: bool,
    received_at: i64,
}

#[derive(View)]
struct Moved {
    document_id: Id,
    number: i64,
    kind: String,
    reversal: bool,
    store: String,
    quantity: String,
    quantity_milli: i64,
    value_minor: Option<i64>,
    at: i64,
    person: Option<String>,
    note: Option<String>,
}

#[derive(View)]
struct Part {
    item_id: Id,
    name: String,
    quantity: String,
}

pub fn show_item(ctx: &Query, page: Which) -> Result<Card> {
    let item = find(ctx, page.item_id)?;
    let place = Place::open(ctx, page.branch, READ)?;
    let stores = place::stores(ctx, place.branch_id, READ)?;
    let ids: Vec<Id> = stores.iter().map(|store| store.store_id).collect();
    let costs = ctx.can("inventory.cost.read");
    let standings = alert::standings(ctx, &place, &ids, None)?;
    let standing = standings.get(&item.item_id).cloned().unwrap_or_default();
    let say = |milli: i64| words::quantity(ctx, milli, &item);
    let held = |milli: i64| (milli > 0).then(|| say(milli));
    let name_of = |id: Id| crate::post::store_name(&stores, id);
    let categories = queries::category_list(ctx)?;
    let category = categories.iter().find(|category| Some(category.category_id) == item.category_id);
    let balances = queries::balances(ctx, &[item.item_id], &ids)?;
    let layers = queries::layers(ctx, &[item.item_id], &ids)?;
    let movements = queries::item_movements(ctx, item.item_id, &ids)?;
    let parts = queries::parts_of(ctx, item.item_id)?;
    let part_items = queries::item_some(ctx, &parts.iter().map(|part| part.item_id).collect::<Vec<_>>())?;
    Ok(Card {
        item_id: item.item_id,
        name: item.name(ctx.locale()).to_owned(),
        category: category.map(|category| category.name(ctx.locale()).to_owned()),
        shelf: item.shelf.clone(),
        code: item.code.clone(),
        barcode: item.barcode.clone(),
        marking_code: item.marking_code.clone(),
        package: words::units(ctx, item.package_milli, &item.unit),
        unit: item.unit.clone(),
        sale_minor: item.sale_minor,
        buy_minor: item.buy_minor.filter(|_| costs),
        critical: item.critical_milli.map(say),
        target: item.target_milli.map(say),
        open_days: item.open_days,
        archived: item.archived_at.is_some(),
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        on_hand: say(standing.on_hand_milli),
        on_hand_milli: standing.on_hand_milli,
        available: say(standing.available()),
        available_milli: standing.available(),
        reserved: held(standing.reserved_milli),
        expired: held(standing.expired_milli),
        value_minor: costs.then_some(standing.value_minor),
        runs_out_on: standing.runs_out_on(),
        stores: balances
            .iter()
            .map(|row| Shelf {
                name: name_of(row.store_id),
                quantity: say(row.quantity_milli),
                value_minor: costs.then_some(row.value_minor),
                reserved: held(row.reserved_milli),
            })
            .collect(),
        needs: standing
            .needs
            .iter()
            .map(|need| Need { day: need.day.clone(), quantity: say(need.quantity_milli) })
            .collect(),
        layers: layers
            .into_iter()
            .filter(|row| row.quantity_milli > 0)
            .map(|row| Lot {
                store: name_of(row.store_id),
                quantity: say(row.quantity_milli),
                expired: row.usable_until.as_deref().is_some_and(|until| until < place.today.as_str()),
                lot: row.lot,
                usable_until: row.usable_until,
                opened: row.opened,
                received_at: row.received_at,
            })
            .collect(),
        movements: movements
            .into_iter()
            .map(|row| Moved {
                document_id: row.document_id,
                number: row.number,
                kind: row.kind,
                reversal: row.reverses.is_some(),
                store: name_of(row.store_id),
                quantity: words::difference(ctx, row.quantity_milli, &item),
                quantity_milli: row.quantity_milli,
                value_minor: costs.then_some(row.value_minor),
                at: row.at,
                person: row.person_name,
                note: row.note,
            })
            .collect(),
        parts: parts
            .iter()
            .filter_map(|part| {
                let found = part_items.iter().find(|one| one.item_id == part.item_id)?;
                Some(Part {
                    item_id: part.item_id,
                    name: found.name(ctx.locale()).to_owned(),
                    quantity: words::quantity(ctx, part.quantity_milli, found),
                })
            })
            .collect(),
        may_write: ctx.can("inventory.item.write"),
    })
}

#[derive(View)]
pub struct ItemForm {
    item_id: Option<Id>,
    name: String,
    name_uz: String,
    name_ru: String,
    name_en: String,
    category_id: Option<Id>,
    supplier_id: Option<Id>,
    unit: String,
    package_name: String,
    package: String,
    barcode: Option<String>,
    code: Option<String>,
    shelf: Option<String>,
    marking_code: Option<String>,
    critical: String,
    target: String,
    sale_minor: Option<i64>,
    buy_minor: Option<i64>,
    open_days: Option<i64>,
    moved: bool,
    units: Vec<Choice>,
    packages: Vec<Choice>,
    categories: Vec<Choice>,
    suppliers: Vec<Choice>,
    parts: Vec<PartField>,
}

#[derive(View)]
struct PartField {
    item_id: Option<Id>,
    name: String,
    quantity: String,
}

#[derive(Input)]
pub struct NewPage {
    #[input(max_chars = 100)]
    barcode: Option<String>,
}

pub fn new_item(ctx: &Query, page: NewPage) -> Result<ItemForm> {
    let mut form = form(ctx, None)?;
    form.barcode = page.barcode;
    Ok(form)
}

pub fn edit_item(ctx: &Query, page: Which) -> Result<ItemForm> {
    let item = find(ctx, page.item_id)?;
    form(ctx, Some(item))
}

/// In packages where it comes out even, else in base units: what was typed is shown again.
fn in_packages(milli: Option<i64>, item: &Item) -> String {
    milli.map(|milli| quantity::plain(milli * MILLI / item.package_milli)).unwrap_or_default()
}

fn form(ctx: &Query, item: Option<Item>) -> Result<ItemForm> {
    let choices = |key: &str, words: &[&str]| -> Vec<Choice> {
        words
            .iter()
            .map(|word| Choice::new(word, ctx.t(&format!("inventory-{key}-{word}"), json!({}))))
            .collect()
    };
    let categories = queries::category_list(ctx)?;
    let suppliers = queries::supplier_list(ctx)?;
    let moved = match &item {
        Some(item) => queries::moved_count(ctx, item.item_id)?.is_some_and(|row| row.moved > 0),
        None => false,
    };
    let mut parts = Vec::new();
    if let Some(item) = &item {
        let rows = queries::parts_of(ctx, item.item_id)?;
        let items = queries::item_some(ctx, &rows.iter().map(|row| row.item_id).collect::<Vec<_>>())?;
        for row in rows {
            let name = items.iter().find(|one| one.item_id == row.item_id).map(|one| one.name(ctx.locale()));
            parts.push(PartField {
                item_id: Some(row.item_id),
                name: name.unwrap_or_default().to_owned(),
                quantity: quantity::plain(row.quantity_milli),
            });
        }
    }
    parts.extend((0..2).map(|_| PartField { item_id: None, name: String::new(), quantity: String::new() }));
    let text = |pick: fn(&Item) -> &str| item.as_ref().map(pick).unwrap_or_default().to_owned();
    let of = |pick: fn(&Item) -> Option<i64>| item.as_ref().and_then(pick);
    Ok(ItemForm {
        item_id: item.as_ref().map(|item| item.item_id),
        name: item.as_ref().map(|item| item.name(ctx.locale()).to_owned()).unwrap_or_default(),
        name_uz: text(|item| &item.name_uz),
        name_ru: text(|item| &item.name_ru),
        name_en: text(|item| &item.name_en),
        category_id: item.as_ref().and_then(|item| item.category_id),
        supplier_id: item.as_ref().and_then(|item| item.supplier_id),
        unit: item.as_ref().map_or("ml".to_owned(), |item| item.unit.clone()),
        package_name: item.as_ref().map_or("tube".to_owned(), |item| item.package_name.clone()),
        package: item.as_ref().map(|item| quantity::plain(item.package_milli)).unwrap_or_default(),
        barcode: item.as_ref().and_then(|item| item.barcode.clone()),
        code: item.as_ref().and_then(|item| item.code.clone()),
        shelf: item.as_ref().and_then(|item| item.shelf.clone()),
        marking_code: item.as_ref().and_then(|item| item.marking_code.clone()),
        critical: item.as_ref().map(|item| in_packages(item.critical_milli, item)).unwrap_or_default(),
        target: item.as_ref().map(|item| in_packages(item.target_milli, item)).unwrap_or_default(),
        sale_minor: of(|item| item.sale_minor),
        buy_minor: of(|item| item.buy_minor),
        open_days: of(|item| item.open_days),
        moved,
        units: choices("unit", &quantity::UNITS),
        packages: choices("package", &sheet::PACKAGES),
        categories: categories.iter().map(|c| Choice::new(c.category_id, c.name(ctx.locale()))).collect(),
        suppliers: suppliers.iter().map(|s| Choice::new(s.supplier_id, &s.name)).collect(),
        parts,
    })
}

#[derive(Input)]
pub struct Details {
    pub item_id: Option<Id>,
    #[input(max_chars = 120)]
    pub name_uz: Option<String>,
    #[input(max_chars = 120)]
    pub name_ru: Option<String>,
    #[input(max_chars = 120)]
    pub name_en: Option<String>,
    pub category_id: Option<Id>,
    pub supplier_id: Option<Id>,
    #[input(max_chars = 10, default = "ml")]
    pub unit: String,
    #[input(max_chars = 20, default = "package")]
    pub package_name: String,
    /// How much of the base unit is in a package.
    #[input(max_chars = 20, default = "1")]
    pub package: String,
    #[input(max_chars = 60)]
    pub barcode: Option<String>,
    #[input(max_chars = 40)]
    pub code: Option<String>,
    #[input(max_chars = 40)]
    pub shelf: Option<String>,
    #[input(max_chars = 200)]
    pub marking_code: Option<String>,
    /// In packages.
    #[input(max_chars = 20)]
    pub critical: Option<String>,
    #[input(max_chars = 20)]
    pub target: Option<String>,
    #[input(money, range = 0..)]
    pub sale_minor: Option<i64>,
    #[input(money, range = 0..)]
    pub buy_minor: Option<i64>,
    #[input(range = 0..=3650)]
    pub open_days: Option<i64>,
    #[input(max_items = 20)]
    pub parts: Vec<PartInput>,
}

#[derive(Input)]
pub struct PartInput {
    item_id: Option<Id>,
    #[input(max_chars = 20)]
    quantity: Option<String>,
}

/// What is written, checked.
struct Checked {
    package_milli: i64,
    critical_milli: Option<i64>,
    target_milli: Option<i64>,
    names: [String; 3],
    key: String,
}

fn filled(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn check(input: &Details) -> Result<Checked> {
    let given = [&input.name_uz, &input.name_ru, &input.name_en].map(|name| filled(name).unwrap_or_default());
    let Some(first) = given.iter().find(|name| !name.is_empty()).cloned() else {
        return Err(field("name_uz", "inventory-error-name"));
    };
    let names = given.map(|name| if name.is_empty() { first.clone() } else { name });
    if !quantity::UNITS.contains(&input.unit.as_str()) {
        return Err(field("unit", "inventory-error-unit"));
    }
    if !sheet::PACKAGES.contains(&input.package_name.as_str()) {
        return Err(field("package_name", "inventory-error-unit"));
    }
    let package_milli = words::typed_positive("package", &input.package)?;
    let of_packages = |name: &str, text: &Option<String>| -> Result<Option<i64>> {
        let Some(text) = filled(text) else { return Ok(None) };
        let packages = words::typed(name, &text)?;
        if packages < 0 {
            return Err(field(name.to_owned(), "inventory-error-positive"));
        }
        let milli = quantity::of_packages(packages, package_milli);
        milli.map(Some).ok_or_else(|| field(name.to_owned(), "inventory-error-quantity"))
    };
    let extra = [&input.barcode, &input.code].map(|text| filled(text).unwrap_or_default());
    Ok(Checked {
        package_milli,
        critical_milli: of_packages("critical", &input.critical)?,
        target_milli: of_packages("target", &input.target)?,
        key: fold(&format!("{} {} {}", names.join(" "), extra[0], extra[1])),
        names,
    })
}

/// A new item; the import and the demo make theirs here, too.
pub fn insert(ctx: &mut Mutation, input: &Details, import_key: Option<&str>) -> Result<Id> {
    let checked = check(input)?;
    let (item_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_item(
        ctx,
        item_id,
        &checked.names[0],
        &checked.names[1],
        &checked.names[2],
        &checked.key,
        input.category_id,
        input.supplier_id,
        &input.unit,
        checked.package_milli,
        &input.package_name,
        filled(&input.barcode).as_deref(),
        filled(&input.code).as_deref(),
        filled(&input.shelf).as_deref(),
        filled(&input.marking_code).as_deref(),
        checked.critical_milli,
        checked.target_milli,
        input.sale_minor,
        input.buy_minor,
        input.open_days.filter(|days| *days > 0),
        import_key,
        now,
    )
    .on_constraint("inventory_item_barcode", || field("barcode", "inventory-error-barcode"))?;
    write_parts(ctx, item_id, input)?;
    Ok(item_id)
}

pub fn create_item(ctx: &mut Mutation, input: Details) -> Result<Redirect> {
    let item_id = insert(ctx, &input, None)?;
    Ok(redirect("item-detail")
        .with("item_id", item_id)
        .toast("inventory-toast-item")
        .created(json!({ "item_id": item_id })))
}

/// R-I1: once something has moved, its unit and its package stay: history would change its meaning.
pub fn update_item(ctx: &mut Mutation, input: Details) -> Result<Redirect> {
    let item_id = input.item_id.ok_or_else(|| not_found("inventory-error-item"))?;
    let before = find(ctx, item_id)?;
    let checked = check(&input)?;
    let changed = before.unit != input.unit || before.package_milli != checked.package_milli;
    if changed && queries::moved_count(ctx, item_id)?.is_some_and(|row| row.moved > 0) {
        return Err(field("package", "inventory-error-moved"));
    }
    let now = ctx.now();
    queries::update_item(
        ctx,
        &checked.names[0],
        &checked.names[1],
        &checked.names[2],
        &checked.key,
        input.category_id,
        input.supplier_id,
        &input.unit,
        checked.package_milli,
        &input.package_name,
        filled(&input.barcode).as_deref(),
        filled(&input.code).as_deref(),
        filled(&input.shelf).as_deref(),
        filled(&input.marking_code).as_deref(),
        checked.critical_milli,
        checked.target_milli,
        input.sale_minor,
        input.buy_minor,
        input.open_days.filter(|days| *days > 0),
        now,
        item_id,
    )
    .on_constraint("inventory_item_barcode", || field("barcode", "inventory-error-barcode"))?;
    queries::delete_parts(ctx, item_id)?;
    write_parts(ctx, item_id, &input)?;
    for branch in queries::branch_list(ctx)? {
        let place = Place::find(ctx, Some(branch.branch_id))?;
        alert::check(ctx, &place, &[item_id])?;
    }
    Ok(redirect("item-detail")
        .with("item_id", item_id)
        .toast("inventory-toast-item")
        .data(json!({ "item_id": item_id })))
}

fn write_parts(ctx: &mut Mutation, kit_id: Id, input: &Details) -> Result<()> {
    let mut seen: Vec<Id> = Vec::new();
    for (at, part) in input.parts.iter().enumerate() {
        let Some(item_id) = part.item_id else { continue };
        let text = filled(&part.quantity).unwrap_or_default();
        let milli = words::typed_positive(&format!("parts[{at}][quantity]"), &text)?;
        if item_id == kit_id || seen.contains(&item_id) || queries::item(ctx, item_id)?.is_none() {
            return Err(field(format!("parts[{at}][item_id]"), "inventory-error-part"));
        }
        seen.push(item_id);
        queries::insert_part(ctx, kit_id, item_id, milli)?;
    }
    Ok(())
}

pub fn archive_item(ctx: &mut Mutation, page: Which) -> Result<Redirect> {
    let item = find(ctx, page.item_id)?;
    let now = ctx.now();
    let (archived, toast) = match item.archived_at {
        None => (Some(now), "inventory-toast-archived"),
        Some(_) => (None, "inventory-toast-restored"),
    };
    queries::archive_item(ctx, archived, now, item.item_id)?;
    Ok(redirect("item-detail").with("item_id", item.item_id).toast(toast))
}

#[derive(Input)]
pub struct Search {
    #[input(max_chars = 100)]
    q: Option<String>,
    #[input(max_chars = 100)]
    barcode: Option<String>,
}

#[derive(View)]
pub struct Found {
    items: Vec<FoundItem>,
}

#[derive(View)]
struct FoundItem {
    value: Id,
    item_id: Id,
    label: String,
    note: String,
    unit: String,
    package_milli: i64,
    sale_minor: Option<i64>,
}

/// For fields that search while somebody types, and for scanners (`barcode`).
pub fn search_items(ctx: &Query, page: Search) -> Result<Found> {
    let items = match filled(&page.barcode) {
        Some(barcode) => queries::item_by_barcode(ctx, &barcode)?,
        None => {
            let q = fold(page.q.as_deref().unwrap_or_default());
            queries::item_list(ctx, false, format!("%{}%", q.replace(['%', '_'], "")))?
        }
    };
    let found = |item: Item| FoundItem {
        value: item.item_id,
        item_id: item.item_id,
        label: item.name(ctx.locale()).to_owned(),
        note: words::units(ctx, item.package_milli, &item.unit),
        unit: item.unit.clone(),
        package_milli: item.package_milli,
        sale_minor: item.sale_minor,
    };
    Ok(Found { items: items.into_iter().take(20).map(found).collect() })
}

/// Everything for the list under a drawer.
pub fn list_under(ctx: &Query, branch: Option<Id>) -> Result<StockList> {
    stock::draw(ctx, ListPage { branch, ..ListPage::default() })
}
