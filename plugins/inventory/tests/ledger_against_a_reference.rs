//! R-I3 held against a second ledger that is written differently: 100,000 random operation sequences under both
//! methods. After each operation quantity and value of the shelf are what came in less what went out, to the tiyin,
//! the cost of each issue is the reference's, and nothing has value without being there. A sabotaged shelf must be
//! caught, or the test itself would prove nothing.

use plugin_inventory::model::layer::{Known, Layer, Method, Part, Shelf, Taking};

const SEQUENCES: u64 = 100_000;

/// The reference: no layers under average, a queue of lots under FIFO, a debt beside them.
struct Reference {
    method: Method,
    quantity: i128,
    value: i128,
    queue: std::collections::VecDeque<(i128, i128)>,
    debt: (i128, i128),
    known: (i128, i128),
}

fn half_up(numerator: i128, denominator: i128) -> i128 {
    // Both are never negative here.
    if denominator == 0 { 0 } else { (numerator * 2 + denominator) / (denominator * 2) }
}

impl Reference {
    fn receive(&mut self, quantity: i128, value: i128) -> i128 {
        self.known = (value, quantity);
        let paid = quantity.min(self.debt.0);
        let (mut repair, mut rest) = (0, (quantity, value));
        if paid > 0 {
            let really = if paid == quantity { value } else { half_up(value * paid, quantity) };
            let booked =
                if paid == self.debt.0 { self.debt.1 } else { half_up(self.debt.1 * paid, self.debt.0) };
            self.debt = (self.debt.0 - paid, self.debt.1 - booked);
            rest = (quantity - paid, value - really);
            repair = really - booked;
        }
        self.quantity += rest.0;
        self.value += rest.1;
        if rest.0 > 0 {
            self.queue.push_back(rest);
        }
        repair
    }

    fn issue(&mut self, quantity: i128) -> i128 {
        let there = quantity.min(self.quantity);
        let mut cost = match self.method {
            Method::Average => {
                if there == self.quantity {
                    self.value
                } else {
                    half_up(self.value * there, self.quantity)
                }
            }
            Method::Fifo => self.take_oldest(there),
        };
        if there > 0 {
            self.known = (cost, there);
        }
        self.quantity -= there;
        self.value -= cost;
        let missing = quantity - there;
        if missing > 0 {
            let owed = half_up(self.known.0 * missing, self.known.1);
            self.debt = (self.debt.0 + missing, self.debt.1 + owed);
            cost += owed;
        }
        cost
    }

    fn take_oldest(&mut self, quantity: i128) -> i128 {
        let (mut left, mut cost) = (quantity, 0);
        while left > 0 {
            let (there, worth) = self.queue.pop_front().expect("the queue holds what the quantity says");
            if there <= left {
                left -= there;
                cost += worth;
            } else {
                let part = half_up(worth * left, there);
                self.queue.push_front((there - left, worth - part));
                cost += part;
                left = 0;
            }
        }
        cost
    }
}

/// Small and repeatable.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

fn sums(parts: &[Part]) -> (i128, i128) {
    parts.iter().fold((0, 0), |(q, v), part| (q + i128::from(part.quantity), v + i128::from(part.value)))
}

/// One sequence; what is wrong with it, if anything.
fn run(seed: u64, sabotage: bool) -> Result<(), String> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let method = if seed.is_multiple_of(2) { Method::Average } else { Method::Fifo };
    let mut shelf = Shelf { method, layers: Vec::new(), known: Known::default() };
    let mut reference =
        Reference { method, quantity: 0, value: 0, queue: Default::default(), debt: (0, 0), known: (0, 0) };
    let (mut quantity, mut value) = (0i128, 0i128);
    for step in 0..12 {
        let amount = [1, 500, 1_000, 60_000, dice.roll(500_000) as i64 + 1][dice.roll(5) as usize];
        let expected;
        let parts = if dice.roll(2) == 0 {
            let cost = dice.roll(9_000_000) as i64;
            expected = i128::from(cost) - reference.receive(amount.into(), cost.into());
            shelf.put(Layer::plain(format!("l{step:02}"), amount, cost, step))
        } else {
            expected = -reference.issue(amount.into());
            let taking = Taking {
                quantity: amount,
                usable_on: None,
                only: None,
                value: None,
                used: Default::default(),
            };
            shelf.take(taking, "debt", step)
        };
        if sabotage
            && step == 7
            && let Some(layer) = shelf.layers.first_mut()
        {
            layer.value += 1;
        }
        let moved = sums(&parts);
        quantity += moved.0;
        value += moved.1;
        if moved.1 != expected {
            return Err(format!(
                "seed {seed} step {step}: cost {} where the reference says {expected}",
                moved.1
            ));
        }
        let book = (i128::from(shelf.quantity()), i128::from(shelf.value()));
        if book != (quantity, value) {
            return Err(format!(
                "seed {seed} step {step}: the shelf says {book:?}, its parts {quantity} {value}"
            ));
        }
        if book != (reference.quantity - reference.debt.0, reference.value - reference.debt.1) {
            return Err(format!(
                "seed {seed} step {step}: the reference holds another balance than {book:?}"
            ));
        }
        if shelf.layers.iter().any(|layer| layer.quantity == 0 && layer.value != 0) {
            return Err(format!("seed {seed} step {step}: value without goods"));
        }
    }
    Ok(())
}

#[test]
fn r_i3_a_hundred_thousand_sequences_agree_with_the_reference_to_the_tiyin() {
    for seed in 1..=SEQUENCES {
        run(seed, false).unwrap_or_else(|fault| panic!("{fault}"));
    }
}

#[test]
fn the_check_catches_a_shelf_that_loses_a_tiyin() {
    let caught = (1..=200).filter(|seed| run(*seed, true).is_err()).count();
    assert_eq!(caught, 200);
}
