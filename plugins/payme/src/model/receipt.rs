//! What stands on the fiscal receipt that Payme prints: `detail` of CheckPerformTransaction.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

/// A bill's line, as finance@1 says it.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub kind: String,
    pub name: String,
    pub quantity_milli: i64,
    pub price_minor: i64,
    pub discount_minor: i64,
    pub total_minor: i64,
}

/// IKPU (17 digits) and package code of a kind of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    pub code: String,
    pub package: String,
}

/// `None`: a line has no code, or the lines are not what is paid (another tender pays a part, or a desk rounded).
/// Half a receipt would be a wrong one.
pub fn detail(
    lines: &[Line],
    amount_minor: i64,
    vat_percent: i64,
    code: impl Fn(&str) -> Code,
) -> Option<Json> {
    if lines.iter().map(|line| line.total_minor).sum::<i64>() != amount_minor {
        return None;
    }
    let mut items = Vec::new();
    for line in lines {
        let Code { code, package } = code(&line.kind);
        if code.is_empty() {
            return None;
        }
        // Payme counts whole pieces; a part of one is a piece of its own.
        let whole = line.quantity_milli % 1000 == 0;
        let (price, count) =
            if whole { (line.price_minor, line.quantity_milli / 1000) } else { (line.total_minor, 1) };
        let mut item = json!({ "title": line.name, "price": price, "count": count, "code": code, "vat_percent": vat_percent });
        if !package.is_empty() {
            item["package_code"] = json!(package);
        }
        let discount = price * count - line.total_minor;
        if discount > 0 {
            item["discount"] = json!(discount);
        }
        items.push(item);
    }
    Some(json!({ "receipt_type": 0, "items": items }))
}

/// 17 digits.
pub fn is_ikpu(text: &str) -> bool {
    text.len() == 17 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, quantity_milli: i64, price_minor: i64, discount_minor: i64) -> Line {
        let total_minor = price_minor * quantity_milli / 1000 - discount_minor;
        Line {
            kind: kind.into(),
            name: "Soch olish".into(),
            quantity_milli,
            price_minor,
            discount_minor,
            total_minor,
        }
    }

    fn code(kind: &str) -> Code {
        match kind {
            "service" => Code { code: "10305008003000000".into(), package: "1511279".into() },
            _ => Code::default(),
        }
    }

    #[test]
    fn items_sum_to_what_is_paid_to_the_tiyin() {
        let lines = [line("service", 2_000, 150_000_00, 20_000_00), line("service", 1_500, 33_333, 0)];
        let amount = lines.iter().map(|line| line.total_minor).sum();
        let detail = detail(&lines, amount, 12, code).unwrap();
        let items = detail["items"].as_array().unwrap();
        let number = |item: &Json, name: &str| item[name].as_i64().unwrap_or_default();
        let sum: i64 =
            items.iter().map(|i| number(i, "price") * number(i, "count") - number(i, "discount")).sum();
        assert_eq!(sum, amount);
        assert_eq!(
            (items[0]["package_code"].as_str(), items[0]["vat_percent"].as_i64()),
            (Some("1511279"), Some(12))
        );
    }

    #[test]
    fn half_a_receipt_is_none() {
        let lines = [line("service", 1_000, 100_00, 0), line("product", 1_000, 50_00, 0)];
        assert_eq!(detail(&lines, 150_00, 12, code), None, "a product without a code");
        assert_eq!(detail(&lines[..1], 90_00, 12, code), None, "a certificate pays the rest");
        assert!(
            is_ikpu("10305008003000000") && !is_ikpu("1030500800300000") && !is_ikpu("1030500800300000x")
        );
    }
}
