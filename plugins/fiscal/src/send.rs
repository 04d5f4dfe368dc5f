//! One step of one receipt. The first step submits; every later one asks first whether the provider has it, and only
//! submits again, under the same number, when it does not. So a lost answer never makes a second receipt.

use pardoz_sdk::effect::{self, EffectResult};
use pardoz_sdk::prelude::*;
use pardoz_sdk::secret::{self, Part};

use crate::codes;
use crate::model::receipt::Body;
use crate::model::wire::{self, Seller, Sign, Taken, To};
use crate::queries::{self, Receipt};

const API: &str = "https://api.click.uz/v2/merchant/payment/ofd_data";
/// Settings or codes are missing: a person has to come. Looked at again so often, ms.
const PERSON_MS: i64 = 10 * 60_000;
/// The provider said no: again after this, ms.
const REFUSED_MS: i64 = 60 * 60_000;
/// First wait for a link, or after a silence; it doubles, ms.
const FIRST_MS: i64 = 2_000;
const LONGEST_MS: i64 = 15 * 60_000;
/// While a request is on its way the host tries it for up to so long, ms.
const UNDERWAY_MS: i64 = 10 * 60_000;

/// What the owner entered.
pub struct Account {
    service_id: i64,
    user_id: String,
    tin: String,
}

impl Account {
    /// `None`: not all of it is there.
    fn read(ctx: &Query) -> Result<Option<Self>> {
        let text = |key: &str| -> Result<String> { Ok(ctx.setting::<String>(key)?.trim().to_owned()) };
        let (service, user_id, tin) = (text("service_id")?, text("merchant_user_id")?, text("tin")?);
        let whole = wire::is_digits(&tin, &[9, 14]) && !user_id.is_empty() && secret::is_set("secret_key")?;
        Ok(service.parse().ok().filter(|_| whole).map(|service_id| Self { service_id, user_id, tin }))
    }

    /// Settings that are empty or cannot be right, by the keys of their titles. Until they are, nothing is sent.
    pub fn missing(ctx: &Query) -> Result<Vec<&'static str>> {
        let text = |key: &str| -> Result<String> { Ok(ctx.setting::<String>(key)?.trim().to_owned()) };
        let wrong = [
            (text("service_id")?.parse::<i64>().is_err(), "fiscal-setting-service"),
            (text("merchant_user_id")?.is_empty(), "fiscal-setting-user"),
            (!secret::is_set("secret_key")?, "fiscal-setting-secret"),
            (!wire::is_digits(&text("tin")?, &[9, 14]), "fiscal-setting-tin"),
        ];
        Ok(wrong.into_iter().filter(|one| one.0).map(|one| one.1).collect())
    }

    /// `Auth: user:sha1(seconds + secret):seconds`.
    fn auth(&self, now_ms: i64) -> Result<String> {
        let seconds = (now_ms / 1_000).to_string();
        let parts = [Part::Bytes(seconds.as_bytes()), Part::Secret("secret_key")];
        Ok(format!("{}:{}:{seconds}", self.user_id, secret::hex_digest("sha1", &parts)?))
    }
}

pub fn write(ctx: &mut Mutation, receipt: &Receipt) -> Result<()> {
    let now = ctx.now();
    queries::update_receipt(
        ctx,
        &receipt.state,
        receipt.attempts,
        receipt.next_at,
        receipt.done_at,
        receipt.qr_url.as_deref(),
        receipt.problem.as_deref(),
        receipt.says.as_deref(),
        now,
        receipt.receipt_id,
    )?;
    Ok(())
}

/// Waits, and comes back by a job.
fn wait(ctx: &mut Mutation, mut receipt: Receipt, ms: i64) -> Result<()> {
    receipt.next_at = ctx.now() + ms;
    write(ctx, &receipt)?;
    ctx.schedule(
        "receipt-try",
        receipt.next_at,
        receipt.receipt_id,
        json!({ "receipt_id": receipt.receipt_id }),
    )?;
    Ok(())
}

fn stuck(ctx: &mut Mutation, receipt: Receipt, problem: &str, says: Option<String>) -> Result<()> {
    let receipt = Receipt { problem: Some(problem.to_owned()), says, ..receipt };
    wait(ctx, receipt, PERSON_MS)
}

