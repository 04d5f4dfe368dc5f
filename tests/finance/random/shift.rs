//! The cash desk of the first branch: closed blind with too much or too little in it, sometimes reopened (R-F4).

use serde_json::json;

use super::Day;
use crate::shop::{SOM, text};
use crate::till::number;

/// What lies in the desk in the morning.
pub const FLOAT: i64 = 1_000_000 * SOM;

pub struct Desk {
    desk_id: String,
    shift_id: String,
    /// Tiyin that counts found missing (below zero: too much) and nobody took back.
    pub short_minor: i64,
}

impl Desk {
    pub async fn open(shop: &crate::shop::Shop) -> Self {
        let desk = json!({ "name": "Front", "branch": shop.studio.branch_id });
        let desk_id = text(&shop.owner.post("/p/finance/desks", desk).await.refused(201), "desk_id");
        let open = format!("/p/finance/desks/{desk_id}/shifts");
        let shift = shop.owner.post(&open, json!({ "counted_minor": FLOAT })).await.refused(201);
        Self { shift_id: text(&shift, "shift_id"), desk_id, short_minor: 0 }
    }
}

impl Day {
    /// Closes the shift, blind, and opens the next; or its owner reopens it.
    pub async fn close_shift(&mut self) {
        let books = crate::till::account(&self.shop.salon, &format!("cash:{}", self.desk.desk_id));
        let missing = (self.dice.below(5) as i64 - 2) * 1_000 * SOM;
        let counted = books - missing;
        let close = format!("/p/finance/shifts/{}/close", self.desk.shift_id);
        let closed = self.shop.owner.post(&close, json!({ "counted_minor": counted })).await.ok();
        assert_eq!(
            (number(&closed, "expected_minor"), number(&closed, "difference_minor")),
            (books, -missing),
            "{closed}"
        );
        let next = if self.dice.maybe(2) {
            let reopen = format!("/p/finance/shifts/{}/reopen", self.desk.shift_id);
            self.shop.owner.post(&reopen, json!({})).await.refused(201)
        } else {
            self.desk.short_minor += missing;
            let open = format!("/p/finance/desks/{}/shifts", self.desk.desk_id);
            self.shop.owner.post(&open, json!({ "counted_minor": counted })).await.refused(201)
        };
        self.desk.shift_id = text(&next, "shift_id");
        self.note("shift", 200, &json!([closed, next]));
        assert_eq!(crate::till::account(&self.shop.salon, "over_short"), self.desk.short_minor);
    }
}
