//! Click's fiscal desk, written from its published page (docs.click.uz, Fiscalization), with its unpleasant habits:
//! it breaks, answers late, answers when nobody listens any more, and has the link only a while later.
//! It knows nothing of the module that talks to it. A payment number gets one receipt; a second submission is refused.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub const SERVICE: i64 = 4217;
pub const USER: &str = "77";
pub const SECRET: &str = "ofd-s3cr3t-91b2";

/// What happens to the next submission.
#[derive(Clone, Copy, Debug)]
pub enum Habit {
    /// 500, and nothing was done.
    Breaks,
    /// The receipt is issued, and the answer is 500.
    BreaksAfter,
    /// Issued, answered after so many milliseconds.
    Late(u64),
    /// Issued, and the answer comes when the other side has hung up.
    Lost,
    /// No for good, in words.
    Refuses,
}

/// A receipt as it was issued.
#[derive(Clone, Debug)]
pub struct Issued {
    pub request: Json,
    pub url: String,
    /// Asks after its link that were answered "not yet".
    asked: u32,
}

impl Issued {
    /// Money of all kinds, tiyin.
    pub fn received(&self) -> i64 {
        ["received_cash", "received_card", "received_ecash"]
            .iter()
            .filter_map(|key| self.request[key].as_i64())
            .sum()
    }

    /// 0 sale, 1 advance, 2 payment of a debt.
    pub fn kind(&self) -> i64 {
        self.request["receipt_type"].as_i64().unwrap_or_default()
    }

    /// What an advance and the sale that sets it off are known by.
    pub fn contract(&self) -> &str {
        self.request["AdvanceContractID"].as_str().unwrap_or_default()
    }

    /// What of the lines was or will be paid by something else than money received now.
    pub fn other(&self) -> i64 {
        let items = self.request["items"].as_array().into_iter().flatten();
        items.filter_map(|item| item["Other"].as_i64()).sum()
    }

    pub fn is_return(&self) -> bool {
        self.request["is_refund"] == 1
    }

    /// The fiscal sign of its link.
    pub fn sign(&self) -> &str {
        self.url.rsplit("s=").next().unwrap_or_default()
    }
}

#[derive(Default)]
struct Desk {
    issued: BTreeMap<i64, Issued>,
    habits: VecDeque<Habit>,
    submissions: usize,
    /// What was wrong with a request: a client that gets here has a mistake.
    complaints: Vec<String>,
}

#[derive(Clone)]
pub struct Ofd {
    pub address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
}

impl Ofd {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let ofd = Self { address: listener.local_addr().expect("its number"), desk: Arc::default() };
        let serving = ofd.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(stream).await });
            }
        });
        ofd
    }

    pub fn will(&self, habits: &[Habit]) {
        self.desk.lock().unwrap().habits.extend(habits);
    }

    /// Receipts by payment number.
    pub fn issued(&self) -> BTreeMap<i64, Issued> {
        self.desk.lock().unwrap().issued.clone()
    }

    pub fn submissions(&self) -> usize {
        self.desk.lock().unwrap().submissions
    }

    pub fn complaints(&self) -> Vec<String> {
        self.desk.lock().unwrap().complaints.clone()
    }

    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let (line, auth, body) = read(&mut stream).await?;
        let mut parts = line.split(' ');
        let (method, path) = (parts.next()?, parts.next()?);
        let (status, answer) = match (method, path.strip_prefix("/v2/merchant/payment/ofd_data/")?) {
            _ if !signed(&auth) => {
                self.complain(format!("not signed: {auth}"));
                (401, json!({ "error_code": -1, "error_note": "Auth" }))
            }
            ("POST", "submit_items") => self.submit(&body).await,
            ("GET", place) => self.link(place),
            _ => (404, json!({ "error_code": -3, "error_note": "No such method" })),
        };
        let text = answer.to_string();
        let answer = format!(
            "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
            text.len()
        );
        stream.get_mut().write_all(answer.as_bytes()).await.ok()
    }

    async fn submit(&self, body: &str) -> (u16, Json) {
        let habit = {
            let mut desk = self.desk.lock().unwrap();
            desk.submissions += 1;
            desk.habits.pop_front()
        };
        match habit {
            Some(Habit::Breaks) => (500, json!({ "error_code": -500, "error_note": "Internal" })),
            Some(Habit::Refuses) => {
                (200, json!({ "error_code": -8, "error_note": "SPIC is not in the register" }))
            }
            Some(Habit::BreaksAfter) => {
                self.issue(body);
                (500, json!({ "error_code": -500, "error_note": "Internal" }))
            }
            Some(Habit::Late(ms)) => {
                let answer = self.issue(body);
                tokio::time::sleep(Duration::from_millis(ms)).await;
                answer
            }
            Some(Habit::Lost) => {
                let answer = self.issue(body);
                tokio::time::sleep(Duration::from_secs(12)).await;
                answer
            }
            None => self.issue(body),
        }
    }

    fn issue(&self, body: &str) -> (u16, Json) {
        let request: Json = serde_json::from_str(body).unwrap_or(Json::Null);
        if let Err(wrong) = check(&request) {
            self.complain(format!("{wrong}: {request}"));
            return (200, json!({ "error_code": -8, "error_note": wrong }));
        }
        let number = request["payment_id"].as_i64().unwrap_or_default();
        let mut desk = self.desk.lock().unwrap();
        if desk.issued.contains_key(&number) {
            return (200, json!({ "error_code": -4, "error_note": "Already submitted" }));
        }
        let url = format!(
            "https://ofd.soliq.uz/epi?t=UZ170703100189&r={}&c=20261122123456&s={}",
            desk.issued.len() + 1,
            248_429_000_000 + number % 1_000_000
        );
        desk.issued.insert(number, Issued { request, url, asked: 0 });
        (200, json!({ "error_code": 0, "error_note": "Success" }))
    }

    fn link(&self, place: &str) -> (u16, Json) {
        let number = place.strip_prefix(&format!("{SERVICE}/")).and_then(|text| text.parse::<i64>().ok());
        let mut desk = self.desk.lock().unwrap();
        let found = number.and_then(|number| Some((number, desk.issued.get_mut(&number)?)));
        let Some((number, issued)) = found else {
            return (404, json!({ "error_code": -16, "error_note": "Payment not found" }));
        };
        issued.asked += 1;
        // The first ask comes before the tax committee has answered.
        let url = if issued.asked > 1 { issued.url.as_str() } else { "" };
        (200, json!({ "paymentId": number, "qrCodeURL": url }))
    }

    fn complain(&self, text: String) {
        self.desk.lock().unwrap().complaints.push(text);
    }
}

