//! At the till: sales paid in many ways, in both branches; debts repaid; lines given back.

use serde_json::{Value as Json, json};

use super::Day;
use crate::shop::SOM;

impl Day {
    /// Sells something to somebody, paid in one of the many ways.
    pub async fn sell(&mut self) {
        let client = self.dice.one(&self.clients).expect("clients").clone();
        // R-M2: one in three comes to the other branch with what was bought in the first.
        let here = !self.dice.maybe(3);
        let (mut items, mut creams, mut service_at) = (Vec::new(), 0, None);
        for at in 0..=self.dice.below(3) {
            items.push(match self.dice.below(6) {
                0 | 1 => {
                    let pieces = 1 + self.dice.below(2) as i64;
                    creams += pieces;
                    json!({ "what": format!("product:{}", self.shop.cream), "quantity": pieces })
                }
                2 => json!({ "what": "certificate:certificate", "price_minor": 100_000 * SOM }),
                3 => json!({ "what": format!("membership:{}", self.plan) }),
                _ => {
                    service_at = Some(at);
                    json!({ "what": format!("service:{}", self.dice.one(&self.services).expect("services")) })
                }
            });
        }
        let mut wish = json!({ "client_id": client, "tender": "card", "branch": self.branch(here) });
        self.split(&mut wish, here);
        wish["debt"] = json!(self.dice.maybe(4));
        if self.dice.maybe(4) {
            wish["code"] = json!("RANDOM20");
        }
        if self.dice.maybe(2) {
            let known = "select code || ' ' || coalesce(pin, '') from loyalty_certificate \
                         where state = 'active' and balance_minor > 0 order by created_at, code";
            if let Some(one) = self.dice.one(&self.shop.salon.texts(known)) {
                let (code, pin) = one.split_once(' ').expect("a code and a pin");
                wish["certificates"] = json!([{ "code": code, "pin": pin }]);
            }
        }
        if let (Some(line), true) = (service_at, self.dice.maybe(2)) {
            let known = format!(
                "select membership_id from loyalty_membership where client_id = '{client}' and state = 'active' \
                 and visits_left > visits_held order by created_at, membership_id"
            );
            if let Some(one) = self.dice.one(&self.shop.salon.texts(&known)) {
                wish["memberships"] = json!([{ "membership_id": one, "line": line }]);
            }
        }
        if self.dice.maybe(3) {
            wish["points"] = json!(1 + self.dice.below(9_000));
        }
        let said = json!([items, wish]);
        let answer = self.shop.try_sell(Json::Array(items), wish).await;
        match answer.status.as_u16() {
            201 => (self.gone, self.sold) = (self.gone + creams, self.sold + creams),
            // A part larger than the bill, a debt of a certificate, no cream left: said, and nothing is written.
            409 | 422 => {}
            other => panic!("sale: {other}: {}", answer.text),
        }
        self.note("sell", answer.status.as_u16(), &json!([said, answer.json]));
    }

    /// One in two pays a part another way; cash only where the desk is.
    pub fn split(&mut self, wish: &mut Json, here: bool) {
        if self.dice.maybe(2) {
            let part = (1 + self.dice.below(60_000) as i64) * SOM;
            let tender = if here && self.dice.maybe(2) { "cash" } else { "payme" };
            wish["split"] = json!([{ "tender": tender, "amount_minor": part }]);
        }
    }

    pub async fn repay(&mut self) {
        let owing = "select bill_id from finance_bill where state = 'part_paid' order by created_at, bill_id";
        let Some(bill) = self.dice.one(&self.shop.salon.texts(owing)).cloned() else { return };
        let part = self.dice.maybe(2).then(|| 1_000 * (1 + self.dice.below(30) as i64) * SOM);
        let path = format!("/p/finance/bills/{bill}/payments");
        let answer = self.shop.owner.post(&path, json!({ "tender": "card", "amount_minor": part })).await;
        match answer.status.as_u16() {
            200 | 409 | 422 => self.note("repay", answer.status.as_u16(), &answer.json),
            other => panic!("repayment: {other}: {}", answer.text),
        }
    }

    /// One piece of one line goes back.
    pub async fn refund_one(&mut self) {
        let lines = "select l.bill_id || ' ' || l.bill_line_id || ' ' || l.kind from finance_bill_line l \
                     join finance_bill b on b.bill_id = l.bill_id where b.state in ('paid', 'part_paid') \
                     order by b.created_at, l.bill_id, l.position";
        let Some(line) = self.dice.one(&self.shop.salon.texts(lines)).cloned() else { return };
        let mut parts = line.split(' ');
        let mut part = || parts.next().expect("three words");
        let (bill, line, kind) = (part(), part(), part());
        let body = json!({ "lines": [{ "bill_line_id": line, "quantity": 1 }] });
        let answer = self.shop.owner.post(&format!("/p/finance/bills/{bill}/refunds"), body).await;
        match answer.status.as_u16() {
            200 if kind == "product" => (self.gone, self.sold) = (self.gone - 1, self.sold - 1),
            200 | 409 | 422 => {}
            other => panic!("refund of a line: {other}: {}", answer.text),
        }
        self.note("refund", answer.status.as_u16(), &json!([kind, answer.json]));
    }
}
