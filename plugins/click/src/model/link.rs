//! Where a client pays: Click's page, with everything filled in.

use super::som;

/// `None`: a number of the cabinet is no number, so that no address can be made of it.
pub fn pay(service_id: &str, merchant_id: &str, bill: &str, amount_minor: i64) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = som::text(amount_minor);
    (is_number(service_id) && is_number(merchant_id)).then(|| {
        format!(
            "https://my.click.uz/services/pay?service_id={service_id}&merchant_id={merchant_id}&amount={amount}&transaction_param={bill}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_who_is_paid_for_what_and_how_much() {
        assert_eq!(
            pay("4217", "77", "01a2-b", 98_000_50).as_deref(),
            Some(
                "https://my.click.uz/services/pay?service_id=4217&merchant_id=77&amount=98000.50&transaction_param=01a2-b"
            )
        );
        assert_eq!(pay("4217&x=1", "77", "1", 1), None);
        assert_eq!(pay("", "77", "1", 1), None);
    }
}
