//! R-B1 for the client, on generated days: whatever is booked, moved or refused in whatever order, nobody sits in two
//! chairs at once, and nobody is refused who would not. The judge knows nothing but minutes.

use std::collections::BTreeMap;

use plugin_booking::model::interval::MINUTE;
use plugin_booking::model::occupancy::{Occupancy, Shape, client_time};
use proptest::prelude::*;

const DAY: usize = 1600;

/// Somebody asks for services one after another: start, and how each passes.
#[derive(Clone, Debug)]
struct Wish {
    client: usize,
    start: i64,
    services: Vec<Shape>,
    /// The visit (by number) that is moved there instead of a new one.
    moves: Option<usize>,
}

fn shape() -> impl Strategy<Value = Shape> {
    (0i64..20, 5i64..60, 0i64..40, 0i64..40, 0i64..20).prop_map(
        |(before, active, processing, finish, after)| {
            let (processing, finish) = if processing < 10 { (0, 0) } else { (processing, finish) };
            Shape { before, active, processing, finish, after }
        },
    )
}

fn wish() -> impl Strategy<Value = Wish> {
    let services = prop::collection::vec(shape(), 1..4);
    (0usize..3, 0i64..1000, services, prop::option::weighted(0.3, 0usize..8))
        .prop_map(|(client, start, services, moves)| Wish { client, start, services, moves })
}

/// The services as lines; between two of one master their buffers stand.
fn lines(wish: &Wish) -> Vec<Occupancy> {
    let mut lines: Vec<Occupancy> = Vec::new();
    for shape in &wish.services {
        let from = lines.last().map_or(wish.start * MINUTE, |last: &Occupancy| {
            last.end() + (last.shape.after + shape.before) * MINUTE
        });
        lines.push(Occupancy::new(from, *shape));
    }
    lines
}

/// Minutes in which the client of these services sits in the salon: each service's own, and the waits between.
fn minutes(wish: &Wish) -> Vec<bool> {
    let mut day = vec![false; DAY];
    let mut at = wish.start;
    for (nth, shape) in wish.services.iter().enumerate() {
        if nth > 0 {
            let pause = wish.services[nth - 1].after + shape.before;
            day[at as usize..(at + pause) as usize].fill(true);
            at += pause;
        }
        let long = shape.active + shape.processing + shape.finish;
        day[at as usize..(at + long) as usize].fill(true);
        at += long;
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_sits_in_two_chairs_and_nobody_is_refused_in_vain(wishes in prop::collection::vec(wish(), 1..25)) {
        let mut booked: BTreeMap<usize, Wish> = BTreeMap::new();
        for (number, wish) in wishes.into_iter().enumerate() {
            let (key, wish) = match wish.moves.and_then(|at| booked.get(&at).map(|old| (at, old.clone()))) {
                Some((at, old)) => (at, Wish { start: wish.start, ..old }),
                None => (number, wish),
            };
            let time = client_time(&lines(&wish)).expect("a visit has lines");
            let mut others = booked.iter().filter(|(other, old)| **other != key && old.client == wish.client);
            let refused = others.any(|(_, old)| client_time(&lines(old)).expect("lines").overlaps(time));

            let taken = minutes(&wish);
            let clash = booked.iter().filter(|(other, old)| **other != key && old.client == wish.client).any(
                |(_, old)| minutes(old).iter().zip(&taken).any(|(a, b)| *a && *b),
            );
            prop_assert_eq!(refused, clash, "R-B1: {:?}", wish);
            if !refused {
                booked.insert(key, wish);
            }
        }
    }
}

#[test]
fn a_rule_that_forgets_the_processing_is_caught() {
    let colouring = Shape { active: 40, processing: 35, finish: 30, ..Shape::default() };
    let wish = Wish { client: 0, start: 600, services: vec![colouring], moves: None };
    let busy = Occupancy::new(600 * MINUTE, colouring).busy();
    let of_master: i64 = busy.iter().map(|part| part.minutes()).sum();
    let of_client = minutes(&wish).iter().filter(|minute| **minute).count() as i64;
    assert_eq!((of_master, of_client), (70, 105), "the judge tells the master's time from the client's");
}