/// Doubles with each attempt.
fn backoff(attempts: i64) -> i64 {
    (FIRST_MS << attempts.clamp(0, 10)).min(LONGEST_MS)
}

/// The next step of a receipt that is not done.
pub fn step(ctx: &mut Mutation, mut receipt: Receipt) -> Result<()> {
    if matches!(receipt.state.as_str(), "done" | "void") {
        return Ok(());
    }
    let Some(account) = Account::read(ctx)? else { return stuck(ctx, receipt, "settings", None) };
    receipt.problem = None;
    if receipt.attempts == 0 { submit(ctx, receipt, &account) } else { ask(ctx, receipt, &account) }
}

fn submit(ctx: &mut Mutation, mut receipt: Receipt, account: &Account) -> Result<()> {
    let body: Body = serde_json::from_str(&receipt.body)
        .map_err(|error| Error::internal(format!("a receipt's body: {error}")))?;
    let original = match original(ctx, &receipt)? {
        Original::None => None,
        Original::Issued(sign) => Some(sign),
        Original::Awaited => return stuck(ctx, receipt, "original", None),
    };
    let named = match codes::of(ctx, &body.lines)? {
        Ok(named) => named,
        Err(name) => return stuck(ctx, receipt, "code", Some(name)),
    };
    let seller = Seller { service_id: account.service_id, tin: &account.tin };
    let to = match &original {
        None => To::Nothing,
        Some(sign) if receipt.kind == "return" => To::Returns(sign),
        Some(sign) => To::Pays(sign),
    };
    let request = wire::submit(receipt.number, &seller, &body, &named, to);
    receipt.attempts += 1;
    receipt.state = "queued".into();
    let auth = account.auth(ctx.now())?;
    let request = effect::post(format!("{API}/submit_items")).header("auth", auth).json(request);
    underway(ctx, receipt, "submit", request)
}

/// Does the provider have it?
fn ask(ctx: &mut Mutation, mut receipt: Receipt, account: &Account) -> Result<()> {
    receipt.attempts += 1;
    let auth = account.auth(ctx.now())?;
    let url = format!("{API}/{}/{}", account.service_id, receipt.number);
    underway(ctx, receipt, "ask", effect::get(url).header("auth", auth))
}

/// The key of the effect: number, attempt, act.
fn underway(ctx: &mut Mutation, mut receipt: Receipt, act: &str, request: effect::Http) -> Result<()> {
    receipt.next_at = ctx.now() + UNDERWAY_MS;
    write(ctx, &receipt)?;
    let key = format!("{}.{}.{act}", receipt.number, receipt.attempts);
    ctx.effect("http", &key, request, Some("answered"))?;
    Ok(())
}

enum Original {
    None,
    Issued(Sign),
    /// A return or a payment waits until the sale is issued.
    Awaited,
}

fn original(ctx: &Query, receipt: &Receipt) -> Result<Original> {
    let Some(original_id) = receipt.original_id else { return Ok(Original::None) };
    let original = queries::receipt(ctx, original_id)?;
    let sign = original.and_then(|one| one.qr_url).and_then(|url| wire::sign(&url));
    Ok(sign.map_or(Original::Awaited, Original::Issued))
}

/// How a request ended. An answer to an attempt that is no longer the last one still counts if it brings the link.
pub fn answered(ctx: &mut Mutation, result: EffectResult) -> Result<()> {
    let mut parts = result.key.split('.');
    let number = parts.next().and_then(|text| text.parse().ok()).unwrap_or_default();
    let attempt: i64 = parts.next().and_then(|text| text.parse().ok()).unwrap_or_default();
    let asked = parts.next() == Some("ask");
    let Some(receipt) = queries::receipt_by_number(ctx, number)? else { return Ok(()) };
    if matches!(receipt.state.as_str(), "done" | "void") {
        return Ok(());
    }
    let body = result.body.as_deref().unwrap_or_default();
    if let Some(url) = wire::link(body).filter(|_| result.is_done() && asked) {
        return done(ctx, receipt, url);
    }
    if attempt != receipt.attempts {
        return Ok(());
    }
    if asked { not_there(ctx, receipt, &result) } else { submitted(ctx, receipt, &result) }
}

