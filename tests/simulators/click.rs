//! Click, played from its published SHOP API: `click-simulator HOOK SERVICE KEY`, then orders on the standard input.
//!
//! `{"do": "prepare", "bill": "107755", "amount": "98000.00"}` and `complete fail`; habits as `at_once`, `times`,
//! `patience_ms`, `forgets`; another `key`, `service`, `action` or `drop` (a field that is left out). `complete` goes by
//! the `id` of the attempt, as Click's own books have it.

#[path = "caller.rs"]
mod caller;

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use caller::Habits;
use md5::{Digest as _, Md5};
use serde_json::{Value as Json, json};

/// "Failed to update user": Click asks again.
const LATER: i64 = -7;

/// What Click says of a payment that failed at its own side.
const NO_MONEY: &str = "-5017";

/// An attempt as Click holds it.
struct Attempt {
    bill: String,
    amount: String,
    prepare_id: Option<i64>,
}

struct Click {
    hook: String,
    service: String,
    key: String,
    client: reqwest::Client,
    attempts: BTreeMap<String, Attempt>,
    calls: u64,
}

impl Click {
    async fn act(&mut self, order: &Json) -> Json {
        let what = order["do"].as_str().unwrap_or_default();
        let said = |name: &str| order[name].as_str().map(str::to_owned);
        let id = said("id").unwrap_or_else(|| self.new_id());
        let known = self.attempts.get(&id);
        let bill = said("bill").or(known.map(|one| one.bill.clone())).unwrap_or_default();
        let amount = said("amount").or(known.map(|one| one.amount.clone())).unwrap_or_default();
        let prepared = order["prepare_id"].as_i64().or(known.and_then(|one| one.prepare_id));
        let mut fields: Vec<(&str, String)> = vec![
            ("click_trans_id", id.clone()),
            ("service_id", said("service").unwrap_or_else(|| self.service.clone())),
            ("click_paydoc_id", format!("9{id}")),
            ("merchant_trans_id", bill.clone()),
            ("amount", amount.clone()),
            ("sign_time", "2026-11-22 14:00:01".into()),
        ];
        let is_prepare = what == "prepare";
        fields.push(("action", said("action").unwrap_or_else(|| if is_prepare { "0" } else { "1" }.into())));
        if !is_prepare {
            fields.push(("merchant_prepare_id", prepared.unwrap_or_default().to_string()));
        }
        let (error, note) = if what == "fail" { (NO_MONEY, "Insufficient funds") } else { ("0", "Success") };
        fields.extend([("error", error.to_owned()), ("error_note", note.to_owned())]);
        let sign = sign(&fields, order["key"].as_str().unwrap_or(&self.key));
        fields.push(("sign_string", sign));
        fields.retain(|(name, _)| order["drop"] != *name);
        let request = || self.client.post(&self.hook).form(&fields);
        let answers = Habits::of(order).call(request, |answer| answer["error"] == LATER).await;
        if is_prepare {
            let prepare_id = answers.iter().find_map(|answer| answer["merchant_prepare_id"].as_i64());
            let attempt = Attempt { bill, amount, prepare_id };
            self.attempts.entry(id.clone()).or_insert(attempt);
        }
        json!({ "id": id, "answers": answers })
    }

    fn new_id(&mut self) -> String {
        self.calls += 1;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        format!("{}{:03}", since.as_millis(), self.calls % 1_000)
    }
}

/// MD5 over the fields in the order the protocol gives, with the key in their midst.
fn sign(fields: &[(&str, String)], key: &str) -> String {
    let get = |name: &str| fields.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    let parts = [
        get("click_trans_id"),
        get("service_id"),
        key,
        get("merchant_trans_id"),
        get("merchant_prepare_id"),
        get("amount"),
        get("action"),
        get("sign_time"),
    ];
    Md5::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().expect("the shop's address, the service, the key");
    let (hook, service, key) = (word(), word(), word());
    let client = reqwest::Client::new();
    let mut click = Click { hook, service, key, client, attempts: BTreeMap::new(), calls: 0 };
    caller::serve(async |order| click.act(order).await).await;
}
