//! What people pay with, and on which account that lands.

use pardoz_sdk::prelude::*;

/// A way to pay. The order is that of the buttons.
#[derive(Input, View, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tender {
    Cash,
    Card,
    Payme,
    Click,
    Uzum,
    Transfer,
    /// What the client paid in before (R-F2: a liability until used).
    Advance,
    /// What the client paid in for this visit (R-B9).
    Deposit,
    /// Not money: the loyalty module's (R-F2).
    Certificate,
    /// Not money: the loyalty module's.
    Membership,
    /// Nobody paid: the client owes it by name.
    Debt,
}

impl Tender {
    /// What a desk can be told to take.
    pub const AT_DESK: [Self; 6] =
        [Self::Cash, Self::Card, Self::Payme, Self::Click, Self::Uzum, Self::Transfer];

    /// Does a provider tell us of it? Without its module a desk may still write down what it saw arrive.
    pub fn is_online(self) -> bool {
        matches!(self, Self::Payme | Self::Click | Self::Uzum)
    }

    /// Does money move? Certificates and memberships were paid when they were sold, a debt has not been paid.
    pub fn is_money(self) -> bool {
        !matches!(self, Self::Certificate | Self::Membership | Self::Debt)
    }

    /// The account that grows when it is taken. Cash needs a desk: `cash:<desk>`.
    pub fn account(self, desk_id: Option<Id>) -> Option<String> {
        Some(match self {
            Self::Cash => cash(desk_id?),
            Self::Card => "acquiring".into(),
            Self::Payme => "payme".into(),
            Self::Click => "click".into(),
            Self::Uzum => "uzum".into(),
            Self::Transfer => "bank".into(),
            Self::Advance => "advances".into(),
            Self::Deposit => "deposits".into(),
            Self::Certificate | Self::Membership => "loyalty".into(),
            Self::Debt => "receivable".into(),
        })
    }

    /// By what money came to an account of the salon's own.
    pub fn of_account(account: &str) -> Self {
        match account {
            "acquiring" => Self::Card,
            "payme" => Self::Payme,
            "click" => Self::Click,
            "uzum" => Self::Uzum,
            _ if account.starts_with("cash:") => Self::Cash,
            _ => Self::Transfer,
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            Self::Cash => "banknote",
            Self::Card => "credit-card",
            Self::Payme | Self::Click | Self::Uzum => "qr-code",
            Self::Transfer => "book-open",
            Self::Advance | Self::Deposit => "wallet",
            Self::Certificate | Self::Membership => "gift",
            Self::Debt => "hourglass",
        }
    }
}

/// A desk's account.
pub fn cash(desk_id: Id) -> String {
    format!("cash:{desk_id}")
}
