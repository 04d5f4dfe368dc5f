//! The stores: creams are written off, counted while sales go on, and sent between the branches.

use serde_json::{Value as Json, json};

use super::Day;
use crate::shop::text;

/// A write-off that may be taken back.
pub struct WriteOff {
    document_id: String,
    pieces: i64,
    /// A count has found what is there since: taking it back changes nothing on the shelf (R-I7).
    counted: bool,
}

impl Day {
    fn line(&self, pieces: i64) -> Json {
        json!([{ "item_id": self.shop.cream, "quantity": pieces.to_string(), "measure": "unit" }])
    }

    /// Pieces of cream in this store: those the books say are there, and those that no bill holds.
    fn in_store(&self, store: &str, column: &str) -> i64 {
        self.shop.salon.number(&format!(
            "select coalesce(sum({column}), 0) from inventory_balance where store_id = '{store}' and item_id = '{}'",
            self.shop.cream
        )) / 1_000
    }

    fn free(&self, store: &str) -> i64 {
        self.in_store(store, "quantity_milli - reserved_milli")
    }

    /// A jar falls; or one that did not is put back.
    pub async fn write_off(&mut self) {
        if self.dice.maybe(3) && !self.write_offs.is_empty() {
            let at = self.dice.below(self.write_offs.len() as u64) as usize;
            let one = self.write_offs.remove(at);
            let path = format!("/p/inventory/documents/{}/reverse", one.document_id);
            let back = self.shop.owner.post(&path, json!({})).await.refused(201);
            if !one.counted {
                self.gone -= one.pieces;
            }
            self.note("put back", 201, &back);
            return;
        }
        let pieces = 1 + self.dice.below(2) as i64;
        let body = json!({ "store_id": self.stores[0], "reason": "broken", "lines": self.line(pieces) });
        let answer = self.shop.owner.post("/p/inventory/writeoffs", body).await;
        match answer.status.as_u16() {
            201 => {
                let document_id = text(&answer.json, "document_id");
                self.gone += pieces;
                self.write_offs.push(WriteOff { document_id, pieces, counted: false });
            }
            // No more than lies there and is not promised.
            409 | 422 => {}
            other => panic!("write-off: {other}: {}", answer.text),
        }
        self.note("write off", answer.status.as_u16(), &answer.json);
    }

    /// Counts the first branch's shop while somebody buys, before the count and after it. One jar may be missing, or
    /// one too many be there.
    pub async fn count(&mut self) {
        let store = self.stores[0].clone();
        let started =
            self.shop.owner.post("/p/inventory/stocktakes", json!({ "store_id": store })).await.refused(201);
        let stocktake = format!("/p/inventory/stocktakes/{}", text(&started, "stocktake_id"));
        self.sell().await;
        self.shop.told().await;
        let book = self.in_store(&store, "quantity_milli");
        let found = (book + self.dice.below(3) as i64 - 1).max(0);
        self.found(&stocktake, found).await;
        self.sell().await;
        self.shop.told().await;
        self.shop.owner.post(&format!("{stocktake}/approve"), json!({})).await.ok();
        self.gone += book - found;
        for one in &mut self.write_offs {
            one.counted = true;
        }
        self.note("count", 200, &json!([book, found]));
    }

    async fn found(&self, stocktake: &str, pieces: i64) {
        let body = json!({ "item_id": self.shop.cream, "packages": pieces.to_string() });
        self.shop.owner.post(&format!("{stocktake}/counts"), body).await.ok();
    }

    /// One or two jars for the other branch, there at once or on the way; or what is on the way arrives.
    pub async fn transfer(&mut self) {
        if self.dice.maybe(2)
            && let Some((document, pieces)) = self.on_the_way.pop()
        {
            self.arrive(&document, pieces).await;
            return;
        }
        let there = usize::from(self.dice.maybe(3));
        let (from, to) = (self.stores[there].clone(), self.stores[1 - there].clone());
        let pieces = (1 + self.dice.below(3) as i64).min(self.free(&from));
        if pieces > 0 {
            let arrived = self.dice.maybe(2);
            self.send(&from, &to, pieces, arrived).await;
        }
    }

    async fn send(&mut self, from: &str, to: &str, pieces: i64, arrived: bool) {
        let body =
            json!({ "store_id": from, "to_store_id": to, "arrived": arrived, "lines": self.line(pieces) });
        let sent = self.shop.owner.post("/p/inventory/transfers", body).await.refused(201);
        if !arrived {
            self.on_the_way.push((text(&sent, "document_id"), pieces));
        }
        self.note("transfer", 201, &json!([pieces, arrived, sent]));
    }

    async fn arrive(&mut self, document: &str, pieces: i64) {
        let path = format!("/p/inventory/documents/{document}/accept");
        let there = self.shop.owner.post(&path, json!({})).await.refused(201);
        self.note("arrive", 201, &json!([pieces, there]));
    }

    /// All jars lie in the first shop again: what is elsewhere comes back, what was written off is put back, and a last
    /// count finds what earlier ones missed.
    pub async fn undo_stock(&mut self, creams: i64) {
        for (document, pieces) in std::mem::take(&mut self.on_the_way) {
            self.arrive(&document, pieces).await;
        }
        let (here, there) = (self.stores[0].clone(), self.stores[1].clone());
        let pieces = self.free(&there);
        if pieces > 0 {
            self.send(&there, &here, pieces, true).await;
        }
        for one in std::mem::take(&mut self.write_offs) {
            let path = format!("/p/inventory/documents/{}/reverse", one.document_id);
            self.shop.owner.post(&path, json!({})).await.refused(201);
            self.gone -= if one.counted { 0 } else { one.pieces };
        }
        self.shop.told().await;
        assert_eq!(self.free(&here), creams - self.gone, "what the counts left");
        let started = self.shop.owner.post("/p/inventory/stocktakes", json!({ "store_id": here })).await;
        let stocktake = format!("/p/inventory/stocktakes/{}", text(&started.refused(201), "stocktake_id"));
        self.found(&stocktake, creams).await;
        self.shop.owner.post(&format!("{stocktake}/approve"), json!({})).await.ok();
        self.gone = 0;
    }
}
