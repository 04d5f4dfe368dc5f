//! What the provider is sent and what it answers: Click's `ofd_data/submit_items` and `ofd_data/<service>/<payment>`
//! (docs.click.uz, Fiscalization). Sums in tiyin, quantities in thousandths.

use serde_json::{Value as Json, json};

use super::receipt::{Body, Form, Position};

/// The tax code of a position (IKPU).
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub spic: String,
    pub package_code: String,
    pub vat_percent: i64,
}

/// Whose receipt it is.
pub struct Seller<'a> {
    pub service_id: i64,
    /// 9 digits: TIN, 14: PINFL.
    pub tin: &'a str,
}

/// Longest name of a position.
const NAME_CHARS: usize = 63;
/// Names end with their unit.
const UNIT: &str = " dona";

/// What a receipt is to another one.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    Nothing,
    /// It undoes this one.
    Returns(&'a Sign),
    /// It pays the debt of this sale.
    Pays(&'a Sign),
}

/// The request; `named`: name and code of each line.
pub fn submit(
    number: i64,
    seller: &Seller<'_>,
    body: &Body,
    named: &[(String, Code)],
    original: To<'_>,
) -> Json {
    let (positions, received) = body.positions();
    let item = |((line, one), (name, code)): ((&super::receipt::Line, &Position), &(String, Code))| {
        json!({
            "Name": called(name),
            "SPIC": code.spic,
            "PackageCode": code.package_code,
            "GoodPrice": line.price_minor,
            "Price": one.gross_minor,
            "Amount": line.quantity_milli,
            "VAT": one.vat_minor(code.vat_percent),
            "VATPercent": code.vat_percent,
            "Discount": one.discount_minor,
            "Other": one.other_minor,
            "CommissionInfo": commission(seller.tin),
        })
    };
    let items: Vec<Json> = body.lines.iter().zip(&positions).zip(named).map(item).collect();
    let mut request = json!({
        "service_id": seller.service_id, "payment_id": number, "items": items, "received_ecash": received.ecash,
        "received_cash": received.cash, "received_card": received.card,
    });
    // The tax committee's own field names: Click's page describes plain sales only.
    let Some(fields) = request.as_object_mut() else { return request };
    match body.form {
        Form::Sale => {}
        Form::Advance => drop(fields.insert("receipt_type".into(), json!(1))),
        Form::Credit => drop(fields.insert("receipt_type".into(), json!(2))),
    }
    if let Some(contract) = &body.contract {
        fields.insert("AdvanceContractID".into(), json!(contract));
    }
    match original {
        To::Nothing => {}
        To::Returns(sign) => {
            fields.insert("is_refund".into(), json!(1));
            fields.insert("RefundInfo".into(), sign.json());
        }
        To::Pays(sale) => drop(fields.insert("SaleReceiptInfo".into(), sale.json())),
    }
    request
}

fn called(name: &str) -> String {
    let short: String = name.chars().take(NAME_CHARS - UNIT.chars().count()).collect();
    format!("{short}{UNIT}")
}

fn commission(tin: &str) -> Json {
    if tin.len() == 14 { json!({ "PINFL": tin }) } else { json!({ "TIN": tin }) }
}

/// Digits of a code of exactly this length?
pub fn is_digits(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the answer to a submission says.
#[derive(Debug, PartialEq)]
pub enum Taken {
    Yes,
    /// In the provider's words.
    No(String),
}

/// Of a body that came with a good status.
pub fn taken(body: &str) -> Taken {
    let answer: Json = serde_json::from_str(body).unwrap_or(Json::Null);
    match answer["error_code"].as_i64() {
        Some(0) => Taken::Yes,
        Some(code) => Taken::No(format!("{code}: {}", answer["error_note"].as_str().unwrap_or_default())),
        None => Taken::No(body.chars().take(200).collect()),
    }
}

/// Does the answer to an ask say that the provider has the payment? Its link may come later.
pub fn knows(body: &str) -> bool {
    let answer: Json = serde_json::from_str(body).unwrap_or(Json::Null);
    answer["paymentId"].as_i64().is_some() && answer["error_code"].as_i64().unwrap_or_default() == 0
}

/// The link of an issued receipt, if the answer holds one that leads to the tax committee.
pub fn link(body: &str) -> Option<String> {
    let answer: Json = serde_json::from_str(body).ok()?;
    let url = answer["qrCodeURL"].as_str()?.trim();
    (url.starts_with("https://") && sign(url).is_some() && url.len() <= 300).then(|| url.to_owned())
}

/// What a receipt is known by: terminal, number, time and fiscal sign, as its link holds them.
#[derive(Debug, PartialEq)]
pub struct Sign {
    pub terminal: String,
    pub receipt: String,
    pub time: String,
    pub sign: String,
}

impl Sign {
    fn json(&self) -> Json {
        json!({
            "TerminalID": self.terminal, "ReceiptSeq": self.receipt, "DateTime": self.time, "FiscalSign": self.sign,
        })
    }
}

pub fn sign(url: &str) -> Option<Sign> {
    let (address, query) = url.split_once('?')?;
    let host = address.strip_prefix("https://")?.split('/').next()?;
    if host != "soliq.uz" && !host.ends_with(".soliq.uz") {
        return None;
    }
    let of = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
            .filter(|value| !value.is_empty())
    };
    Some(Sign { terminal: of("t")?, receipt: of("r")?, time: of("c")?, sign: of("s")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::receipt::{Given, Line};

    const URL: &str = "https://ofd.soliq.uz/epi?t=UZ170703100189&r=643&c=20200518221403&s=248429044289";

    fn body() -> Body {
        let line = Line {
            line_id: "a".into(),
            kind: "service".into(),
            subject: None,
            quantity_milli: 1000,
            price_minor: 505_000,
            total_minor: 505_000,
        };
        Body {
            lines: vec![line],
            tenders: vec![Given { tender: "cash".into(), line_id: None, amount_minor: 505_000 }],
            ..Body::default()
        }
    }

    fn code() -> Code {
        Code { spic: "10306001001000000".into(), package_code: "1501319".into(), vat_percent: 12 }
    }

    #[test]
    fn a_sale_is_written_as_the_provider_published_it() {
        let seller = Seller { service_id: 12, tin: "123456789" };
        let sent = submit(77, &seller, &body(), &[("Soch kesish".into(), code())], To::Nothing);
        assert_eq!(
            sent,
            json!({
                "service_id": 12, "payment_id": 77,
                "items": [{
                    "Name": "Soch kesish dona", "SPIC": "10306001001000000", "PackageCode": "1501319",
                    "GoodPrice": 505_000, "Price": 505_000, "Amount": 1000, "VAT": 54_107, "VATPercent": 12,
                    "Discount": 0, "Other": 0, "CommissionInfo": { "TIN": "123456789" },
                }],
                "received_ecash": 0, "received_cash": 505_000, "received_card": 0,
            })
        );
    }

    #[test]
    fn a_return_names_the_receipt_it_undoes() {
        let seller = Seller { service_id: 12, tin: "12345678901234" };
        let original = sign(URL).unwrap();
        let sent = submit(78, &seller, &body(), &[("x".repeat(90), code())], To::Returns(&original));
        assert_eq!(sent["is_refund"], 1);
        assert_eq!(sent["RefundInfo"]["FiscalSign"], "248429044289");
        assert_eq!(sent["items"][0]["CommissionInfo"], json!({ "PINFL": "12345678901234" }));
        assert_eq!(sent["items"][0]["Name"].as_str().unwrap().chars().count(), 63);
    }

    #[test]
    fn an_advance_and_the_sale_it_pays_for_name_the_same_contract_and_a_payment_names_its_sale() {
        let seller = Seller { service_id: 12, tin: "123456789" };
        let named = [("Oldindan toʻlov".to_owned(), code())];
        let contract = Some("01890a5d-ac96".to_owned());
        let advance = Body { form: Form::Advance, contract: contract.clone(), ..body() };
        let sent = submit(79, &seller, &advance, &named, To::Nothing);
        assert_eq!((&sent["receipt_type"], &sent["AdvanceContractID"]), (&json!(1), &json!("01890a5d-ac96")));
        let sale = submit(80, &seller, &Body { contract, ..body() }, &named, To::Nothing);
        assert_eq!(
            (&sale["receipt_type"], &sale["AdvanceContractID"]),
            (&Json::Null, &json!("01890a5d-ac96"))
        );
        let original = sign(URL).unwrap();
        let credit = Body { form: Form::Credit, ..body() };
        let sent = submit(81, &seller, &credit, &named, To::Pays(&original));
        assert_eq!(sent["receipt_type"], 2);
        assert_eq!(
            (&sent["SaleReceiptInfo"]["ReceiptSeq"], &sent["RefundInfo"]),
            (&json!("643"), &Json::Null)
        );
    }

    #[test]
    fn answers_are_read_and_never_believed_blindly() {
        assert_eq!(taken(r#"{"error_code":0,"error_note":"Success"}"#), Taken::Yes);
        assert_eq!(taken(r#"{"error_code":-4,"error_note":"twice"}"#), Taken::No("-4: twice".into()));
        assert_eq!(taken("<html>"), Taken::No("<html>".into()));
        assert_eq!(link(&json!({ "paymentId": 1, "qrCodeURL": URL }).to_string()).as_deref(), Some(URL));
        assert!(knows(r#"{"paymentId":7,"qrCodeURL":""}"#));
        assert!(!knows(r#"{"error_code":-16,"error_note":"Payment not found"}"#) && !knows("<html>"));
        for bad in [
            "javascript:alert(1)",
            "https://evil.uz/epi?t=1&r=2&c=3&s=4",
            "https://soliq.uz.evil.uz/epi?t=1&r=2&c=3&s=4",
            "https://ofd.soliq.uz/epi?t=1&r=2&c=3",
            "",
        ] {
            assert_eq!(link(&json!({ "qrCodeURL": bad }).to_string()), None, "{bad}");
        }
    }

    #[test]
    fn codes_have_their_digits() {
        assert!(is_digits("10306001001000000", &[17]));
        assert!(!is_digits("1030600100100000x", &[17]) && !is_digits("1", &[17]));
        assert!(is_digits("123456789", &[9, 14]));
    }
}
