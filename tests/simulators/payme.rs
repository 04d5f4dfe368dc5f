//! Payme, played from its published Merchant API: `payme-simulator HOOK KEY`, then orders on the standard input.
//!
//! `{"do": "create", "bill": "107755", "amount": 9800000}` and `check perform cancel look statement password fiscal raw`; habits as
//! `at_once`, `times`, `patience_ms`, `forgets`, and another `key`. It keeps its own books, and holds the shop's
//! statement against them.

#[path = "caller.rs"]
mod caller;

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use caller::Habits;
use serde_json::{Value as Json, json};

/// "Internal error": Payme asks again.
const LATER: i64 = -32400;

/// A receipt as Payme holds it: what the shop answered first.
struct Receipt {
    time: i64,
    amount: i64,
    state: i64,
    create_time: i64,
    perform_time: i64,
    cancel_time: i64,
}

struct Payme {
    hook: String,
    key: String,
    field: String,
    client: reqwest::Client,
    receipts: BTreeMap<String, Receipt>,
    calls: u64,
}

impl Payme {
    async fn act(&mut self, order: &Json) -> Json {
        let what = order["do"].as_str().unwrap_or_default();
        let id = order["id"].as_str().map_or_else(|| self.new_id(), str::to_owned);
        let time = order["time"].as_i64().unwrap_or_else(now);
        let account = json!({ (&*self.field): order["bill"] });
        let (method, params) = match what {
            "check" => ("CheckPerformTransaction", json!({ "amount": order["amount"], "account": account })),
            "create" => (
                "CreateTransaction",
                json!({ "id": id, "time": time, "amount": order["amount"], "account": account }),
            ),
            "perform" => ("PerformTransaction", json!({ "id": id })),
            "cancel" => ("CancelTransaction", json!({ "id": id, "reason": order["reason"] })),
            "look" => ("CheckTransaction", json!({ "id": id })),
            "password" => ("ChangePassword", json!({ "password": order["password"] })),
            "fiscal" => (
                "SetFiscalData",
                json!({ "id": id, "type": order["type"], "fiscal_data": order["fiscal_data"] }),
            ),
            "statement" => ("GetStatement", json!({ "from": order["from"], "to": order["to"] })),
            _ => (order["method"].as_str().unwrap_or_default(), order["params"].clone()),
        };
        let answers = self.call(order, method, params).await;
        if what == "password" && answers.iter().any(|answer| answer["result"]["success"] == true) {
            self.key = order["password"].as_str().unwrap_or_default().to_owned();
        }
        for answer in &answers {
            self.note(what, &id, time, &order["amount"], &answer["result"]);
        }
        let mut report = json!({ "id": id, "answers": answers });
        if what == "statement" {
            report["differs"] = json!(self.differences(order, &report["answers"][0]["result"]));
        }
        report
    }

    async fn call(&mut self, order: &Json, method: &str, params: Json) -> Vec<Json> {
        self.calls += 1;
        let body = match order["body"].as_str() {
            Some(bytes) => bytes.to_owned(),
            None => {
                json!({ "jsonrpc": "2.0", "id": self.calls, "method": method, "params": params }).to_string()
            }
        };
        let key = order["key"].as_str().unwrap_or(&self.key);
        let secret = base64::engine::general_purpose::STANDARD.encode(format!("Paycom:{key}"));
        let request = || {
            let request = self.client.post(&self.hook).header("authorization", format!("Basic {secret}"));
            request.header("content-type", "application/json").body(body.clone())
        };
        Habits::of(order).call(request, |answer| answer["error"]["code"] == LATER).await
    }

    /// The first answer counts; a later one that says something else is a difference found by the statement.
    fn note(&mut self, what: &str, id: &str, time: i64, amount: &Json, result: &Json) {
        let number = |name: &str| result[name].as_i64().unwrap_or_default();
        let Some(state) = result["state"].as_i64() else { return };
        match what {
            "create" => {
                self.receipts.entry(id.to_owned()).or_insert(Receipt {
                    time,
                    amount: amount.as_i64().unwrap_or_default(),
                    state,
                    create_time: number("create_time"),
                    perform_time: 0,
                    cancel_time: 0,
                });
            }
            "perform" | "cancel" => {
                let Some(receipt) = self.receipts.get_mut(id) else { return };
                receipt.state = state;
                if receipt.perform_time == 0 {
                    receipt.perform_time = number("perform_time");
                }
                if receipt.cancel_time == 0 {
                    receipt.cancel_time = number("cancel_time");
                }
            }
            _ => {}
        }
    }

    /// Where the shop's books and Payme's own part.
    fn differences(&self, order: &Json, result: &Json) -> Vec<String> {
        let (from, to) =
            (order["from"].as_i64().unwrap_or_default(), order["to"].as_i64().unwrap_or_default());
        let mut theirs: BTreeMap<&str, &Json> = BTreeMap::new();
        for one in result["transactions"].as_array().into_iter().flatten() {
            theirs.insert(one["id"].as_str().unwrap_or_default(), one);
        }
        let mut differs = Vec::new();
        for (id, own) in self.receipts.iter().filter(|(_, own)| (from..=to).contains(&own.time)) {
            let Some(said) = theirs.remove(id.as_str()) else {
                differs.push(format!("{id} is missing"));
                continue;
            };
            for (name, known) in [
                ("time", own.time),
                ("amount", own.amount),
                ("state", own.state),
                ("create_time", own.create_time),
                ("perform_time", own.perform_time),
                ("cancel_time", own.cancel_time),
            ] {
                if said[name].as_i64() != Some(known) {
                    differs.push(format!("{id}: {name} is {known} and the shop says {}", said[name]));
                }
            }
        }
        differs.extend(theirs.keys().map(|id| format!("{id} is unknown")));
        differs
    }

    /// 24 hex digits, as Payme's are.
    fn new_id(&mut self) -> String {
        self.calls += 1;
        format!("{:016x}{:08x}", now(), self.calls)
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    since.as_millis() as i64
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let (hook, key) = (words.next().expect("the shop's address"), words.next().expect("the key"));
    let field = words.next().unwrap_or_else(|| "bill".into());
    let client = reqwest::Client::new();
    let mut payme = Payme { hook, key, field, client, receipts: BTreeMap::new(), calls: 0 };
    caller::serve(async |order| payme.act(order).await).await;
}
