//! R-C2: who is meant by a few letters, in any script and spelling. Letters lead to spellings, of which there are few,
//! and spellings to cards, of which there are many.

use pardoz_sdk::prelude::*;

use crate::model::name::{self, Letters};
use crate::queries;

/// A word with more spellings than this is hardly a word: `a`, `ov`.
const SPELLINGS_MAX: i64 = 1_000;
/// A word that more cards have is no place to begin: every fifth card or so has it, and walking the list by name finds
/// a page of them sooner.
const CARDS_MAX: i64 = 20_000;

/// Where in a word of the name the letters may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Beginning,
    Anywhere,
}

/// One word of what was typed, looked up.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// Nothing was asked for.
    pub any: bool,
    /// A like pattern where the spellings would be too many; '' otherwise.
    pub pattern: String,
    /// Spellings that have the letters.
    pub words: Vec<String>,
}

/// What was typed, looked up: the first three words, narrowest first.
pub struct Terms(pub [Term; 3]);

impl Terms {
    /// `None`: nobody has such a name. Words without a letter that a name can have are passed over.
    pub fn look_up(ctx: &Query, q: &str, at: At, archived: bool) -> Result<Option<Self>> {
        let mut terms = Vec::new();
        for word in name::search_words(q).iter().take(3) {
            let term = look_up(ctx, &Letters::of(word), at, archived)?;
            if term.words.is_empty() && term.pattern.is_empty() {
                return Ok(None);
            }
            terms.push(term);
        }
        terms.sort_by_key(|term| if term.is_narrow() { term.words.len() } else { usize::MAX });
        terms.resize(3, Term { any: true, ..Term::default() });
        let terms: [Term; 3] = terms.try_into().map_err(|_| Error::internal("three terms"))?;
        Ok(Some(Self(terms)))
    }

    /// Whether spellings are the shorter way to the cards.
    pub fn is_narrow(&self) -> bool {
        self.0[0].is_narrow()
    }
}

impl Term {
    fn is_narrow(&self) -> bool {
        !self.words.is_empty()
    }
}

fn look_up(ctx: &Query, letters: &Letters, at: At, archived: bool) -> Result<Term> {
    let limit = SPELLINGS_MAX + 1;
    let (key, skeleton) = (letters.key_patterns(), letters.skeleton_patterns());
    let found = match (at, letters.key_range(), letters.skeleton_range()) {
        (At::Beginning, Some(key), Some(skeleton)) => {
            queries::spellings_from(ctx, key.0, key.1, skeleton.0, skeleton.1, limit)?
        }
        (At::Beginning, ..) => queries::spellings_with(ctx, &key.beginning, &skeleton.beginning, limit)?,
        (At::Anywhere, ..) => queries::spellings_with(ctx, &key.anywhere, &skeleton.anywhere, limit)?,
    };
    let words: Vec<String> = found.into_iter().map(|row| row.word).collect();
    let too_many = words.len() as i64 > SPELLINGS_MAX
        || !words.is_empty() && queries::word_is_wide(ctx, &words, archived, CARDS_MAX)?.is_some();
    if too_many {
        let pattern = if at == At::Beginning { key.beginning } else { key.anywhere };
        return Ok(Term { pattern, ..Term::default() });
    }
    Ok(Term { words, ..Term::default() })
}

/// A page of the cards that have all the words, by name.
pub fn page(
    ctx: &Query,
    q: &str,
    at: At,
    archived: bool,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<queries::ClientRow>> {
    let Some(terms) = Terms::look_up(ctx, q, at, archived)? else { return Ok(Vec::new()) };
    if !terms.is_narrow() {
        return walk(ctx, &terms, archived, 0, None, after, limit);
    }
    let [one, two, three] = &terms.0;
    let found = queries::clients_by_words(
        ctx,
        &one.words,
        archived,
        two.any,
        &two.pattern,
        &two.words,
        three.any,
        &three.pattern,
        &three.words,
        after.0,
        after.1,
        limit,
    )?;
    let ids: Vec<Id> = found.into_iter().map(|row| row.client_id).collect();
    queries::client_some(ctx, &ids)
}

/// The list by name, card by card: for what only the card knows, and for words that nearly everybody has.
pub fn walk(
    ctx: &Query,
    terms: &Terms,
    archived: bool,
    created_from: i64,
    birthdays: Option<&[String]>,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<queries::ClientRow>> {
    let [one, two, three] = &terms.0;
    queries::client_list(
        ctx,
        archived,
        created_from,
        birthdays.is_none(),
        birthdays.unwrap_or_default(),
        after.0,
        after.1,
        one.any,
        &one.pattern,
        &one.words,
        two.any,
        &two.pattern,
        &two.words,
        three.any,
        &three.pattern,
        &three.words,
        limit,
    )
}
