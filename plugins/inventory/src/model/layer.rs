//! R-I3: what an issue costs and what a receipt repairs, for one item in one store.
//!
//! A store holds an item in *layers*: what one receipt brought, with its lot and expiry. Under moving average all
//! layers have one unit cost (their values are spread again after each change); under FIFO each keeps its own.
//! What was issued without being there is a layer below zero, the *debt*, valued at the last known cost. So the sum of
//! layers is the balance, in quantity and in value, under both methods and at every moment.

use pardoz_sdk::money;
use pardoz_sdk::time::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Average,
    Fifo,
}

/// Layers are known by a text: the database's id, or the number of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    pub id: String,
    pub quantity: i64,
    pub value: i64,
    pub received_at: i64,
    pub lot: Option<String>,
    pub expires: Option<Day>,
    pub opened: Option<Day>,
    /// Last day of use: by its expiry or by its opening.
    pub usable_until: Option<Day>,
}

/// A cost known as so much for so many: what something issued without stock costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Known {
    pub value: i64,
    pub quantity: i64,
}

impl Known {
    pub fn of(self, quantity: i64) -> i64 {
        if self.quantity <= 0 { 0 } else { share(self.value, quantity, self.quantity) }
    }
}

/// What happened to one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub layer: String,
    /// Negative = went out. 0 = only the value changed (a debt trued up).
    pub quantity: i64,
    pub value: i64,
}

/// An item in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub method: Method,
    pub layers: Vec<Layer>,
    pub known: Known,
}

/// What is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    pub quantity: i64,
    /// What is usable on this day only; `None` = anything, expired things too (write-off, stocktake, transfer).
    pub usable_on: Option<Day>,
    /// These layers and no others: a transfer arrives, a receipt is taken back.
    pub only: Option<&'a [String]>,
    /// With a value of its own: a receipt is taken back for what it cost.
    pub value: Option<i64>,
    /// With such a value: what left since those goods came, at the average they moved.
    pub used: Known,
}

impl Shelf {
    pub fn quantity(&self) -> i64 {
        self.layers.iter().map(|layer| layer.quantity).sum()
    }

    pub fn value(&self) -> i64 {
        self.layers.iter().map(|layer| layer.value).sum()
    }

    /// What could be used on that day.
    pub fn usable(&self, day: Day) -> i64 {
        self.layers.iter().filter(|layer| is_usable(layer, Some(day))).map(|layer| layer.quantity).sum()
    }

    /// What so many would cost now: of the goods that are there, else as last known.
    pub fn cost_of(&self, quantity: i64) -> i64 {
        let (there, worth) = self.pool();
        if there > 0 { share(worth, quantity, there) } else { self.known.of(quantity) }
    }

    /// Quantity and value of what is really there, debts aside.
    fn pool(&self) -> (i64, i64) {
        let there = self.layers.iter().filter(|layer| layer.quantity > 0);
        there.fold((0, 0), |(q, v), layer| (q + layer.quantity, v + layer.value))
    }

    /// Takes goods: the earliest expiry first, opened packages before sealed ones, then the oldest. What is missing
    /// becomes a debt at the last known cost in the layer `debt_id`. Parts sum to the quantity and to the cost. Goods
    /// that go for a value of their own go for all of it; what the shelf gives otherwise is a part with quantity 0.
    pub fn take(&mut self, taking: Taking<'_>, debt_id: &str, now: i64) -> Vec<Part> {
        let mut order: Vec<usize> = (0..self.layers.len()).filter(|&at| self.may_take(at, taking)).collect();
        order.sort_by(|&a, &b| rank(&self.layers[a]).cmp(&rank(&self.layers[b])));
        let mut left = taking.quantity;
        let mut from: Vec<(usize, i64)> = Vec::new();
        for at in order {
            let quantity = self.layers[at].quantity.min(left);
            if quantity > 0 {
                from.push((at, quantity));
                left -= quantity;
            }
        }
        let values = self.values_of(&from, taking);
        let given: i64 = values.iter().sum();
        let mut parts = Vec::new();
        for ((at, quantity), value) in from.into_iter().zip(values) {
            let layer = &mut self.layers[at];
            layer.quantity -= quantity;
            layer.value -= value;
            parts.push(Part { layer: layer.id.clone(), quantity: -quantity, value: -value });
        }
        if let Some(asked) = taking.asked(taking.quantity - left).filter(|asked| *asked != given)
            && let Some(first) = parts.first_mut()
        {
            first.value -= asked - given;
            let repair = Part { layer: first.layer.clone(), quantity: 0, value: asked - given };
            parts.push(repair);
        }
        if let Some(known) = unit(&parts) {
            self.known = known;
        }
        if left > 0 {
            parts.push(self.owe(left, debt_id, now));
        }
        self.spread();
        parts
    }

