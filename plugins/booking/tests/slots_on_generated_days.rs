//! R-B1, R-B2 on generated days, against an implementation that knows nothing but minutes: a day is an array, a
//! start is tried at every minute, nothing is an interval.

use plugin_booking::model::interval::{Interval, MINUTE};
use plugin_booking::model::occupancy::{Calendar, Occupancy, Shape};
use plugin_booking::model::slots::{Mode, Wish, starts};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// Minutes of the generated day, with room for buffers that run past a shift.
const DAY: i64 = 1600;

#[derive(Clone, Debug)]
struct Case {
    shifts: Vec<(i64, i64)>,
    pauses: Vec<(i64, i64)>,
    taken: Vec<(i64, Shape)>,
    service: Shape,
    step: i64,
    sellable: i64,
    past_shift: bool,
}

/// What one minute of the master's day is.
#[derive(Clone, Copy, Default)]
struct Minute {
    works: bool,
    busy: bool,
}

/// The naive day.
fn minutes(case: &Case) -> Vec<Minute> {
    let mut day = vec![Minute::default(); DAY as usize];
    for at in 0..DAY {
        let minute = &mut day[at as usize];
        minute.works = case.shifts.iter().any(|(from, to)| (*from..*to).contains(&at))
            && !case.pauses.iter().any(|(from, to)| (*from..*to).contains(&at));
        minute.busy = case.taken.iter().any(|(start, shape)| is_busy(*start, *shape, at));
    }
    day
}

/// Is the master busy with this line at that minute?
fn is_busy(start: i64, shape: Shape, at: i64) -> bool {
    let into = at - start;
    if into < -shape.before || into >= shape.duration() + shape.after {
        return false;
    }
    !(into >= shape.active && into < shape.active + shape.processing)
}

/// Does any minute of the one line touch the other at all (buffers and processing included)?
fn touches(a: (i64, Shape), b: (i64, Shape)) -> bool {
    let within = |(start, shape): (i64, Shape), at: i64| {
        at >= start - shape.before && at < start + shape.duration() + shape.after
    };
    (0..DAY).any(|at| within(a, at) && within(b, at))
}

/// Does the one line lie whole in minutes that the other only processes?
fn inside(inner: (i64, Shape), outer: (i64, Shape)) -> bool {
    let (start, shape) = inner;
    (start - shape.before..start + shape.duration() + shape.after).all(|at| {
        let into = at - outer.0;
        into >= outer.1.active && into < outer.1.active + outer.1.processing
    })
}

fn fits(case: &Case, day: &[Minute], start: i64) -> bool {
    let shape = case.service;
    let (from, to) = (start - shape.before, start + shape.duration() + shape.after);
    if from < 0 || to > DAY {
        return false;
    }
    let end = start + shape.duration();
    // The shift's last minute is the work's last: only then may the buffer run on.
    let shift_ends =
        |at: i64| case.shifts.iter().any(|(_, to)| *to == at) && !case.shifts.iter().any(|(f, _)| *f == at);
    let mut past_end = false;
    for at in from..to {
        if at >= end && shift_ends(at) && case.past_shift {
            past_end = true;
        }
        if !day[at as usize].works && !past_end {
            return false;
        }
        let processing = at >= start + shape.active && at < start + shape.active + shape.processing;
        if day[at as usize].busy && !processing {
            return false;
        }
    }
    case.taken.iter().all(|line| {
        let new = (start, shape);
        !touches(*line, new) || inside(new, *line) || inside(*line, new)
    })
}

/// Every minute that the mode may offer; `Optimal` by the letter of the rule.
fn naive(case: &Case, mode: Mode) -> Vec<i64> {
    let day = minutes(case);
    let free = |at: i64| (0..DAY).contains(&at) && day[at as usize].works && !day[at as usize].busy;
    let begins = |at: i64| free(at) && !free(at - 1);
    let all: Vec<i64> = (0..DAY).filter(|start| fits(case, &day, *start)).collect();
    match mode {
        Mode::Grid => all.into_iter().filter(|start| start % case.step == 0).collect(),
        Mode::Dynamic => {
            let by_edge = |start: &i64| start % case.step == 0 || begins(start - case.service.before);
            all.into_iter().filter(by_edge).collect()
        }
        Mode::Optimal => unreachable!("compared by its own properties below"),
    }
}

