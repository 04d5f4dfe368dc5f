//! R-M2 on generated uses: certificates, memberships and points of three branches, used and given back in each other's
//! rooms and settled now and then, held against a notebook that knows no entries. After each step the books of every
//! branch balance by themselves, each pair's two books say the same, and the salon as a whole has earned nothing by it.

use std::collections::BTreeMap;

use pardoz_sdk::Id;
use plugin_finance::model::entry::Lines;
use plugin_finance::model::posting;

const SEQUENCES: u64 = 20_000;
const OPERATIONS: u64 = 12;
const BRANCHES: u64 = 3;
const SUBJECTS: [&str; 3] = ["certificate", "membership", "points"];

fn branch(n: u64) -> Id {
    Id::parse(&format!("01890a5d-ac96-774b-bcce-{n:012x}")).expect("an id")
}

/// A small generator: the same seed, the same sequence.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

#[derive(Default)]
struct Books(BTreeMap<(Id, String, Option<Id>), i64>);

impl Books {
    fn post(&mut self, lines: &Lines) {
        for line in &lines.0 {
            let branch_id = line.branch_id.expect("each line says whose it is");
            let other = line.counterparty.filter(|_| line.account == "interbranch").map(|one| one.id);
            *self.0.entry((branch_id, line.account.clone(), other)).or_default() += line.amount_minor;
        }
    }

    fn sum(&self, of: impl Fn(&Id, &str, Option<Id>) -> bool) -> i64 {
        let own = self.0.iter().filter(|((branch_id, account, other), _)| of(branch_id, account, *other));
        own.map(|(_, amount)| amount).sum()
    }
}

/// What branches owe each other for their work, (debtor, creditor) → sum, as one would note it on a slip.
type Notebook = BTreeMap<(u64, u64), i64>;

/// Something that was used: its subject, where it was promised, where it was used, its worth.
type Use = (&'static str, u64, u64, i64);

/// What is wrong, if anything. `silent`: points are not told of (what this would be without R-M2 for points).
fn run(seed: u64, silent: bool) -> Option<String> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2222);
    let (mut books, mut notes, mut uses) = (Books::default(), Notebook::new(), Vec::<Use>::new());
    for _ in 0..OPERATIONS {
        match dice.roll(8) {
            0..=4 => {
                let subject = SUBJECTS[dice.roll(3) as usize];
                let (promised, used) = (dice.roll(BRANCHES), dice.roll(BRANCHES));
                let one = (subject, promised, used, (1 + dice.roll(900_000) as i64) * 100);
                tell(&mut books, "used", one, silent);
                *notes.entry((promised, used)).or_default() += one.3;
                uses.push(one);
            }
            5 | 6 if !uses.is_empty() => {
                let at = dice.roll(uses.len() as u64) as usize;
                let one = uses.swap_remove(at);
                tell(&mut books, "returned", one, silent);
                *notes.entry((one.1, one.2)).or_default() -= one.3;
            }
            _ => {
                let (debtor, creditor) = (dice.roll(BRANCHES), dice.roll(BRANCHES));
                let owed = net(&notes, debtor, creditor);
                if owed > 0 {
                    books.post(&posting::settlement(branch(debtor), branch(creditor), owed));
                    *notes.entry((debtor, creditor)).or_default() -= owed;
                }
            }
        }
        if let Some(fault) = fault(&books, &notes) {
            return Some(format!("seed {seed}: {fault}"));
        }
    }
    None
}

fn tell(books: &mut Books, kind: &str, (subject, promised, used, worth): Use, silent: bool) {
    if silent && subject == "points" {
        return;
    }
    let lines = posting::liability(kind, subject, worth, branch(used), branch(promised)).expect("known");
    books.post(&lines);
}

fn net(notes: &Notebook, debtor: u64, creditor: u64) -> i64 {
    let note = |a, b| notes.get(&(a, b)).copied().unwrap_or_default();
    if debtor == creditor { 0 } else { note(debtor, creditor) - note(creditor, debtor) }
}

fn fault(books: &Books, notes: &Notebook) -> Option<String> {
    for one in 0..BRANCHES {
        if books.sum(|id, _, _| *id == branch(one)) != 0 {
            return Some(format!("the books of branch {one} do not balance"));
        }
        for other in 0..BRANCHES {
            let booked = books.sum(|id, account, with| {
                *id == branch(one) && account == "interbranch" && with == Some(branch(other))
            });
            if booked != net(notes, other, one) {
                return Some(format!(
                    "{other} owes {one} {}, the books say {booked}",
                    net(notes, other, one)
                ));
            }
        }
    }
    let earned = books.sum(|_, account, _| account.starts_with("income"));
    (earned != 0).then(|| format!("the salon earned {earned} by a discount"))
}

#[test]
fn r_m2_on_twenty_thousand_sequences_each_pair_owes_what_the_notebook_says() {
    for seed in 0..SEQUENCES {
        if let Some(fault) = run(seed, false) {
            panic!("{fault}");
        }
    }
}

#[test]
fn points_that_nobody_tells_of_are_missed() {
    let missed = (0..200).filter(|seed| run(*seed, true).is_some()).count();
    assert!(missed > 150, "only {missed} of 200 were noticed");
}
