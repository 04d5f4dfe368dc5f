//! The list: everybody, found by any part of the name in any script, or by the last digits of a phone.

use pardoz_sdk::prelude::*;

use crate::circle::{self, Circle};
use crate::finding::{self, At, Terms};
use crate::model::name;
use crate::model::phone::PhoneNumber;
use crate::queries;

/// Days within which a card counts as new, and within which a birthday is near.
const NEW_DAYS: i64 = 30;
const BIRTHDAY_DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

#[derive(Input)]
pub struct Wanted {
    #[input(max_chars = 100)]
    q: Option<String>,
    #[input(default = Segment::All)]
    segment: Segment,
    /// The last row of the page before: its name and id.
    #[input(max_chars = 200)]
    after: Option<String>,
    after_client: Option<Id>,
    #[input(range = 1..=500, default = 50)]
    limit: i64,
}

#[derive(Input, View, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    All,
    New,
    Birthdays,
    Archived,
}

#[derive(View)]
pub struct ClientList {
    clients: Vec<queries::ClientRow>,
    q: String,
    segment: Segment,
    /// Cards in use, whatever is searched for.
    total: i64,
    fresh: i64,
    duplicates: i64,
    /// Where the next page begins, if there is one.
    next: Option<Cursor>,
    /// Digits were typed by somebody who may not see phones: nothing is searched, and the page says why.
    phones_hidden: bool,
}

#[derive(View)]
pub struct Cursor {
    after: String,
    after_client: Id,
}

pub fn list_clients(ctx: &Query, wanted: Wanted) -> Result<ClientList> {
    let q = wanted.q.as_deref().unwrap_or_default().trim().to_owned();
    let tail = phone_tail(&q);
    let phones_hidden = tail.is_some() && !ctx.can("clients.phone.read");
    if let Circle::These(ids) = Circle::of(ctx)? {
        return of_circle(ctx, &ids, q, &wanted, phones_hidden);
    }
    let archived = wanted.segment == Segment::Archived;
    let (mut clients, paged) = match tail {
        _ if phones_hidden => (Vec::new(), false),
        Some(tail) => (by_tail(ctx, &tail, archived, wanted.limit)?, false),
        None => {
            let after = (
                wanted.after.as_deref().unwrap_or(""),
                wanted.after_client.as_ref().map_or("", |id| id.as_str()),
            );
            // One more than shown tells whether there is a next page.
            (of_segment(ctx, &q, wanted.segment, after, wanted.limit + 1)?, true)
        }
    };
    let more = paged && clients.len() as i64 > wanted.limit;
    clients.truncate(wanted.limit as usize);
    let next = clients
        .last()
        .filter(|_| more)
        .map(|last| Cursor { after: last.display_name.clone(), after_client: last.client_id });
    let count = queries::client_count(ctx, ctx.now() - NEW_DAYS * DAY_MS)?;
    let duplicates = queries::duplicate_count(ctx)?.map_or(0, |row| row.waiting);
    Ok(ClientList {
        clients,
        q,
        segment: wanted.segment,
        total: count.as_ref().map_or(0, |row| row.total),
        fresh: count.as_ref().map_or(0, |row| row.fresh),
        duplicates,
        next,
        phones_hidden,
    })
}

/// The list of somebody who knows some clients only: all of them on one page.
fn of_circle(ctx: &Query, ids: &[Id], q: String, wanted: &Wanted, phones_hidden: bool) -> Result<ClientList> {
    let tail = phone_tail(&q);
    let newest = ctx.now() - NEW_DAYS * DAY_MS;
    let birthdays = birthdays(ctx);
    let of_segment = |row: &queries::ClientRow| match wanted.segment {
        Segment::Archived => row.archived_at.is_some(),
        _ if row.archived_at.is_some() => false,
        Segment::All => true,
        Segment::New => row.created_at >= newest,
        Segment::Birthdays => row
            .birth_date
            .as_deref()
            .and_then(|day| day.get(5..))
            .is_some_and(|day| birthdays.iter().any(|b| b == day)),
    };
    let known = queries::client_some(ctx, ids)?;
    let in_use = || known.iter().filter(|row| row.archived_at.is_none());
    let (total, fresh) = (in_use().count(), in_use().filter(|row| row.created_at >= newest).count());
    let clients = match &tail {
        _ if phones_hidden => Vec::new(),
        Some(tail) => {
            let archived = wanted.segment == Segment::Archived;
            let mut found = by_tail(ctx, tail, archived, wanted.limit)?;
            found.retain(|row| ids.contains(&row.client_id));
            found
        }
        None => circle::named(known, &q).filter(of_segment).collect(),
    };
    Ok(ClientList {
        clients,
        q,
        segment: wanted.segment,
        total: total as i64,
        fresh: fresh as i64,
        duplicates: 0,
        next: None,
        phones_hidden,
    })
}

/// Month and day of the birthdays that are near.
fn birthdays(ctx: &Query) -> Vec<String> {
    (0..=BIRTHDAY_DAYS).map(|at| ctx.today().plus(at).month_day().to_owned()).collect()
}

/// A page of a segment, by name.
fn of_segment(
    ctx: &Query,
    q: &str,
    segment: Segment,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<queries::ClientRow>> {
    let archived = segment == Segment::Archived;
    let by_word = matches!(segment, Segment::All | Segment::Archived) && !name::search_words(q).is_empty();
    if by_word {
        return finding::page(ctx, q, At::Anywhere, archived, after, limit);
    }
    let Some(terms) = Terms::look_up(ctx, q, At::Anywhere, archived)? else { return Ok(Vec::new()) };
    let month_days = (segment == Segment::Birthdays).then(|| birthdays(ctx));
    let created_from = if segment == Segment::New { ctx.now() - NEW_DAYS * DAY_MS } else { 0 };
    finding::walk(ctx, &terms, archived, created_from, month_days.as_deref(), after, limit)
}

/// The rows of a search by digits, as the list shows them.
pub fn by_tail(ctx: &Query, tail: &str, archived: bool, limit: i64) -> Result<Vec<queries::ClientRow>> {
    // A colon follows the nine: the first text that no longer begins with these digits.
    queries::client_by_tail(ctx, tail, format!("{tail}:"), archived, limit)
}

/// Digits, at least three and no letters: a search by phone. Whole numbers are read by R-C1, so that
/// `8 (90) 123-45-67` finds what `4567` finds.
pub fn phone_tail(q: &str) -> Option<String> {
    let digits: String = q.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 3 || q.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(match PhoneNumber::parse(q) {
        Ok(phone) => phone.reversed(),
        Err(_) => digits.chars().rev().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_search_phones_and_letters_search_names() {
        assert_eq!(phone_tail("4567").as_deref(), Some("7654"));
        assert_eq!(phone_tail("45-67").as_deref(), Some("7654"));
        assert_eq!(phone_tail("8 (90) 123-45-67").as_deref(), Some("765432109899"));
        assert_eq!(phone_tail("67"), None);
        assert_eq!(phone_tail("Lola 4567"), None);
    }
}
