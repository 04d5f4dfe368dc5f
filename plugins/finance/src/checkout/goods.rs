//! What a desk sells, by what was typed or scanned: goods with what is left of them, services, certificates, memberships.

use std::collections::BTreeMap;

use pardoz_sdk::letters::Sought;
use pardoz_sdk::prelude::*;
use serde::Deserialize;

use super::draft::{self, DraftLine};
use super::wish::{ITEMS_MAX, QUANTITY_MAX, Wish, WishedItem};
use crate::bill::is_silence;
use crate::queries;

/// So many are shown; more letters make them fewer.
const SHOWN_MAX: usize = 20;
/// So many digits are a code; unknown ones are nobody's name.
const CODE_MIN: usize = 6;

pub struct Good {
    /// As a line of the form says it: `product:<id>`.
    pub what: String,
    pub name: String,
    pub price_minor: Option<i64>,
    /// Pieces that one sale here can take; `None` where nobody counts them, or nobody says.
    pub left: Option<i64>,
    exact: bool,
}

#[derive(Default)]
pub struct Found {
    pub goods: Vec<Good>,
    pub more: bool,
}

/// What the salon's stock module says.
#[derive(Deserialize)]
struct Stock {
    goods: Vec<Stocked>,
    more: bool,
}

#[derive(Deserialize)]
struct Stocked {
    item_id: Id,
    name_uz: String,
    name_ru: String,
    name_en: String,
    sale_minor: Option<i64>,
    left_milli: i64,
    exact: bool,
}

/// `None`: there is no stock module, it does not answer, or this person may not ask it. A sale goes on (R-K3).
fn stock(ctx: &Query, branch_id: Id, asked: Json) -> Result<Option<Stock>> {
    let mut asked = asked;
    asked["branch_id"] = json!(branch_id);
    match ctx.service("inventory@1").call_if_available("find", asked) {
        Ok(answer) => answer.map(|answer| answer.read()).transpose(),
        Err(error) if is_silence(&error) || matches!(error.code(), "denied" | "not-found") => Ok(None),
        Err(error) => Err(error),
    }
}

/// Everything on sale with these letters or this code; with nothing typed, everything there is.
pub fn find(ctx: &Query, branch_id: Id, client_id: Option<Id>, typed: &str) -> Result<Found> {
    let (typed, locale) = (typed.trim(), ctx.locale());
    let sought = Sought::of(typed);
    let fits = |names: [&str; 3]| typed.is_empty() || !sought.is_empty() && sought.is_in(&names.join(" "));
    let mut found = match stock(ctx, branch_id, json!({ "q": typed }))? {
        Some(stock) => Found {
            goods: stock
                .goods
                .into_iter()
                .map(|one| Good {
                    what: format!("product:{}", one.item_id),
                    name: locale::pick(locale, &one.name_uz, &one.name_ru, &one.name_en).to_owned(),
                    price_minor: one.sale_minor,
                    left: Some(one.left_milli / 1000),
                    exact: one.exact,
                })
                .collect(),
            more: stock.more,
        },
        None => Found { goods: listed(ctx, typed, fits)?, more: false },
    };
    if found.goods.iter().any(|good| good.exact) {
        return Ok(found);
    }
    for offer in draft::offers(ctx, branch_id, client_id)? {
        if fits([&offer.name_uz, &offer.name_ru, &offer.name_en]) {
            found.goods.push(Good {
                what: format!("{}:{}", offer.kind, offer.offer_id),
                name: locale::pick(locale, &offer.name_uz, &offer.name_ru, &offer.name_en).to_owned(),
                price_minor: offer.price_minor,
                left: None,
                exact: false,
            });
        }
    }
    for service in queries::service_list(ctx)?.into_iter().filter(|one| one.archived_at.is_none()) {
        if fits([&service.name_uz, &service.name_ru, &service.name_en]) {
            found.goods.push(Good {
                what: format!("service:{}", service.service_id),
                name: service.name(locale).to_owned(),
                price_minor: Some(service.price_minor),
                left: None,
                exact: false,
            });
        }
    }
    found.more |= found.goods.len() > SHOWN_MAX;
    found.goods.truncate(SHOWN_MAX);
    Ok(found)
}

/// The catalogue's goods without a word on the stock.
fn listed(ctx: &Query, typed: &str, fits: impl Fn([&str; 3]) -> bool) -> Result<Vec<Good>> {
    let items = queries::item_list(ctx)?;
    let is_exact = |item: &queries::Item| !typed.is_empty() && item.barcode.as_deref() == Some(typed);
    let any_exact = items.iter().any(is_exact);
    let wanted = |item: &queries::Item| match any_exact {
        true => is_exact(item),
        false => fits([&item.name_uz, &item.name_ru, &item.name_en]),
    };
    let good = |item: queries::Item| Good {
        what: format!("product:{}", item.item_id),
        name: item.name(ctx.locale()).to_owned(),
        price_minor: item.sale_minor,
        left: None,
        exact: is_exact(&item),
    };
    Ok(items.into_iter().filter(wanted).map(good).collect())
}

