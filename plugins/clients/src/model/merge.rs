//! R-C4, R-C5: what becomes of two cards of one person, and how they become two again.

use std::collections::BTreeMap;

/// What a card says about a person, by field; what is unknown is absent.
pub type Facts = BTreeMap<String, String>;

/// Fields a person has one of. Where two cards differ, somebody chooses.
pub const ASKED: [&str; 7] =
    ["first_name", "last_name", "patronymic", "birth_date", "gender", "language", "source"];

/// Fields that hold several remarks, and what stands between them: nothing of these is lost, because a warning that
/// stood on either card must be seen on the one that stays (R-C4: the stricter wins).
pub const JOINED: [(&str, &str); 3] = [("warning", "\n"), ("note", "\n"), ("tags", ", ")];

/// How a field comes out of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both say the same, or only the one that stays says anything.
    Kept,
    /// Only the other knew.
    Filled,
    /// They differ: somebody chooses.
    Asked,
    /// Both are kept, one after the other.
    Joined,
}

/// What becomes of a field; `None` where neither card knows anything.
pub fn outcome(field: &str, primary: &Facts, other: &Facts) -> Option<Outcome> {
    let joins = JOINED.iter().any(|(name, _)| *name == field);
    Some(match (primary.get(field), other.get(field)) {
        (None, None) => return None,
        (None, Some(_)) => Outcome::Filled,
        (Some(_), None) => Outcome::Kept,
        (Some(mine), Some(theirs)) if mine == theirs => Outcome::Kept,
        _ if joins => Outcome::Joined,
        _ => Outcome::Asked,
    })
}

/// R-C4: the card that stays. `from_other`: fields in which the other card is right.
pub fn merged(primary: &Facts, other: &Facts, from_other: &[&str]) -> Facts {
    let mut facts = primary.clone();
    for field in ASKED {
        let asked = outcome(field, primary, other) == Some(Outcome::Asked);
        if let Some(value) = other.get(field)
            && (!primary.contains_key(field) || asked && from_other.contains(&field))
        {
            facts.insert(field.to_owned(), value.clone());
        }
    }
    for (field, between) in JOINED {
        let both =
            joined(primary.get(field).map(String::as_str), other.get(field).map(String::as_str), between);
        if let Some(text) = both {
            facts.insert(field.to_owned(), text);
        }
    }
    facts
}

/// R-C5: the card that stayed as it was before, except where somebody has changed it since: newer words stand.
pub fn unmerged(before: &Facts, after: &Facts, now: &Facts) -> Facts {
    let fields = before.keys().chain(now.keys());
    let value = |field: &String| {
        let untouched = now.get(field) == after.get(field);
        let from = if untouched { before } else { now };
        from.get(field).map(|value| (field.clone(), value.clone()))
    };
    fields.filter_map(value).collect()
}

/// Remarks added to those that were there, each once.
pub fn joined(known: Option<&str>, new: Option<&str>, between: &str) -> Option<String> {
    let (Some(known), Some(new)) = (known, new) else { return known.or(new).map(str::to_owned) };
    let mut text = known.to_owned();
    for part in new.split(between) {
        if !text.split(between).any(|other| other == part) {
            text = format!("{text}{between}{part}");
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(pairs: &[(&str, &str)]) -> Facts {
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn empty_fields_are_filled_and_differing_ones_asked() {
        let stays = facts(&[("first_name", "Lola"), ("language", "uz")]);
        let goes = facts(&[("first_name", "Лола"), ("birth_date", "1994-11-24"), ("language", "uz")]);
        assert_eq!(outcome("first_name", &stays, &goes), Some(Outcome::Asked), "R-C4");
        assert_eq!(outcome("birth_date", &stays, &goes), Some(Outcome::Filled));
        assert_eq!(outcome("language", &stays, &goes), Some(Outcome::Kept));
        assert_eq!(outcome("source", &stays, &goes), None);
        let kept = merged(&stays, &goes, &[]);
        assert_eq!(kept, facts(&[("first_name", "Lola"), ("language", "uz"), ("birth_date", "1994-11-24")]));
        assert_eq!(merged(&stays, &goes, &["first_name"])["first_name"], "Лола");
    }

    #[test]
    fn a_choice_takes_nothing_away_where_nothing_is_asked() {
        let stays = facts(&[("language", "uz"), ("source", "site")]);
        assert_eq!(merged(&stays, &Facts::new(), &["language", "source"]), stays);
    }

    #[test]
    fn warnings_notes_and_tags_of_both_stay() {
        let stays = facts(&[("warning", "Ammonia"), ("tags", "VIP, Blonde")]);
        let goes = facts(&[("warning", "Latex"), ("tags", "Blonde, Regular"), ("note", "Tea")]);
        let both = merged(&stays, &goes, &[]);
        assert_eq!(both["warning"], "Ammonia\nLatex", "R-C4: the stricter wins");
        assert_eq!(both["tags"], "VIP, Blonde, Regular");
        assert_eq!(both["note"], "Tea");
        assert_eq!(outcome("warning", &stays, &goes), Some(Outcome::Joined));
    }

    #[test]
    fn taken_back_the_card_is_as_before_but_for_what_was_changed_since() {
        let before = facts(&[("first_name", "Lola"), ("warning", "Ammonia")]);
        let other = facts(&[("first_name", "Лола"), ("warning", "Latex"), ("source", "site")]);
        let after = merged(&before, &other, &["first_name"]);
        assert_eq!(unmerged(&before, &after, &after), before, "R-C5");
        let mut now = after.clone();
        now.insert("language".into(), "ru".into());
        now.insert("warning".into(), "Ammonia, latex".into());
        now.remove("source");
        let expected = facts(&[("first_name", "Lola"), ("warning", "Ammonia, latex"), ("language", "ru")]);
        assert_eq!(unmerged(&before, &after, &now), expected);
    }

    #[test]
    fn what_merging_joins_unmerging_parts_on_any_two_cards() {
        // Every pair of cards over two fields and two values, with every choice.
        let values = [None, Some("a"), Some("b")];
        let card = |first: Option<&str>, note: Option<&str>| {
            [("first_name", first), ("note", note)]
                .into_iter()
                .filter_map(|(field, value)| value.map(|value| (field.to_owned(), value.to_owned())))
                .collect::<Facts>()
        };
        for case in 0..81 {
            let value = |place: usize| values[case / place % 3];
            let (stays, goes) = (card(value(1), value(3)), card(value(9), value(27)));
            for choice in [&[][..], &["first_name"][..]] {
                let after = merged(&stays, &goes, choice);
                assert!(
                    stays.keys().chain(goes.keys()).all(|field| after.contains_key(field)),
                    "nothing lost"
                );
                assert_eq!(unmerged(&stays, &after, &after), stays);
            }
        }
    }

    #[test]
    fn a_remark_is_added_once() {
        assert_eq!(joined(Some("a\nb"), Some("b\nc"), "\n").as_deref(), Some("a\nb\nc"));
        assert_eq!(joined(None, Some("b"), "\n").as_deref(), Some("b"));
        assert_eq!(joined(None, None, "\n"), None);
    }
}