    fn may_take(&self, at: usize, taking: Taking<'_>) -> bool {
        let layer = &self.layers[at];
        let named = taking.only.is_none_or(|only| only.contains(&layer.id));
        layer.quantity > 0 && named && is_usable(layer, taking.usable_on)
    }

    /// The last unit takes all remaining value (R-I3), of a layer under FIFO and of the whole under average.
    fn values_of(&self, from: &[(usize, i64)], taking: Taking<'_>) -> Vec<i64> {
        let quantities: Vec<i64> = from.iter().map(|(_, quantity)| *quantity).collect();
        let taken: i64 = quantities.iter().sum();
        let (there, worth) = self.pool();
        if taken == 0 {
            return Vec::new();
        }
        if let Some(asked) = taking.asked(taken) {
            let value = match self.method {
                Method::Average => worth - rest_without(asked, (there, worth), there - taken, taking.used),
                Method::Fifo if taken == there => worth,
                Method::Fifo => asked.min(worth),
            };
            return self.fitting(from, value, &quantities);
        }
        match self.method {
            Method::Average => self.fitting(from, share(worth, taken, there), &quantities),
            Method::Fifo => from
                .iter()
                .map(|&(at, quantity)| share(self.layers[at].value, quantity, self.layers[at].quantity))
                .collect(),
        }
    }

    /// A value spread over the layers it comes from; a layer that ends gives all it has where the total allows it.
    fn fitting(&self, from: &[(usize, i64)], value: i64, quantities: &[i64]) -> Vec<i64> {
        let whole: i64 = from.iter().map(|(at, _)| self.layers[*at].value).sum();
        if value == whole {
            return from.iter().map(|(at, _)| self.layers[*at].value).collect();
        }
        money::split(value, quantities)
    }

    fn owe(&mut self, quantity: i64, debt_id: &str, now: i64) -> Part {
        let value = self.known.of(quantity);
        match self.layers.iter_mut().find(|layer| layer.quantity < 0) {
            Some(debt) => {
                debt.quantity -= quantity;
                debt.value -= value;
                Part { layer: debt.id.clone(), quantity: -quantity, value: -value }
            }
            None => {
                self.layers.push(Layer::debt(debt_id, quantity, value, now));
                Part { layer: debt_id.to_owned(), quantity: -quantity, value: -value }
            }
        }
    }

    /// Puts goods in. They pay what is owed first: what was issued at the last known cost is trued up to what it
    /// really cost (a part with quantity 0), and only the rest lies on the shelf.
    pub fn put(&mut self, goods: Layer) -> Vec<Part> {
        let mut parts = vec![Part { layer: goods.id.clone(), quantity: goods.quantity, value: goods.value }];
        if goods.quantity > 0 {
            self.known = Known { value: goods.value, quantity: goods.quantity };
        }
        let mut goods = goods;
        if let Some(at) = self.layers.iter().position(|layer| layer.quantity < 0) {
            let owed = self.layers[at].clone();
            let paid = goods.quantity.min(-owed.quantity);
            let really = share(goods.value, paid, goods.quantity);
            let booked = share(-owed.value, paid, -owed.quantity);
            // The goods go through their own layer into the debt's, so that each layer is the sum of its parts.
            parts.push(Part { layer: goods.id.clone(), quantity: -paid, value: -really });
            parts.push(Part { layer: owed.id.clone(), quantity: paid, value: really });
            parts.push(Part { layer: owed.id, quantity: 0, value: booked - really });
            goods.quantity -= paid;
            goods.value -= really;
            self.layers[at].quantity += paid;
            self.layers[at].value += booked;
        }
        match self.layers.iter_mut().find(|layer| layer.id == goods.id) {
            Some(there) => {
                there.quantity += goods.quantity;
                there.value += goods.value;
            }
            None => self.layers.push(goods),
        }
        self.spread();
        parts
    }

