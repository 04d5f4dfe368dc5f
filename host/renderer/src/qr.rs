//! A square that a phone reads: links and codes as one SVG path, drawn in one place for every module.

use fast_qr::{ECL, QRBuilder};

/// Light modules around the square, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// `<svg>` of `side` pixels; `None` if the text is longer than any square holds. `label` is said by screen readers.
/// Black on white in every theme: a scanner does not know the dark.
pub(crate) fn svg(text: &str, label: &str, side: u64) -> Option<String> {
    let square = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let modules = square.size;
    let mut path = String::new();
    for y in 0..modules {
        let row = &square[y];
        let mut x = 0;
        while x < modules {
            let run = (x..modules).take_while(|&at| row[at].value()).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    let (whole, label) = (modules + 2 * QUIET, crate::escape_html(label));
    Some(format!(
        "<svg class=\"qr\" width=\"{side}\" height=\"{side}\" viewBox=\"0 0 {whole} {whole}\" role=\"img\" aria-label=\"{label}\">\
         <path d=\"M0 0h{whole}v{whole}H0z\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_the_smallest_square_with_its_quiet_zone() {
        let drawn = svg("PARDOZ", "a \"card\"", 72).unwrap();
        assert!(drawn.contains("viewBox=\"0 0 29 29\"") && drawn.contains("a &quot;card&quot;"), "{drawn}");
        assert!(
            drawn.contains("M4 4h7v1h-7z"),
            "the corner's finder pattern stands where it should: {drawn}"
        );
    }

    #[test]
    fn a_link_grows_the_square_and_a_book_has_none() {
        let link = format!("https://checkout.paycom.uz/{}", "bT1h".repeat(40));
        assert!(svg(&link, "", 176).is_some());
        assert_eq!(svg(&"x".repeat(5_000), "", 176), None);
    }
}
