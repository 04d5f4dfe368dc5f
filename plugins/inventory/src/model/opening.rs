//! Packages that keep only so long once they are open (PAO): what is open is used up first, and only what is still
//! missing is opened, the earliest expiry first. Nothing is used out of a sealed package.

use pardoz_sdk::time::Day;

use super::layer::Layer;

/// Layers that are open and may still be used on that day.
pub fn opened(layers: &[Layer], day: Day) -> Vec<String> {
    let open = layers.iter().filter(|layer| layer.opened.is_some() && is_usable(layer, day));
    open.map(|layer| layer.id.clone()).collect()
}

/// How much is to be opened of which sealed layer, in whole packages as long as there are whole ones.
pub fn to_open(layers: &[Layer], quantity: i64, package_milli: i64, day: Day) -> Vec<(String, i64)> {
    let usable = || layers.iter().filter(|layer| is_usable(layer, day));
    let open: i64 = usable().filter(|layer| layer.opened.is_some()).map(|layer| layer.quantity).sum();
    let missing = quantity - open;
    if missing <= 0 {
        return Vec::new();
    }
    let mut left = (missing + package_milli - 1) / package_milli * package_milli;
    let mut sealed: Vec<&Layer> = usable().filter(|layer| layer.opened.is_none()).collect();
    sealed.sort_by_key(|layer| (layer.usable_until.is_none(), layer.usable_until, layer.received_at));
    let mut found = Vec::new();
    for layer in sealed {
        if left <= 0 {
            break;
        }
        let quantity = layer.quantity.min(left);
        left -= quantity;
        found.push((layer.id.clone(), quantity));
    }
    found
}

fn is_usable(layer: &Layer, day: Day) -> bool {
    layer.quantity > 0 && layer.usable_until.is_none_or(|until| day <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn layer(id: &str, ml: i64, until: &str, opened: Option<&str>) -> Layer {
        let (until, opened) = (Some(day(until)), opened.map(day));
        Layer { usable_until: until, opened, ..Layer::plain(id, ml * 1000, 500, 1) }
    }

    #[test]
    fn an_open_rest_is_used_up_before_a_sealed_package_that_expires_sooner() {
        let today = day("2026-11-22");
        let shelf = [
            layer("rest", 15, "2026-12-22", Some("2026-11-22")),
            layer("tube", 60, "2026-12-01", None),
            layer("late", 120, "2027-05-01", None),
            layer("gone", 60, "2026-11-21", None),
        ];
        assert_eq!(opened(&shelf, today), ["rest"]);
        assert_eq!(to_open(&shelf, 10_000, 60_000, today), []);
        assert_eq!(to_open(&shelf, 15_000, 60_000, today), []);
        assert_eq!(to_open(&shelf, 16_000, 60_000, today), [("tube".to_owned(), 60_000)]);
        let two = [("tube".to_owned(), 60_000), ("late".to_owned(), 60_000)];
        assert_eq!(to_open(&shelf, 76_000, 60_000, today), two, "whole packages, the earliest expiry first");
        let all = to_open(&shelf, 900_000, 60_000, today);
        assert_eq!(all.iter().map(|(_, quantity)| quantity).sum::<i64>(), 180_000, "what there is");
    }
}