    /// Opens a package: as much as it holds goes from a sealed layer into one with its own last day.
    pub fn open(&mut self, from: &str, quantity: i64, opened: Layer) -> Vec<Part> {
        let Some(at) = self.layers.iter().position(|layer| layer.id == from && layer.quantity > 0) else {
            return Vec::new();
        };
        let quantity = quantity.min(self.layers[at].quantity);
        let value = share(self.layers[at].value, quantity, self.layers[at].quantity);
        self.layers[at].quantity -= quantity;
        self.layers[at].value -= value;
        let id = opened.id.clone();
        self.layers.push(Layer { quantity, value, ..opened });
        self.spread();
        vec![
            Part { layer: from.to_owned(), quantity: -quantity, value: -value },
            Part { layer: id, quantity, value },
        ]
    }

    /// Under average every layer has the same unit cost again. A layer that is empty has no value under either method:
    /// the tiyin that rounding left there goes to what remains.
    fn spread(&mut self) {
        let mut rest = 0;
        for layer in self.layers.iter_mut().filter(|layer| layer.quantity == 0) {
            rest += std::mem::take(&mut layer.value);
        }
        let there: Vec<usize> = (0..self.layers.len()).filter(|&at| self.layers[at].quantity > 0).collect();
        let Some(&first) = there.first() else { return };
        self.layers[first].value += rest;
        if self.method == Method::Average {
            let (_, worth) = self.pool();
            let weights: Vec<i64> = there.iter().map(|&at| self.layers[at].quantity).collect();
            for (at, value) in there.into_iter().zip(money::split(worth, &weights)) {
                self.layers[at].value = value;
            }
        }
    }
}

impl Taking<'_> {
    /// The value of its own for so many of what is to be taken.
    fn asked(&self, taken: i64) -> Option<i64> {
        self.value.map(|value| share(value, taken, self.quantity))
    }
}

/// What `stays` of the goods that are there are worth once goods for `asked` never came: with what left since they
/// stand at the average of everything else. That average was wrong all the while, so what left cost otherwise too.
fn rest_without(asked: i64, (there, worth): (i64, i64), stays: i64, used: Known) -> i64 {
    if stays == 0 {
        return 0;
    }
    debug_assert!(stays <= there);
    share(worth + used.value - asked, stays, stays + used.quantity.max(0)).clamp(0, worth.max(0))
}

impl Layer {
    /// Goods without lot or expiry.
    pub fn plain(id: impl Into<String>, quantity: i64, value: i64, received_at: i64) -> Self {
        Self {
            id: id.into(),
            quantity,
            value,
            received_at,
            lot: None,
            expires: None,
            opened: None,
            usable_until: None,
        }
    }

    fn debt(id: &str, quantity: i64, value: i64, at: i64) -> Self {
        Self::plain(id, -quantity, -value, at)
    }
}

fn is_usable(layer: &Layer, on: Option<Day>) -> bool {
    layer.quantity > 0 && on.is_none_or(|day| layer.usable_until.is_none_or(|until| day <= until))
}

/// Earliest expiry first; then opened before sealed, oldest first.
fn rank(layer: &Layer) -> (bool, Option<Day>, bool, i64, &str) {
    (layer.usable_until.is_none(), layer.usable_until, layer.opened.is_none(), layer.received_at, &layer.id)
}

