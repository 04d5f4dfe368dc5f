//! Referral: both are rewarded after the friend's first paid visit, and nobody for themselves.

/// Why a recommendation does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fraud {
    Oneself,
    /// A number that both have, shared numbers included: a family's phone proves nothing, so it gets nothing.
    SamePhone,
    /// Came before anybody recommended anything.
    NotNew,
    /// The one who recommends was recommended by this very friend.
    Circle,
}

pub struct Pair<'a> {
    pub referrer: &'a str,
    pub friend: &'a str,
    pub referrer_phones: &'a [String],
    pub friend_phones: &'a [String],
    pub friend_came_before: bool,
    /// Who recommended the referrer.
    pub referred_by: Option<&'a str>,
}

pub fn fraud(pair: &Pair<'_>) -> Option<Fraud> {
    if pair.referrer == pair.friend {
        return Some(Fraud::Oneself);
    }
    if pair.referrer_phones.iter().any(|phone| pair.friend_phones.contains(phone)) {
        return Some(Fraud::SamePhone);
    }
    if pair.friend_came_before {
        return Some(Fraud::NotNew);
    }
    (pair.referred_by == Some(pair.friend)).then_some(Fraud::Circle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_rewarded_for_themselves_a_shared_phone_an_old_client_or_in_a_circle() {
        let phones = |list: &[&str]| list.iter().map(|phone| (*phone).to_owned()).collect::<Vec<_>>();
        let (a, b) = (phones(&["+998901112233"]), phones(&["+998901112234"]));
        let pair = |friend, friend_phones, friend_came_before, referred_by| {
            fraud(&Pair {
                referrer: "olga",
                friend,
                referrer_phones: &a,
                friend_phones,
                friend_came_before,
                referred_by,
            })
        };
        assert_eq!(pair("lola", &b, false, None), None);
        assert_eq!(pair("olga", &b, false, None), Some(Fraud::Oneself));
        assert_eq!(pair("lola", &a, false, None), Some(Fraud::SamePhone));
        assert_eq!(pair("lola", &b, true, None), Some(Fraud::NotNew));
        assert_eq!(pair("lola", &b, false, Some("lola")), Some(Fraud::Circle));
        assert_eq!(pair("lola", &[], false, Some("anna")), None);
    }
}