/// `Auth: user:sha1(seconds + secret):seconds`, of the last five minutes.
fn signed(auth: &str) -> bool {
    let mut parts = auth.split(':');
    let (Some(USER), Some(digest), Some(seconds)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let fresh = seconds.parse::<u64>().is_ok_and(|then| now.abs_diff(then) < 300);
    let wanted = ring::digest::digest(
        &ring::digest::SHA1_FOR_LEGACY_USE_ONLY,
        format!("{seconds}{SECRET}").as_bytes(),
    );
    let wanted: String = wanted.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    fresh && digest == wanted
}

/// Fields, lengths and sums as the page wants them.
fn check(request: &Json) -> Result<(), String> {
    let number = |json: &Json, key: &str| json[key].as_i64().ok_or_else(|| format!("{key} is no number"));
    if number(request, "service_id")? != SERVICE || number(request, "payment_id")? <= 0 {
        return Err("service_id or payment_id".into());
    }
    // The tax committee's kinds: an advance has its contract, a payment of a debt its sale, a return what it undoes.
    let kind = request["receipt_type"].as_i64().unwrap_or_default();
    let named = |info: &str| request[info]["FiscalSign"].as_str().is_some_and(|sign| !sign.is_empty());
    let is_return = request["is_refund"] == 1;
    if !(0..=2).contains(&kind)
        || kind == 1 && request["AdvanceContractID"].as_str().is_none_or(str::is_empty)
    {
        return Err("receipt_type or AdvanceContractID".into());
    }
    if is_return != named("RefundInfo") || !is_return && (kind == 2) != named("SaleReceiptInfo") {
        return Err("RefundInfo or SaleReceiptInfo".into());
    }
    let items = request["items"].as_array().filter(|items| !items.is_empty()).ok_or("no items")?;
    let mut due = 0;
    for item in items {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        if text("Name").is_empty() || text("Name").chars().count() > 63 {
            return Err("Name".into());
        }
        if text("SPIC").len() != 17 || text("PackageCode").is_empty() || text("PackageCode").len() > 20 {
            return Err("SPIC or PackageCode".into());
        }
        let (tin, pinfl) = (&item["CommissionInfo"]["TIN"], &item["CommissionInfo"]["PINFL"]);
        if tin.as_str().is_none_or(|tin| tin.len() != 9) && pinfl.as_str().is_none_or(|one| one.len() != 14) {
            return Err("CommissionInfo".into());
        }
        let paid = number(item, "Price")? - number(item, "Discount")? - number(item, "Other")?;
        let percent = number(item, "VATPercent")?;
        let vat = (paid as f64 * percent as f64 / (100.0 + percent as f64)).round() as i64;
        if paid < 0 || number(item, "Amount")? <= 0 || (number(item, "VAT")? - vat).abs() > 1 {
            return Err("Price, Amount or VAT".into());
        }
        due += paid;
    }
    let received = number(request, "received_cash")?
        + number(request, "received_card")?
        + number(request, "received_ecash")?;
    if due != received {
        return Err(format!("{due} is due and {received} was received"));
    }
    Ok(())
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<(String, String, String)> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    let (mut auth, mut length) = (String::new(), 0);
    loop {
        let mut text = String::new();
        stream.read_line(&mut text).await.ok()?;
        let Some((name, value)) = text.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "auth" => auth = value.trim().to_owned(),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((line, auth, String::from_utf8_lossy(&body).into_owned()))
}
