//! What comes in with one press of the checkout's button, and what the toast says came: money at the desk with the tip,
//! without what is owed and what was paid in before (a certificate, a membership, a deposit, an advance).

use pardoz_sdk::prelude::*;

use super::names;
use crate::checkout::pay::{self, Done};
use crate::checkout::wish::Wish;
use crate::model::bill::{Rest, cover};
use crate::model::tender::Tender;

#[derive(View)]
pub struct Coming {
    /// Tiyin, tips with it.
    pub sum_minor: i64,
    /// By what it comes, when it is more than one thing: `Naqd 100 000 soʻm · Karta 120 000 soʻm`.
    pub said: String,
}

/// As the form stands; `due_minor` after discounts, `step_minor` is what the desk rounds cash to. Parts that are more than
/// the bill are refused when it is sent: until then the button says the bill.
pub fn of_form(ctx: &Query, wish: &Wish, due_minor: i64, step_minor: i64) -> Result<Coming> {
    let mut named = pay::named(wish);
    let rest = if wish.debt { Rest::Debt { known_client: true } } else { Rest::By(wish.tender) };
    let rounding_minor = pay::rounded(wish, &mut named, due_minor, step_minor);
    let tips_minor = wish.tips_minor.unwrap_or_default();
    let Ok(covered) = cover(due_minor + rounding_minor, &named, rest) else {
        return Ok(Coming { sum_minor: due_minor + tips_minor, said: String::new() });
    };
    let mut parts: Vec<(Tender, i64)> = Vec::new();
    let tip = (tips_minor > 0).then_some((wish.tender, tips_minor));
    for (tender, amount_minor) in covered.iter().map(|one| (one.tender, one.amount_minor)).chain(tip) {
        match parts.iter_mut().find(|(known, _)| *known == tender) {
            _ if !Tender::AT_DESK.contains(&tender) => {}
            Some((_, sum)) => *sum += amount_minor,
            None => parts.push((tender, amount_minor)),
        }
    }
    let mut said = Vec::new();
    for (tender, amount_minor) in parts.iter().filter(|_| parts.len() > 1) {
        said.push(format!("{} {}", names::tender(ctx, tender.word()), ctx.format("money", *amount_minor)?));
    }
    Ok(Coming { sum_minor: parts.iter().map(|(_, sum)| sum).sum(), said: said.join(" · ") })
}

/// The toast's key and numbers, whole so'm. A module that was silent is told of where money came.
pub fn toast(done: &Done, tips_minor: i64) -> (&'static str, Json) {
    let sum_of = |is: fn(Tender) -> bool| -> i64 {
        done.taken.iter().filter(|one| is(one.tender)).map(|one| one.amount_minor).sum()
    };
    let came = sum_of(|tender| Tender::AT_DESK.contains(&tender)) + tips_minor;
    let debt = sum_of(|tender| tender == Tender::Debt);
    let visits = done.taken.iter().filter(|one| one.tender == Tender::Membership).count();
    let key = match (came > 0, debt > 0) {
        (true, _) if done.bill.silent.is_some() => "finance-toast-paid-silent",
        (true, true) => "finance-toast-paid-debt",
        (true, false) => "finance-toast-paid",
        (false, true) => "finance-toast-owed",
        (false, false) if visits > 0 => "finance-toast-membership",
        (false, false) => "finance-toast-covered",
    };
    let whole = |minor: i64| minor / money::WHOLE;
    (key, json!({ "sum": whole(came), "debt": whole(debt), "count": visits }))
}
