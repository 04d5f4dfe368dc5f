//! Names and quantities in the reader's language.

use pardoz_sdk::prelude::*;

use crate::model::quantity;
use crate::queries::{Category, Item, Service};

fn of_locale<'a>(locale: &str, uz: &'a str, ru: &'a str, en: &'a str) -> &'a str {
    let wanted = if locale.starts_with("ru") {
        ru
    } else if locale.starts_with("en") {
        en
    } else {
        uz
    };
    // A list from elsewhere seldom has all three.
    [wanted, ru, uz, en].into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

impl Item {
    pub fn name(&self, locale: &str) -> &str {
        of_locale(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }

    /// Kept and counted in single pieces.
    pub fn is_single(&self) -> bool {
        self.unit == "pcs" && self.package_milli == quantity::MILLI
    }
}

impl Category {
    pub fn name(&self, locale: &str) -> &str {
        of_locale(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Service {
    pub fn name(&self, locale: &str) -> &str {
        of_locale(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

/// A decimal as the reader writes it.
pub fn decimal(ctx: &Query, milli: i64) -> String {
    let text = quantity::plain(milli);
    let text = text.replace('-', "\u{2212}");
    if ctx.locale().starts_with("en") { text } else { text.replace('.', ",") }
}

/// So much of the base unit: "45 ml". Whole decimetres from a metre on are read in metres: "92 m", not "9200 cm".
pub fn units(ctx: &Query, milli: i64, unit: &str) -> String {
    if unit == "cm" && milli.abs() >= 100 * quantity::MILLI && milli % (10 * quantity::MILLI) == 0 {
        return ctx.t("inventory-q-m", json!({ "count": decimal(ctx, milli / 100) }));
    }
    ctx.t(&format!("inventory-q-{unit}"), json!({ "count": decimal(ctx, milli) }))
}

/// R-I1: "9 tubes + 15 ml".
pub fn quantity(ctx: &Query, milli: i64, item: &Item) -> String {
    if item.is_single() {
        return units(ctx, milli, "pcs");
    }
    let (packages, rest) = quantity::packages(milli, item.package_milli);
    let whole = || {
        let minus = if packages < 0 { "\u{2212}" } else { "" };
        let text = ctx.t(&format!("inventory-q-{}", item.package_name), json!({ "count": packages.abs() }));
        format!("{minus}{text}")
    };
    match (packages, rest) {
        (0, rest) => units(ctx, rest, &item.unit),
        (_, 0) => whole(),
        (_, rest) => {
            let sign = if rest < 0 { "\u{2212}" } else { "+" };
            format!("{} {sign} {}", whole(), units(ctx, rest.abs(), &item.unit))
        }
    }
}

/// A difference with its sign: "+1", "−2 tubes".
pub fn difference(ctx: &Query, milli: i64, item: &Item) -> String {
    let text = quantity(ctx, milli, item);
    if milli > 0 { format!("+{text}") } else { text }
}

/// A quantity that a person typed, or the message for its field.
pub fn typed(name: &str, text: &str) -> Result<i64> {
    quantity::parse(text).ok_or_else(|| field(name.to_owned(), "inventory-error-quantity"))
}

/// The same, and more than nothing.
pub fn typed_positive(name: &str, text: &str) -> Result<i64> {
    let milli = typed(name, text)?;
    if milli > 0 { Ok(milli) } else { Err(field(name.to_owned(), "inventory-error-positive")) }
}

/// A choice of a select.
#[derive(View, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into() }
    }
}