/// The unit cost of what went out.
fn unit(parts: &[Part]) -> Option<Known> {
    let quantity: i64 = parts.iter().map(|part| -part.quantity).sum();
    let value: i64 = parts.iter().map(|part| -part.value).sum();
    (quantity > 0).then_some(Known { value, quantity })
}

/// round(value × part / whole) to a tiyin, half-up.
pub fn share(value: i64, part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    if part == whole {
        return value;
    }
    let exact = i128::from(value) * i128::from(part);
    let (exact, whole) = if whole < 0 { (-exact, -i128::from(whole)) } else { (exact, i128::from(whole)) };
    let half = if exact < 0 { -whole } else { whole };
    ((2 * exact + half) / (2 * whole)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(method: Method) -> Shelf {
        Shelf { method, layers: Vec::new(), known: Known::default() }
    }

    fn taking(quantity: i64) -> Taking<'static> {
        Taking { quantity, usable_on: None, only: None, value: None, used: Known::default() }
    }

    fn cost(parts: &[Part]) -> i64 {
        -parts.iter().map(|part| part.value).sum::<i64>()
    }

    #[test]
    fn r_i3_the_worked_average() {
        // 200 ml for 100 000, then 100 ml for 65 000; issue 45 ml: 24 750, left 255 ml for 140 250.
        let mut shelf = shelf(Method::Average);
        shelf.put(Layer::plain("a", 200_000, 100_000_00, 1));
        shelf.put(Layer::plain("b", 100_000, 65_000_00, 2));
        let parts = shelf.take(taking(45_000), "debt", 3);
        assert_eq!(cost(&parts), 24_750_00);
        assert_eq!((shelf.quantity(), shelf.value()), (255_000, 140_250_00));
    }

    #[test]
    fn r_i3_fifo_takes_the_oldest_first_and_a_return_comes_back_at_its_cost() {
        let mut shelf = shelf(Method::Fifo);
        shelf.put(Layer::plain("a", 200_000, 100_000_00, 1));
        shelf.put(Layer::plain("b", 100_000, 65_000_00, 2));
        let parts = shelf.take(taking(220_000), "debt", 3);
        assert_eq!(cost(&parts), 113_000_00);
        assert_eq!(parts.len(), 2);
        shelf.put(Layer::plain("b", 20_000, 13_000_00, 4));
        assert_eq!((shelf.quantity(), shelf.value()), (100_000, 65_000_00));
    }

    #[test]
    fn r_i3_the_last_unit_takes_all_that_is_left() {
        for method in [Method::Average, Method::Fifo] {
            let mut shelf = shelf(method);
            shelf.put(Layer::plain("a", 3_000, 100, 1));
            let costs: Vec<i64> = (0..3).map(|_| cost(&shelf.take(taking(1_000), "debt", 2))).collect();
            assert_eq!(costs.iter().sum::<i64>(), 100, "{method:?}");
            assert_eq!((shelf.quantity(), shelf.value()), (0, 0));
        }
    }

    #[test]
    fn r_i3_what_is_missing_goes_out_at_the_last_known_cost_and_is_trued_up() {
        for method in [Method::Average, Method::Fifo] {
            let mut shelf = shelf(method);
            shelf.put(Layer::plain("a", 10_000, 1_000_00, 1));
            let parts = shelf.take(taking(14_000), "debt", 2);
            assert_eq!(cost(&parts), 1_400_00);
            assert_eq!((shelf.quantity(), shelf.value()), (-4_000, -400_00));
            // Ten more at 120 each: the four owed cost 80 more than was booked.
            let parts = shelf.put(Layer::plain("b", 10_000, 1_200_00, 3));
            let repair: i64 = parts.iter().filter(|part| part.quantity == 0).map(|part| part.value).sum();
            assert_eq!(repair, -80_00);
            assert_eq!((shelf.quantity(), shelf.value()), (6_000, 720_00));
            assert_eq!(cost(&parts), -(1_200_00 - 80_00));
        }
    }

    #[test]
    fn the_earliest_expiry_goes_first_and_what_is_expired_is_not_used() {
        let day = |text| Day::parse(text).unwrap();
        let mut shelf = shelf(Method::Fifo);
        for (id, until) in [
            ("late", Some("2027-05-01")),
            ("never", None),
            ("soon", Some("2026-12-01")),
            ("gone", Some("2026-11-01")),
        ] {
            let until = until.map(day);
            shelf.put(Layer { usable_until: until, ..Layer::plain(id, 1_000, 500, 1) });
        }
        let today = day("2026-11-22");
        assert_eq!(shelf.usable(today), 3_000);
        let parts = shelf.take(Taking { usable_on: Some(today), ..taking(2_500) }, "debt", 2);
        let order: Vec<&str> = parts.iter().map(|part| part.layer.as_str()).collect();
        assert_eq!(order, ["soon", "late", "never"]);
        let parts = shelf.take(Taking { usable_on: Some(today), ..taking(1_000) }, "debt", 2);
        assert_eq!(parts.iter().map(|part| part.layer.as_str()).collect::<Vec<_>>(), ["never", "debt"]);
        assert_eq!(shelf.quantity(), 500, "the expired one lies there until it is written off");
        let parts = shelf.take(taking(1_000), "debt", 3);
        assert_eq!(parts[0].layer, "gone");
    }

    #[test]
    fn a_receipt_taken_back_leaves_what_was_before_it() {
        let mut shelf = shelf(Method::Average);
        shelf.put(Layer::plain("a", 200_000, 100_000_00, 1));
        shelf.put(Layer::plain("b", 100_000, 65_000_00, 2));
        let only = ["b".to_owned()];
        let back = Taking { only: Some(&only), value: Some(65_000_00), ..taking(100_000) };
        assert_eq!(cost(&shelf.take(back, "debt", 3)), 65_000_00);
        assert_eq!((shelf.quantity(), shelf.value()), (200_000, 100_000_00));
    }

    #[test]
    fn a_receipt_taken_back_after_use_leaves_the_rest_and_the_use_at_what_they_cost_without_it() {
        // 10 for 1 000, 10 for 2 000 by mistake, then some are used at the average of both.
        for (used, left, repair) in [(10_000, 0, 500_00), (5_000, 500_00, 250_00), (0, 1_000_00, 0)] {
            let mut shelf = shelf(Method::Average);
            shelf.put(Layer::plain("a", 10_000, 1_000_00, 1));
            shelf.put(Layer::plain("b", 10_000, 2_000_00, 2));
            let cost = cost(&shelf.take(taking(used), "debt", 3));
            let only = ["b".to_owned()];
            let used = Known { value: cost, quantity: used };
            let back = Taking { only: Some(&only), value: Some(2_000_00), used, ..taking(10_000) };
            let parts = shelf.take(back, "debt", 4);
            let gross: i64 = parts.iter().filter(|part| part.quantity != 0).map(|part| part.value).sum();
            assert_eq!(gross, -2_000_00, "the supplier takes back his whole price");
            let told: i64 = parts.iter().filter(|part| part.quantity == 0).map(|part| part.value).sum();
            assert_eq!((shelf.value(), told), (left, repair));
        }
    }

    #[test]
    fn a_package_is_opened_without_a_change_of_quantity_or_value() {
        for method in [Method::Average, Method::Fifo] {
            let mut shelf = shelf(method);
            shelf.put(Layer::plain("a", 180_000, 85_000_01, 1));
            let opened = Layer { opened: Day::parse("2026-11-22").ok(), ..Layer::plain("o", 0, 0, 1) };
            let parts = shelf.open("a", 60_000, opened);
            assert_eq!(parts.iter().map(|part| part.quantity).sum::<i64>(), 0);
            assert_eq!(parts.iter().map(|part| part.value).sum::<i64>(), 0);
            assert_eq!((shelf.quantity(), shelf.value()), (180_000, 85_000_01));
        }
    }
}
