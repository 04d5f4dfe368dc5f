//! Everybody's card: level and points, by name.

use pardoz_sdk::prelude::*;

use super::certificates::Next;
use crate::holders;
use crate::model::card;
use crate::queries;

#[derive(Input)]
pub struct Wanted {
    #[input(max_chars = 60)]
    q: Option<String>,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 50)]
    limit: i64,
}

#[derive(View)]
pub struct List {
    cards: Vec<CardView>,
    q: String,
    members: i64,
    points: i64,
    previous: Option<i64>,
    next: Option<Next>,
}

#[derive(View)]
struct CardView {
    client_id: Id,
    client_name: Option<String>,
    /// Masked for whoever may not see numbers.
    phone: Option<String>,
    card_code: String,
    tier: String,
    points: i64,
    joined_at: i64,
}

pub fn list(ctx: &Query, wanted: Wanted) -> Result<List> {
    let q = wanted.q.unwrap_or_default().trim().to_owned();
    let (code, holders) = (card::normal(&q), holders::named(ctx, &q)?);
    let mut rows = queries::card_list(ctx, &q, &code, &holders, wanted.limit + 1, wanted.offset)?;
    let more = rows.len() as i64 > wanted.limit;
    rows.truncate(wanted.limit as usize);
    let view = |row: queries::CardList| CardView {
        client_id: row.client_id,
        client_name: row.client_name,
        phone: row.phone,
        card_code: card::shown(&row.card_code),
        tier: ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        points: row.points,
        joined_at: row.joined_at,
    };
    let sums = queries::account_sums(ctx)?;
    let debt: i64 = sums.iter().map(|row| row.debt_points).sum();
    Ok(List {
        cards: rows.into_iter().map(view).collect(),
        q,
        members: sums.iter().map(|row| row.members).sum(),
        points: queries::point_sums(ctx)?.map_or(0, |row| row.points) - debt,
        previous: (wanted.offset > 0).then(|| (wanted.offset - wanted.limit).max(0)),
        next: more.then_some(Next { offset: wanted.offset + wanted.limit }),
    })
}
