//! A bill before it is one: lines, discounts with their reasons, and what is left to pay.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use super::goods;
use super::quote::{self, Asked, Noted, Redeemed};
use super::wish::Wish;
use crate::bill::is_silence;
use crate::branch::Place;
use crate::deposit;
use crate::model::bill::line_minor;
use crate::queries::{self, Visit};

pub struct Draft {
    pub bill_id: Id,
    pub place: Place,
    pub visit: Option<Visit>,
    pub client_id: Option<Id>,
    pub lines: Vec<DraftLine>,
    pub named: Vec<Named>,
    pub redeemed: Vec<Redeemed>,
    /// R-B9: what of the visit's deposit pays for it.
    pub deposit_minor: i64,
    pub points_used: i64,
    pub points_max: i64,
    pub points_balance: i64,
    pub earn_points: i64,
    pub notes: Vec<Noted>,
    /// Is there a loyalty module at all?
    pub has_loyalty: bool,
    /// Modules that were asked and did not answer.
    pub silent: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub struct DraftLine {
    pub bill_line_id: Id,
    pub kind: String,
    pub subject: Option<String>,
    pub name: String,
    pub staff_id: Option<Id>,
    pub quantity_milli: i64,
    pub price_minor: i64,
    pub gross_minor: i64,
    pub discount_minor: i64,
    pub reasons: Vec<Json>,
    /// Its row of the form; the visit's own services have none, and cannot be taken off here.
    pub item: Option<usize>,
}

/// A row of the form, by its number, and what it is called and costs now.
#[derive(Clone, Debug)]
pub struct Named {
    pub item: usize,
    pub name: String,
    pub listed_minor: Option<i64>,
}

/// What can be sold at the desk besides services: loyalty's certificates and memberships.
#[derive(Deserialize, Clone, Debug)]
pub struct Offer {
    pub offer_id: String,
    pub kind: String,
    pub name_uz: String,
    pub name_ru: String,
    pub name_en: String,
    #[serde(default)]
    pub price_minor: Option<i64>,
}

#[derive(Deserialize)]
struct Offers {
    offers: Vec<Offer>,
}

/// What was read of catalogues so far.
#[derive(Default)]
struct Known {
    items: Option<Vec<queries::Item>>,
    offers: Option<Vec<Offer>>,
}

impl Draft {
    pub fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.gross_minor).sum()
    }

    pub fn discount(&self) -> i64 {
        self.lines.iter().map(|line| line.discount_minor).sum()
    }

    pub fn redeemed(&self) -> i64 {
        self.redeemed.iter().map(|one| one.amount_minor).sum()
    }

    /// What is left to pay with money.
    pub fn due(&self) -> i64 {
        self.total() - self.discount() - self.redeemed() - self.deposit_minor
    }

    /// Puts the wish together. `reserve` holds codes, certificates, points and goods; a refusal is then an error.
    pub fn make(ctx: &Query, wish: &Wish, permission: &str, reserve: bool) -> Result<Self> {
        let (visit, place, client_id) = Self::of(ctx, wish, permission)?;
        let mut draft = Self {
            bill_id: ctx.new_id(),
            place,
            visit,
            client_id,
            lines: Vec::new(),
            named: Vec::new(),
            redeemed: Vec::new(),
            deposit_minor: 0,
            points_used: 0,
            points_max: 0,
            points_balance: 0,
            earn_points: 0,
            notes: Vec::new(),
            has_loyalty: false,
            silent: Vec::new(),
        };
        draft.add_visit(ctx)?;
        draft.add_items(ctx, wish, reserve)?;
        if !draft.lines.is_empty() {
            draft.ask_loyalty(ctx, wish, reserve)?;
            if reserve {
                draft.reserve_goods(ctx)?;
            } else {
                draft.note_left(ctx)?;
            }
        }
        if let Some(visit) = &draft.visit {
            draft.deposit_minor = deposit::for_visit(ctx, visit.appointment_id)?.min(draft.due());
        }
        Ok(draft)
    }

    /// The visit, where it is paid, and who pays.
    pub fn of(ctx: &Query, wish: &Wish, permission: &str) -> Result<(Option<Visit>, Place, Option<Id>)> {
        let visit = match wish.appointment_id {
            Some(id) => Some(queries::visit(ctx, id)?.ok_or_else(|| not_found("finance-error-visit-gone"))?),
            None => None,
        };
        let branch_id = visit.as_ref().map(|visit| visit.branch_id).or(wish.branch);
        let place = Place::find(ctx, branch_id, permission)?;
        let client_id = match &visit {
            Some(visit) => visit.client_id.or(wish.client_id),
            None => wish.client_id,
        };
        Ok((visit, place, client_id))
    }

    fn add_visit(&mut self, ctx: &Query) -> Result<()> {
        let Some(visit) = &self.visit else { return Ok(()) };
        let lines = queries::visit_lines(ctx, visit.appointment_id)?;
        let ids: Vec<Id> = lines.iter().map(|line| line.service_id).collect();
        let services = queries::service_some(ctx, &ids)?;
        for line in lines {
            let service = services.iter().find(|service| service.service_id == line.service_id);
            self.lines.push(DraftLine {
                bill_line_id: ctx.new_id(),
                kind: "service".into(),
                subject: Some(line.service_id.to_string()),
                name: service.map(|service| service.name(ctx.locale()).to_owned()).unwrap_or_default(),
                staff_id: Some(line.staff_id),
                quantity_milli: 1000,
                price_minor: line.price_minor,
                gross_minor: line.price_minor,
                discount_minor: 0,
                reasons: Vec::new(),
                item: None,
            });
        }
        Ok(())
    }

    fn add_items(&mut self, ctx: &Query, wish: &Wish, reserve: bool) -> Result<()> {
        let mut known = Known::default();
        for (at, item) in wish.items.iter().enumerate() {
            let Some((kind, subject)) = item.what.as_deref().and_then(|what| what.split_once(':')) else {
                continue;
            };
            let what = format!("items[{at}][what]");
            let Some((name, listed)) = self.good(ctx, kind, subject, &mut known)? else {
                // Gone from the list since it was chosen: nothing is paid, and the form is drawn without it.
                if reserve {
                    return Err(field(what, "finance-error-item"));
                }
                let says = ctx.t("finance-error-item", json!({}));
                self.notes.push(Noted { field: what, says: json!({ (ctx.locale()): says }) });
                continue;
            };
            self.named.push(Named { item: at, name: name.clone(), listed_minor: listed });
            // A listed price is the salon's; only what has none (a certificate of any amount) is typed in.
            let price = listed.or(item.price_minor).filter(|price| *price > 0);
            let price_field = format!("items[{at}][price_minor]");
            let Some(price_minor) = price else {
                self.notes.push(Noted { field: price_field.clone(), says: Json::Null });
                continue;
            };
            let quantity_milli = item.quantity.unwrap_or(1) * 1000;
            let gross = line_minor(price_minor, quantity_milli);
            self.lines.push(DraftLine {
                bill_line_id: ctx.new_id(),
                kind: kind.to_owned(),
                subject: Some(subject.to_owned()),
                name,
                staff_id: item.staff_id,
                quantity_milli,
                price_minor,
                gross_minor: gross.ok_or_else(|| field(price_field, "finance-error-sum"))?,
                discount_minor: 0,
                reasons: Vec::new(),
                item: Some(at),
            });
        }
        Ok(())
    }

    /// The name and the listed price of something on sale.
    fn good(
        &self,
        ctx: &Query,
        kind: &str,
        subject: &str,
        known: &mut Known,
    ) -> Result<Option<(String, Option<i64>)>> {
        let locale = ctx.locale();
        Ok(match kind {
            "product" => {
                if known.items.is_none() {
                    known.items = Some(queries::item_list(ctx)?);
                }
                let item = known.items.iter().flatten().find(|one| one.item_id.as_str() == subject);
                item.map(|item| (item.name(locale).to_owned(), item.sale_minor))
            }
            "service" => {
                let Ok(id) = Id::parse(subject) else { return Ok(None) };
                let found = queries::service_some(ctx, &[id])?;
                found.first().map(|one| (one.name(locale).to_owned(), Some(one.price_minor)))
            }
            "certificate" | "membership" => {
                if known.offers.is_none() {
                    known.offers = Some(offers(ctx, self.place.branch_id, self.client_id)?);
                }
                let offer =
                    known.offers.iter().flatten().find(|one| one.kind == kind && one.offer_id == subject);
                offer.map(|one| {
                    (
                        locale::pick(locale, &one.name_uz, &one.name_ru, &one.name_en).to_owned(),
                        one.price_minor,
                    )
                })
            }
            _ => None,
        })
    }

    fn ask_loyalty(&mut self, ctx: &Query, wish: &Wish, reserve: bool) -> Result<()> {
        let bill = quote::Bill {
            bill_id: self.bill_id,
            branch_id: self.place.branch_id,
            client_id: self.client_id,
            lines: &self.lines,
        };
        match quote::ask(ctx, wish, &bill, reserve)? {
            Asked::Off => {}
            Asked::Silent => {
                self.has_loyalty = true;
                self.silent.push("loyalty");
            }
            Asked::Answer(quote) => {
                self.has_loyalty = true;
                for quoted in quote.lines {
                    let own = self.lines.iter_mut().find(|line| line.bill_line_id == quoted.line_id);
                    if let Some(line) = own {
                        // Another module's arithmetic: a discount is between nothing and the whole line.
                        line.discount_minor = quoted.discount_minor.clamp(0, line.gross_minor);
                        line.reasons = quoted.reasons;
                    }
                }
                let mut left = self.total() - self.discount();
                for mut one in quote.redeemed {
                    one.amount_minor = one.amount_minor.clamp(0, left);
                    left -= one.amount_minor;
                    if one.amount_minor > 0 {
                        self.redeemed.push(one);
                    }
                }
                (self.points_used, self.points_max) = (quote.points_used, quote.points_max);
                (self.points_balance, self.earn_points) = (quote.points_balance, quote.earn_points);
                self.notes.extend(quote.notes);
            }
        }
        Ok(())
    }

    /// The last piece goes to one bill only. An inventory module that does not answer does not stop a sale (R-K3).
    fn reserve_goods(&mut self, ctx: &Query) -> Result<()> {
        let products: Vec<&DraftLine> = self.lines.iter().filter(|line| line.kind == "product").collect();
        let goods: Vec<Json> = products
            .iter()
            .map(|line| {
                json!({ "line_id": line.bill_line_id, "item_id": line.subject, "quantity_milli": line.quantity_milli })
            })
            .collect();
        let inventory = ctx.service("inventory@1");
        if goods.is_empty() || !inventory.is_available() {
            return Ok(());
        }
        let wanted = json!({ "bill_id": self.bill_id, "branch_id": self.place.branch_id, "lines": goods });
        match inventory.call("reserve", wanted) {
            Ok(_) => Ok(()),
            Err(error) if is_silence(&error) || error.code() == "denied" => {
                self.silent.push("inventory");
                Ok(())
            }
            // Too few are left, or somebody was faster: said at the line's own quantity.
            Err(error) => Err(error.renamed(|name| {
                let (line, column) = row(name, "lines")?;
                let item = products.get(line)?.item?;
                Some(format!(
                    "items[{item}][{}]",
                    if column == "quantity_milli" { "quantity" } else { "what" }
                ))
            })),
        }
    }

    /// What a line wants of goods that are not there is said before anybody presses.
    fn note_left(&mut self, ctx: &Query) -> Result<()> {
        for (at, count) in goods::left(ctx, self.place.branch_id, &self.lines)? {
            let line = &self.lines[at];
            if let Some(item) = line.item.filter(|_| line.quantity_milli > count * 1000) {
                let says = ctx.t("finance-error-left", json!({ "count": count }));
                self.notes.push(Noted {
                    field: format!("items[{item}][quantity]"),
                    says: json!({ (ctx.locale()): says }),
                });
            }
        }
        Ok(())
    }
}

/// `certificates[2][pin]` of `certificates` → 2 and `pin`.
pub fn row<'a>(name: &'a str, list: &str) -> Option<(usize, &'a str)> {
    let (at, column) = name.strip_prefix(list)?.strip_prefix('[')?.split_once("][")?;
    Some((at.parse().ok()?, column.strip_suffix(']')?))
}

/// Certificates and memberships on sale; none when nobody sells them or the module does not answer.
pub fn offers(ctx: &Query, branch_id: Id, client_id: Option<Id>) -> Result<Vec<Offer>> {
    let asked = json!({ "branch_id": branch_id, "client_id": client_id });
    match ctx.service("loyalty@1").call_if_available("offers", asked) {
        Ok(Some(answer)) => Ok(answer.read::<Offers>().map(|answer| answer.offers).unwrap_or_default()),
        Ok(None) => Ok(Vec::new()),
        Err(error) if is_silence(&error) || error.code() == "denied" => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