fn calendar(case: &Case) -> Calendar {
    let of = |pairs: &[(i64, i64)]| -> Vec<Interval> {
        pairs.iter().map(|(from, to)| Interval::new(from * MINUTE, to * MINUTE)).collect()
    };
    let taken = case.taken.iter().map(|(start, shape)| Occupancy::new(start * MINUTE, *shape)).collect();
    Calendar::new(&of(&case.shifts), &of(&case.pauses), taken, case.past_shift)
}

fn offered(case: &Case, mode: Mode) -> Vec<i64> {
    let grid: Vec<i64> = (0..DAY).filter(|at| at % case.step == 0).map(|at| at * MINUTE).collect();
    let wish = Wish { chain: &[case.service], mode, grid: &grid, sellable: case.sellable };
    starts(&calendar(case), wish).iter().map(|slot| slot.start / MINUTE).collect()
}

fn shape() -> impl Strategy<Value = Shape> {
    (0..20i64, 5..70i64, prop_oneof![Just(0i64), 10..60i64], 5..40i64, 0..20i64).prop_map(
        |(before, active, processing, finish, after)| Shape {
            before,
            active,
            processing,
            finish: if processing == 0 { 0 } else { finish },
            after,
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let shifts = (400..700i64, 200..600i64, 20..100i64, 60..200i64, any::<bool>()).prop_map(
        |(from, length, pause, second, two)| {
            let first = (from, from + length);
            if two { vec![first, (first.1 + pause, first.1 + pause + second)] } else { vec![first] }
        },
    );
    let pauses = proptest::collection::vec((400..1200i64, 10..90i64), 0..3)
        .prop_map(|list| list.into_iter().map(|(from, length)| (from, from + length)).collect());
    let taken = proptest::collection::vec((420..1250i64, shape()), 0..6);
    (shifts, pauses, taken, shape(), 5..60i64, 10..90i64, any::<bool>()).prop_map(
        |(shifts, pauses, wishes, service, step, sellable, past_shift)| {
            // A calendar never holds lines that do not stand together.
            let mut taken: Vec<(i64, Shape)> = Vec::new();
            for line in wishes {
                if taken.iter().all(|other| !touches(*other, line) || inside(line, *other)) {
                    taken.push(line);
                }
            }
            Case { shifts, pauses, taken, service, step, sellable, past_shift }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn grid_and_dynamic_offer_what_counting_minutes_offers(case in case()) {
        for mode in [Mode::Grid, Mode::Dynamic] {
            prop_assert_eq!(offered(&case, mode), naive(&case, mode), "{:?}", mode);
        }
    }

    #[test]
    fn optimal_never_offers_what_does_not_fit_and_always_offers_something_where_dynamic_does(case in case()) {
        let day = minutes(&case);
        let optimal = offered(&case, Mode::Optimal);
        for start in &optimal {
            prop_assert!(fits(&case, &day, *start), "{start}");
        }
        if case.service.processing == 0 {
            prop_assert_eq!(optimal.is_empty(), offered(&case, Mode::Dynamic).is_empty());
        }
    }

    #[test]
    fn what_is_offered_can_be_booked_beside_everything_else(case in case()) {
        let calendar = calendar(&case);
        for start in offered(&case, Mode::Dynamic) {
            let line = Occupancy::new(start * MINUTE, case.service);
            for other in &calendar.taken {
                let clash = line.busy().iter().any(|a| other.busy().iter().any(|b| a.overlaps(*b)));
                prop_assert!(!clash, "claims of two lines of one master overlap at {start}");
            }
        }
    }
}

/// The comparison above can fail: a calendar that forgets buffers is caught.
#[test]
fn a_calendar_without_buffers_is_caught() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let forgetful = |case: &Case| {
        let bare = |shape: Shape| Shape { before: 0, after: 0, ..shape };
        let taken = case.taken.iter().map(|(start, shape)| (*start, bare(*shape))).collect();
        offered(&Case { taken, ..case.clone() }, Mode::Grid)
    };
    let caught = (0..200).any(|_| {
        let case = case().new_tree(&mut runner).unwrap().current();
        forgetful(&case) != naive(&case, Mode::Grid)
    });
    assert!(caught);
}
