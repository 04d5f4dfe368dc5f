//! What the checkout's form says: the same when it is only redrawn and when it is sent.

use pardoz_sdk::prelude::*;

use crate::model::tender::Tender;

/// Lines sold beside the visit's own.
pub const ITEMS_MAX: usize = 40;

/// Pieces of one line.
pub const QUANTITY_MAX: i64 = 1000;

/// How a search was asked for.
#[derive(Input, Clone, Copy, PartialEq)]
pub enum Look {
    /// By its button.
    On,
    /// By Enter, wherever it was pressed.
    Enter,
}

impl Look {
    /// Everything there is, when nothing was typed?
    pub fn lists_all(self) -> bool {
        self == Self::On
    }
}

#[derive(Input, Clone)]
pub struct Wish {
    /// The visit that is paid; none at the counter.
    pub appointment_id: Option<Id>,
    pub client_id: Option<Id>,
    /// What stands in the client's field.
    #[input(max_chars = 200)]
    pub client_id_text: Option<String>,
    pub branch: Option<Id>,
    pub desk: Option<Id>,
    #[input(max_items = 40)]
    pub items: Vec<WishedItem>,
    #[input(max_chars = 40)]
    pub code: Option<String>,
    #[input(range = 0..=100_000_000)]
    pub points: Option<i64>,
    #[input(max_items = 5)]
    pub certificates: Vec<WishedCertificate>,
    #[input(max_items = 20)]
    pub memberships: Vec<WishedMembership>,
    /// What the rest is paid with, after `split`.
    #[input(default = "card")]
    pub tender: Tender,
    #[input(max_items = 8)]
    pub split: Vec<WishedTender>,
    /// The rest is owed, by name.
    pub debt: bool,
    #[input(money, range = 0..=100_000_000_000i64)]
    pub tips_minor: Option<i64>,
    pub tips_staff_id: Option<Id>,
    /// The sum on the button, tiyin: if it is another by now, nothing is taken and the new one is shown.
    #[input(range = 0..)]
    pub expected_minor: Option<i64>,
    /// What is to be found: letters of a name, a code, a barcode.
    #[input(max_chars = 100)]
    pub find: Option<String>,
    /// Look for it now.
    pub look: Option<Look>,
    /// What goes on the bill: `product:<id>` …
    #[input(max_chars = 80)]
    pub add: Option<String>,
    /// The line that goes, from 0.
    #[input(range = 0..=1000)]
    pub drop: Option<i64>,
}

/// Something that is sold besides the visit's services.
#[derive(Input, Clone)]
pub struct WishedItem {
    /// `product:<id>`, `service:<id>`, `certificate:<offer>`, `membership:<offer>`.
    #[input(max_chars = 80)]
    pub what: Option<String>,
    #[input(range = 1..=1000)]
    pub quantity: Option<i64>,
    /// Of one; what the list says when absent.
    #[input(money, range = 0..=100_000_000_000i64)]
    pub price_minor: Option<i64>,
    pub staff_id: Option<Id>,
}

#[derive(Input, Clone)]
pub struct WishedCertificate {
    #[input(max_chars = 40)]
    pub code: Option<String>,
    #[input(max_chars = 12)]
    pub pin: Option<String>,
    #[input(money, range = 0..=100_000_000_000i64)]
    pub amount_minor: Option<i64>,
}

#[derive(Input, Clone)]
pub struct WishedMembership {
    pub membership_id: Option<Id>,
    /// The number of the visit's line, from 0.
    #[input(range = 0..=100)]
    pub line: Option<i64>,
}

#[derive(Input, Clone)]
pub struct WishedTender {
    pub tender: Option<Tender>,
    #[input(money, range = 0..=100_000_000_000i64)]
    pub amount_minor: Option<i64>,
}

impl Wish {
    /// Everything as the form has it before anybody touched it.
    pub fn of_visit(appointment_id: Id) -> Self {
        Self { appointment_id: Some(appointment_id), ..Self::default() }
    }
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            appointment_id: None,
            client_id: None,
            client_id_text: None,
            branch: None,
            desk: None,
            items: Vec::new(),
            code: None,
            points: None,
            certificates: Vec::new(),
            memberships: Vec::new(),
            tender: Tender::Card,
            split: Vec::new(),
            debt: false,
            tips_minor: None,
            tips_staff_id: None,
            expected_minor: None,
            find: None,
            look: None,
            add: None,
            drop: None,
        }
    }
}
