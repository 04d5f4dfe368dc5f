//! Price and stock lists from elsewhere: units and packages become exact ratios (R-I1), what is on hand becomes an
//! opening document, and the same list twice changes nothing.

use pardoz_sdk::prelude::*;

use crate::model::{quantity, sheet};
use crate::pages::item::{self, Details};
use crate::pages::store;
use crate::place;
use crate::post::{self, Cost, Head, Line};
use crate::queries;

type Refused = (&'static str, Message);

/// A row that could be read.
struct Row {
    number: i64,
    key: String,
    names: [String; 3],
    category: Option<String>,
    unit: &'static str,
    package_name: &'static str,
    /// Base units in a package, as text that the form's rules read.
    package: String,
    package_milli: i64,
    cost_minor: Option<i64>,
    sale_minor: Option<i64>,
    critical: Option<String>,
    barcode: Option<String>,
    code: Option<String>,
    on_hand_milli: i64,
}

pub fn import_stock(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    let mut results = ImportResults::new();
    let mut rows = Vec::new();
    for row in &batch.rows {
        match read(row) {
            Ok(row) => rows.push(row),
            Err((field, reason)) => results.rejected(row.row, field, reason),
        }
    }
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let known = queries::item_by_import(ctx, &keys)?;
    let mut categories = queries::category_list(ctx)?;
    let mut opening: Vec<Line> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let branch = place::Place::find(ctx, None)?;
    let goods = place::store_of_kind(ctx, branch.branch_id, "consumables")?;
    let shop = place::store_of_kind(ctx, branch.branch_id, "retail")?;
    for row in rows {
        if let Some(there) = known.iter().find(|one| one.import_key.as_deref() == Some(row.key.as_str())) {
            results.unchanged(row.number, there.item_id);
            continue;
        }
        if seen.contains(&row.key) {
            results.rejected(row.number, "name_uz", "inventory-import-twice");
            continue;
        }
        if let Some(code) = &row.barcode
            && !queries::item_by_barcode(ctx, code)?.is_empty()
        {
            results.rejected(row.number, "barcode", "inventory-error-barcode");
            continue;
        }
        let category_id = match &row.category {
            Some(name) => Some(category(ctx, &mut categories, name)?),
            None => None,
        };
        let item_id = item::insert(ctx, &details(&row, category_id), Some(&row.key))?;
        if row.on_hand_milli > 0 {
            let cost = crate::model::layer::share(
                row.cost_minor.unwrap_or_default(),
                row.on_hand_milli,
                row.package_milli,
            );
            let store = if row.sale_minor.is_some() { &shop } else { &goods };
            opening.push(Line::into(item_id, store.store_id, row.on_hand_milli, Cost::Of(cost)));
        }
        results.created(row.number, item_id);
        seen.push(row.key);
    }
    for part in opening.chunks(50) {
        post::post(ctx, &goods, Head { kind: "opening", ..Head::default() }, part)?;
    }
    Ok(results)
}

fn category(ctx: &mut Mutation, known: &mut Vec<queries::Category>, name: &str) -> Result<Id> {
    let same = |text: &str| sheet::fold(text) == sheet::fold(name);
    if let Some(found) = known.iter().find(|c| same(&c.name_uz) || same(&c.name_ru) || same(&c.name_en)) {
        return Ok(found.category_id);
    }
    let category_id = store::category(ctx, [name, name, name])?;
    let name = name.to_owned();
    known.push(queries::Category {
        category_id,
        name_uz: name.clone(),
        name_ru: name.clone(),
        name_en: name,
    });
    Ok(category_id)
}

fn details(row: &Row, category_id: Option<Id>) -> Details {
    Details {
        item_id: None,
        name_uz: Some(row.names[0].clone()),
        name_ru: Some(row.names[1].clone()),
        name_en: Some(row.names[2].clone()),
        category_id,
        supplier_id: None,
        unit: row.unit.to_owned(),
        package_name: row.package_name.to_owned(),
        package: row.package.clone(),
        barcode: row.barcode.clone(),
        code: row.code.clone(),
        shelf: None,
        marking_code: None,
        critical: row.critical.clone(),
        target: None,
        sale_minor: row.sale_minor,
        buy_minor: row.cost_minor,
        open_days: None,
        parts: Vec::new(),
    }
}

fn read(row: &ImportRow) -> std::result::Result<Row, Refused> {
    let refuse = |name: &'static str, key: &'static str, value: &str| {
        (name, text(key).arg("value", value.chars().take(60).collect::<String>()))
    };
    let names = ["name_uz", "name_ru", "name_en"].map(|name| row.text(name).unwrap_or_default().to_owned());
    let Some(first) = names.iter().find(|name| !name.is_empty()).cloned() else {
        return Err(("name_uz", text("inventory-error-name")));
    };
    if names.iter().any(|name| name.chars().count() > 120) {
        return Err(("name_uz", text("inventory-error-long")));
    }
    let unit_text = row.text("use_unit").unwrap_or("pcs");
    let unit =
        sheet::unit(unit_text).ok_or_else(|| refuse("use_unit", "inventory-import-unit", unit_text))?;
    let (base, times) = sheet::base(unit);
    let per = row.text("use_per_purchase").unwrap_or("1");
    let package_milli = quantity::parse(per)
        .and_then(|milli| milli.checked_mul(times))
        .filter(|milli| *milli > 0)
        .ok_or_else(|| refuse("use_per_purchase", "inventory-import-number", per))?;
    let number = |name: &'static str| -> std::result::Result<Option<i64>, Refused> {
        let Some(typed) = row.text(name) else { return Ok(None) };
        let milli = quantity::parse(typed).filter(|milli| *milli >= 0);
        milli.map(Some).ok_or_else(|| refuse(name, "inventory-import-number", typed))
    };
    // Money cells come in whole units: thousandths of a so'm are a tenth of a tiyin each.
    let minor = |milli: Option<i64>| milli.map(|milli| milli / 10);
    let on_hand = number("quantity")?.unwrap_or_default();
    let on_hand_milli = quantity::of_packages(on_hand, package_milli).ok_or_else(|| {
        refuse("quantity", "inventory-import-number", row.text("quantity").unwrap_or_default())
    })?;
    let name_uz = sheet::uzbek(if names[0].is_empty() { &first } else { &names[0] });
    // A list says so in the name when something is for clients.
    let cost_minor = minor(number("cost_uzs")?);
    let critical_milli = number("critical_purchase_units")?;
    Ok(Row {
        number: row.row,
        key: sheet::fold(&format!("{first}|{base}|{package_milli}")),
        names: [name_uz, names[1].clone(), names[2].clone()],
        category: row.text("category").map(str::to_owned),
        unit: match base {
            "ml" => "ml",
            "g" => "g",
            "cm" => "cm",
            _ => "pcs",
        },
        package_name: sheet::package(row.text("purchase_unit").unwrap_or("package")),
        package: quantity::plain(package_milli),
        package_milli,
        cost_minor,
        sale_minor: minor(number("sale_uzs")?),
        critical: critical_milli.map(quantity::plain),
        barcode: row.text("barcode").map(str::to_owned),
        code: row.text("code").map(str::to_owned),
        on_hand_milli,
    })
}
