//! A call of Click's: the fields of a form, and what they mean.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::som;

/// The fields as they were sent: the signature covers them to the letter.
pub struct Form(BTreeMap<String, String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Prepare,
    Complete,
}

/// A call whose fields are all there and make sense.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub action: Action,
    /// Click's attempt.
    pub reference: String,
    /// `merchant_trans_id`: a bill's id or number.
    pub bill: String,
    pub amount_minor: i64,
    /// Not 0: what became of the payment at Click's.
    pub error: i64,
    pub error_note: String,
    /// With Complete: the number Prepare was answered with.
    pub prepare_id: Option<i64>,
}

impl Form {
    /// `application/x-www-form-urlencoded`; of a name that comes twice the first counts.
    pub fn read(bytes: &[u8]) -> Self {
        let mut fields = BTreeMap::new();
        for pair in bytes.split(|byte| *byte == b'&') {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()));
            fields.entry(name).or_insert(value);
        }
        Self(fields)
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What the signature covers before and after the secret key.
    pub fn signed(&self) -> (String, String) {
        let get = |name| self.get(name);
        let prepared = if get("action") == "1" { get("merchant_prepare_id") } else { "" };
        let before = format!("{}{}", get("click_trans_id"), get("service_id"));
        let after =
            [get("merchant_trans_id"), prepared, get("amount"), get("action"), get("sign_time")].concat();
        (before, after)
    }

    pub fn request(&self) -> Result<Request, Refusal> {
        let action = match self.get("action") {
            "0" => Action::Prepare,
            "1" => Action::Complete,
            "" => return Err(Refusal::Malformed),
            _ => return Err(Refusal::UnknownAction),
        };
        let reference = self.get("click_trans_id");
        let is_number = (1..=20).contains(&reference.len()) && reference.bytes().all(|b| b.is_ascii_digit());
        let bill = self.get("merchant_trans_id").trim();
        let error = match self.get("error") {
            "" => Ok(0),
            text => text.parse(),
        };
        let prepare_id = match action {
            Action::Prepare => None,
            Action::Complete => {
                Some(self.get("merchant_prepare_id").parse().map_err(|_| Refusal::Malformed)?)
            }
        };
        match (som::minor(self.get("amount")), error) {
            (Some(amount_minor), Ok(error)) if is_number && (1..=64).contains(&bill.len()) => Ok(Request {
                action,
                reference: reference.to_owned(),
                bill: bill.to_owned(),
                amount_minor,
                error,
                error_note: self.get("error_note").chars().take(200).collect(),
                prepare_id,
            }),
            _ => Err(Refusal::Malformed),
        }
    }
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let hex = text.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let code = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (text[at], code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &[u8] = b"click_trans_id=15&service_id=7&merchant_trans_id=107755&merchant_prepare_id=3\
        &amount=98000.0&action=1&error=-5017&error_note=No+money%21&sign_time=2026-11-22%2014:00:01&amount=1";

    #[test]
    fn a_form_is_read_and_the_signature_covers_it_to_the_letter() {
        let form = Form::read(COMPLETE);
        assert_eq!(form.signed(), ("157".into(), "107755398000.012026-11-22 14:00:01".into()));
        let request = form.request().unwrap();
        assert_eq!((request.action, request.amount_minor), (Action::Complete, 98_000_00));
        assert_eq!((request.error, &*request.error_note), (-5017, "No money!"));
        assert_eq!(request.prepare_id, Some(3));
    }

    #[test]
    fn what_makes_no_sense_has_its_code() {
        let code = |bytes: &[u8]| Form::read(bytes).request().map_err(Refusal::code).unwrap_err();
        assert_eq!(code(b""), -8);
        assert_eq!(code(b"click_trans_id=1&merchant_trans_id=1&amount=1&action=2"), -3);
        assert_eq!(code(b"click_trans_id=x&merchant_trans_id=1&amount=1&action=0"), -8);
        assert_eq!(code(b"click_trans_id=1&merchant_trans_id=1&amount=1&action=1"), -8, "no prepare id");
        assert_eq!(code(b"click_trans_id=1&merchant_trans_id=%zz&amount=1,5&action=0"), -8);
    }
}