fn submitted(ctx: &mut Mutation, mut receipt: Receipt, result: &EffectResult) -> Result<()> {
    let taken = match (result.is_done(), result.body.as_deref()) {
        (true, body) => wire::taken(body.unwrap_or_default()),
        (false, body) => Taken::No(said(result, body)),
    };
    match taken {
        Taken::Yes => {
            receipt.state = "accepted".into();
            (receipt.problem, receipt.says) = (None, None);
            wait(ctx, receipt, FIRST_MS)
        }
        // No, or no answer. Perhaps it has the receipt all the same: it is asked before anything else.
        Taken::No(says) => {
            let problem = if result.state == "dead" { "silent" } else { "refused" };
            receipt = Receipt { problem: Some(problem.into()), says: Some(says), ..receipt };
            match Account::read(ctx)? {
                Some(account) if problem == "refused" => ask(ctx, receipt, &account),
                _ => {
                    let ms = backoff(receipt.attempts);
                    wait(ctx, receipt, ms)
                }
            }
        }
    }
}

/// The provider was asked and gave no link: not yet, never heard of it, or no answer at all.
fn not_there(ctx: &mut Mutation, mut receipt: Receipt, result: &EffectResult) -> Result<()> {
    let answered = result.is_done() || result.status == Some(404);
    if !answered {
        receipt.problem = Some("silent".into());
        receipt.says = Some(said(result, result.body.as_deref()));
        let ms = backoff(receipt.attempts);
        return wait(ctx, receipt, ms);
    }
    // It has the receipt, whatever it said to the submission; only the link is not there yet.
    if receipt.state == "accepted"
        || result.is_done() && wire::knows(result.body.as_deref().unwrap_or_default())
    {
        receipt.state = "accepted".into();
        (receipt.problem, receipt.says) = (None, None);
        let ms = backoff(receipt.attempts - 2);
        return wait(ctx, receipt, ms);
    }
    if receipt.problem.as_deref() == Some("refused") {
        receipt.state = "refused".into();
        return wait(ctx, receipt, REFUSED_MS);
    }
    match Account::read(ctx)? {
        Some(account) => submit(ctx, receipt, &account),
        None => stuck(ctx, receipt, "settings", None),
    }
}

fn done(ctx: &mut Mutation, receipt: Receipt, url: String) -> Result<()> {
    let now = ctx.now();
    let receipt_id = receipt.receipt_id;
    let done = Receipt {
        state: "done".into(),
        done_at: Some(now),
        qr_url: Some(url),
        problem: None,
        says: None,
        ..receipt
    };
    write(ctx, &done)?;
    ctx.cancel("receipt-try", receipt_id)?;
    for waiting in queries::returns_waiting(ctx, receipt_id)? {
        step(ctx, waiting)?;
    }
    Ok(())
}

fn said(result: &EffectResult, body: Option<&str>) -> String {
    let words = [result.error.as_deref(), body].into_iter().flatten().collect::<Vec<_>>().join(": ");
    words.chars().take(200).collect()
}

#[derive(Input)]
pub struct Which {
    pub receipt_id: Id,
}

/// `receipts@1 issues`: a provider that prints receipts itself asks, so that no sale has two.
pub fn issues(ctx: &Query) -> Result<Json> {
    Ok(json!({ "issues": ctx.setting::<bool>("sends")? }))
}

/// Its time has come.
pub fn again(ctx: &mut Mutation, which: Which) -> Result<()> {
    match queries::receipt(ctx, which.receipt_id)? {
        Some(receipt) => step(ctx, receipt),
        None => Ok(()),
    }
}

/// Those whose job or effect is gone (a restored backup, a dropped effect): their time passed a while ago.
pub fn left(ctx: &mut Mutation) -> Result<()> {
    let before = ctx.now() - 60_000;
    for receipt in queries::receipts_left(ctx, before)? {
        step(ctx, receipt)?;
    }
    Ok(())
}