/// What is left for each line of goods once the lines before it have theirs, by the line's number.
pub fn left(ctx: &Query, branch_id: Id, lines: &[DraftLine]) -> Result<BTreeMap<usize, i64>> {
    let goods: Vec<(usize, &DraftLine, &str)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind == "product")
        .filter_map(|(at, line)| Some((at, line, line.subject.as_deref()?)))
        .collect();
    let ids: Vec<&str> = goods.iter().map(|(_, _, id)| *id).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let Some(stock) = stock(ctx, branch_id, json!({ "item_ids": ids }))? else { return Ok(BTreeMap::new()) };
    let mut free: BTreeMap<String, i64> =
        stock.goods.into_iter().map(|one| (one.item_id.to_string(), one.left_milli)).collect();
    let mut left = BTreeMap::new();
    for (at, line, id) in goods {
        let Some(free) = free.get_mut(id) else { continue };
        left.insert(at, (*free).max(0) / 1000);
        *free -= line.quantity_milli;
    }
    Ok(left)
}

/// What the search field has to say.
#[derive(Default)]
pub struct Search {
    /// Asked for: what there is.
    pub found: Option<Found>,
    /// Text key of what is wrong with what was typed.
    pub wrong: Option<&'static str>,
}

/// Does what the form's buttons ask for: takes a line off, puts one on, looks for what was typed. Of a code, and of a name
/// that is only one thing's, one piece goes on at once: a scanner types the code and Enter.
pub fn press(ctx: &Query, branch_id: Id, client_id: Option<Id>, wish: &mut Wish) -> Result<Search> {
    let mut search = Search::default();
    // The other lines keep their numbers, or what was typed into them would stand at their neighbours.
    if let Some(line) = wish.drop.and_then(|at| wish.items.get_mut(usize::try_from(at).ok()?)) {
        line.what = None;
    }
    if let Some(what) = wish.add.take() {
        let full = !add(wish, &what);
        search.wrong = full.then_some("finance-error-items-full");
        if !full {
            wish.find = None;
        }
        return Ok(search);
    }
    let typed = wish.find.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let Some(look) = wish.look else { return Ok(search) };
    if typed.is_empty() && !look.lists_all() {
        return Ok(search);
    }
    let found = find(ctx, branch_id, client_id, &typed)?;
    let is_code = typed.len() >= CODE_MIN && typed.bytes().all(|byte| byte.is_ascii_digit());
    match &found.goods[..] {
        [] if is_code => search.wrong = Some("finance-error-code-unknown"),
        [] => search.wrong = Some("finance-error-find-none"),
        [only] if !typed.is_empty() && (only.exact || !is_code) => {
            if add(wish, &only.what) {
                wish.find = None;
            } else {
                search.wrong = Some("finance-error-items-full");
            }
            return Ok(search);
        }
        _ => {}
    }
    search.found = Some(found);
    Ok(search)
}

/// One more of it, or a line of its own. `false`: there is no room for one.
fn add(wish: &mut Wish, what: &str) -> bool {
    // Of certificates each may have its own sum.
    let counts = !what.starts_with("certificate:");
    let same = wish.items.iter_mut().find(|item| counts && item.what.as_deref() == Some(what));
    if let Some(item) = same {
        item.quantity = Some((item.quantity.unwrap_or(1) + 1).min(QUANTITY_MAX));
        return true;
    }
    if wish.items.len() >= ITEMS_MAX {
        return false;
    }
    wish.items.push(WishedItem {
        what: Some(what.to_owned()),
        quantity: Some(1),
        price_minor: None,
        staff_id: None,
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_of_a_good_counts_and_of_a_certificate_is_another() {
        let mut wish = Wish::of_visit(Id::parse("019a8f00-0000-7000-8000-000000000001").unwrap());
        for what in ["product:a", "certificate:b", "product:a", "certificate:b"] {
            assert!(add(&mut wish, what));
        }
        let lines: Vec<_> =
            wish.items.iter().map(|item| (item.what.as_deref().unwrap(), item.quantity)).collect();
        assert_eq!(lines, [("product:a", Some(2)), ("certificate:b", Some(1)), ("certificate:b", Some(1))]);
        while add(&mut wish, "certificate:b") {}
        assert_eq!(wish.items.len(), ITEMS_MAX);
        assert!(add(&mut wish, "product:a"), "a line that is there has room");
    }
}
