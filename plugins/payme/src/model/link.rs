//! Where a client pays: Payme's checkout, with everything filled in.

use super::base64;

/// `account` is the field of Payme's cabinet that carries the bill.
pub fn checkout(
    sandbox: bool,
    merchant: &str,
    account: &str,
    bill: &str,
    amount_minor: i64,
    locale: &str,
) -> String {
    let host = if sandbox { "test.paycom.uz" } else { "checkout.paycom.uz" };
    let said = format!("m={merchant};ac.{account}={bill};a={amount_minor};l={locale}");
    format!("https://{host}/{}", base64::encode(said.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_who_is_paid_for_what_and_how_much() {
        let link = checkout(false, "5e730e8e0b852a417aa49ceb", "bill", "107755", 98_000_00, "uz");
        let coded = link.strip_prefix("https://checkout.paycom.uz/").unwrap();
        let said = String::from_utf8(base64::decode(coded).unwrap()).unwrap();
        assert_eq!(said, "m=5e730e8e0b852a417aa49ceb;ac.bill=107755;a=9800000;l=uz");
        assert!(checkout(true, "m", "bill", "1", 1, "ru").starts_with("https://test.paycom.uz/"));
    }
}
