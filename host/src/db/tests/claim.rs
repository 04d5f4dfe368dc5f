//! No overlap, whoever races; and a checker that would see one.

use super::fixture::{Fixture, NOW, on_each_engine, read, soon, write};
use crate::db::{Db, DbError, claim};

const HOUR: i64 = 3_600_000;

async fn acquire(
    db: &Db,
    id: &str,
    resource: &str,
    start: i64,
    end: i64,
    expires: Option<i64>,
) -> Result<Option<claim::Conflict>, DbError> {
    let (id, resource) = (id.to_owned(), resource.to_owned());
    write(db, move |tx| claim::acquire(tx, "booking", &id, &resource, start, end, expires, NOW)).await
}

/// Pairs of claims of one resource that overlap: must be 0. Counts with its own arithmetic, not with the
/// constraint's.
async fn overlaps(db: &Db) -> usize {
    let claims = read(db, |tx| {
        let rows = tx.query("select resource, start_at, end_at from host_claim", &[])?;
        Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.int(1), row.int(2))).collect::<Vec<_>>())
    });
    let claims = claims.await.unwrap();
    let pairs = claims.iter().enumerate().flat_map(|(i, a)| claims[i + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.0 == b.0 && a.1 < b.2 && b.1 < a.2).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_want_one_slot_exactly_one_gets_it() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let tries = (0..50).map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                // Not the same interval each: overlaps count, not equality.
                let start = NOW + (n % 4) * 60_000;
                acquire(&db, &format!("c{n}"), "master-1", start, start + HOUR, None).await
            })
        });
        let (mut won, mut taken) = (0, 0);
        for attempt in tries.collect::<Vec<_>>() {
            match attempt.await.unwrap().expect("never an error") {
                None => won += 1,
                Some(conflict) => {
                    assert_eq!(conflict.plugin, "booking");
                    taken += 1;
                }
            }
        }
        assert_eq!((won, taken, overlaps(&db).await), (1, 49, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_booking_moving_and_cancelling_never_overlaps() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let clients = (0..8u64).map(|client| {
            let db = db.clone();
            tokio::spawn(async move {
                let (mut random, mut won, mut taken) = (client * 7919 + 1, 0u32, 0u32);
                for _ in 0..60 {
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let pick = |shift: u32, of: u64| ((random >> shift) % of) as i64;
                    let id = format!("{client}-{}", pick(50, 6));
                    if pick(40, 5) == 0 {
                        write(&db, move |tx| claim::release(tx, "booking", &id)).await.unwrap();
                        continue;
                    }
                    let start = NOW + pick(20, 40) * 900_000;
                    let resource = format!("master-{}", pick(10, 3));
                    let end = start + (1 + pick(30, 4)) * 900_000;
                    match acquire(&db, &id, &resource, start, end, None).await.unwrap() {
                        None => won += 1,
                        Some(_) => taken += 1,
                    }
                }
                (won, taken)
            })
        });
        let (mut won, mut taken) = (0, 0);
        for client in clients.collect::<Vec<_>>() {
            let (w, t) = client.await.unwrap();
            (won, taken) = (won + w, taken + t);
        }
        assert!(won > 20 && taken > 20, "the run must reach both outcomes: {won} won, {taken} taken");
        assert_eq!(overlaps(&db).await, 0);
    })
    .await;
}

/// A module with a bug: it inserts without looking.
async fn blind_insert(db: &Db, id: &str, start: i64) -> Result<u64, DbError> {
    let row = [id.into(), start.into(), (start + HOUR).into()];
    let sql =
        "insert into host_claim (plugin_id, claim_id, resource, resource_hash, start_at, end_at, created_at)
               values ('booking', $1, 'chair', 42, $2, $3, 0)";
    write(db, move |tx| tx.execute(sql, &row)).await
}

#[tokio::test]
async fn the_database_itself_refuses_an_overlap_and_without_its_constraint_the_checker_sees_one() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        blind_insert(&db, "a", NOW).await.unwrap();
        let refused = blind_insert(&db, "b", NOW + HOUR - 1).await;
        assert!(
            matches!(&refused, Err(DbError::Constraint { name }) if name == "host_claim_overlap"),
            "{refused:?}"
        );
        blind_insert(&db, "b", NOW + HOUR).await.expect("the end is not part of a claim");
        let stretch = "update host_claim set end_at = end_at + 1 where claim_id = 'a'";
        let stretched = write(&db, move |tx| tx.execute(stretch, &[])).await;
        assert!(matches!(stretched, Err(DbError::Constraint { .. })), "{stretched:?}");
        assert_eq!(overlaps(&db).await, 0);

        // The control: with the constraint gone, the same mistake must show.
        let sabotage = match db.engine() {
            crate::db::Engine::Sqlite => "drop trigger host_claim_overlap_insert",
            crate::db::Engine::Postgres => "alter table host_claim drop constraint host_claim_overlap",
        };
        write(&db, move |tx| tx.execute_batch(sabotage)).await.unwrap();
        blind_insert(&db, "c", NOW + 1).await.unwrap();
        assert_eq!(overlaps(&db).await, 2, "the checker is not blind");
    })
    .await;
}

#[tokio::test]
async fn a_claim_can_be_moved_over_itself_and_keeps_its_time_when_the_new_one_is_taken() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        assert_eq!(acquire(&db, "a", "room", NOW, NOW + HOUR, None).await.unwrap(), None);
        assert_eq!(acquire(&db, "a", "room", NOW + 1, NOW + HOUR + 1, None).await.unwrap(), None);
        assert_eq!(acquire(&db, "b", "room", NOW + HOUR + 1, NOW + 2 * HOUR, None).await.unwrap(), None);
        let taken =
            acquire(&db, "a", "room", NOW + HOUR, NOW + 2 * HOUR, None).await.unwrap().expect("b has it");
        assert_eq!((taken.holder.as_str(), taken.start, taken.end), ("b", NOW + HOUR + 1, NOW + 2 * HOUR));
        let kept = read(&db, |tx| {
            Ok(tx.query("select start_at from host_claim where claim_id = 'a'", &[])?[0].int(0))
        });
        assert_eq!(kept.await.unwrap(), NOW + 1);
        let backwards = acquire(&db, "c", "room", NOW, NOW, None).await;
        assert!(matches!(backwards, Err(DbError::Constraint { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_hold_that_expired_is_in_nobodys_way() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        assert_eq!(acquire(&db, "hold", "room", NOW, NOW + HOUR, Some(NOW + 1)).await.unwrap(), None);
        assert!(acquire(&db, "eager", "room", NOW, NOW + HOUR, None).await.unwrap().is_some());
        let later = db.write(soon(), &[], |tx| {
            claim::acquire(tx, "booking", "patient", "room", NOW, NOW + HOUR, None, NOW + 1)
        });
        assert_eq!(later.await.unwrap(), None);
        let gone = write(&db, |tx| claim::release(tx, "booking", "hold")).await.unwrap();
        assert!(!gone, "the expired hold was removed");
        assert!(write(&db, |tx| claim::release(tx, "booking", "patient")).await.unwrap());
    })
    .await;
}
