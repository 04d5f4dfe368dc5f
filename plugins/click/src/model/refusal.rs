//! Error codes of the SHOP API. Click reads them; the payer sees Click's own words.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Signed with another key, or none is entered yet.
    NotClick,
    WrongAmount,
    UnknownAction,
    /// The bill, or this attempt, is paid.
    Paid,
    NoBill,
    NoTransaction,
    /// Finance is off or did not answer; nothing was written.
    Later,
    /// A field is missing or makes no sense.
    Malformed,
    Cancelled,
}

impl Refusal {
    pub fn code(self) -> i64 {
        match self {
            Self::NotClick => -1,
            Self::WrongAmount => -2,
            Self::UnknownAction => -3,
            Self::Paid => -4,
            Self::NoBill => -5,
            Self::NoTransaction => -6,
            Self::Later => -7,
            Self::Malformed => -8,
            Self::Cancelled => -9,
        }
    }

    /// As Click's own table of codes words it.
    pub fn note(self) -> &'static str {
        match self {
            Self::NotClick => "SIGN CHECK FAILED!",
            Self::WrongAmount => "Incorrect parameter amount",
            Self::UnknownAction => "Action not found",
            Self::Paid => "Already paid",
            Self::NoBill => "User does not exist",
            Self::NoTransaction => "Transaction does not exist",
            Self::Later => "Failed to update user",
            Self::Malformed => "Error in request from click",
            Self::Cancelled => "Transaction cancelled",
        }
    }
}
