//! Rows written straight into a salon's file: twenty masters in one branch, and years of visits, sixty a day.

use std::path::Path;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

/// Masters of the measured branch.
const MASTERS: usize = 20;
/// Visits a master and day; together sixty rows on the day's page.
const STARTS: [(i8, i8); 3] = [(10, 0), (12, 30), (15, 0)];
pub const ROWS_A_DAY: usize = MASTERS * STARTS.len();
const ZONE: &str = "Asia/Tashkent";
const MINUTE: i64 = 60_000;

/// The branch that is measured.
#[derive(Clone, Debug)]
pub struct Branch {
    pub branch_id: String,
    pub staff: Vec<String>,
    /// One service that each of them does.
    pub service_id: String,
    /// Tomorrow: a day with shifts and sixty visits.
    pub hot_day: Date,
    clients: Vec<String>,
}

/// Adds masters to the first branch until there are twenty.
pub fn staff(data: &Path) -> Branch {
    let mut file = Connection::open(data.join("pardoz.db")).expect("the salon's file opens");
    let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::get(ZONE).expect("a zone of jiff's")).date();
    let hot_day = today + 1.day();
    let tx = file.transaction().expect("a transaction");
    let branch_id: String = tx
        .query_row("select branch_id from salon_branch order by position, created_at limit 1", [], |row| {
            row.get(0)
        })
        .expect("a branch");
    // Somebody who works tomorrow and can do something.
    let model: String = tx
        .query_row(
            "select s.staff_id from salon_staff s join salon_shift h on h.staff_id = s.staff_id
             where s.branch_id = ?1 and h.day = ?2 order by s.position limit 1",
            params![branch_id, hot_day.to_string()],
            |row| row.get(0),
        )
        .expect("somebody works tomorrow");
    let there: i64 = tx
        .query_row("select count(*) from salon_staff where branch_id = ?1", [&branch_id], |row| row.get(0))
        .expect("a count");
    for number in there as usize..MASTERS {
        copy_master(&tx, &model, number);
    }
    let services =
        "select service_id from salon_staff_service where staff_id = ?1 order by service_id limit 1";
    let service_id: String = tx.query_row(services, [&model], |row| row.get(0)).expect("a service");
    tx.execute(
        "insert or ignore into salon_staff_service (staff_id, service_id) select staff_id, ?1 from salon_staff",
        [&service_id],
    )
    .expect("everybody does it");
    tx.commit().expect("the masters are kept");
    let list = |sql: &str, one: &str| -> Vec<String> {
        let mut statement = file.prepare(sql).expect("a statement");
        statement.query_map([one], |row| row.get(0)).expect("rows").map(|row| row.expect("a text")).collect()
    };
    let staff =
        list("select staff_id from salon_staff where branch_id = ?1 order by position, staff_id", &branch_id);
    let clients = list("select client_id from clients_client where client_id > ?1 limit 5000", "");
    Branch { branch_id, staff, service_id, hot_day, clients }
}

fn copy_master(tx: &Transaction<'_>, model: &str, number: usize) {
    let staff_id = Uuid::now_v7().to_string();
    tx.execute_batch("drop table if exists temp.copy").expect("no copy");
    tx.execute("create temp table copy as select * from salon_staff where staff_id = ?1", [model])
        .expect("a copy");
    tx.execute(
        "update copy set staff_id = ?1, code = ?2, account_id = null, phone = null, position = ?3,
           display_name = display_name || ' ' || ?3",
        params![staff_id, format!("bench-{number}"), number as i64],
    )
    .expect("a new master");
    tx.execute("insert into salon_staff select * from copy", []).expect("the master is kept");
    tx.execute(
        "insert into salon_staff_service select ?1, service_id, duration_minutes, price_minor
         from salon_staff_service where staff_id = ?2",
        params![staff_id, model],
    )
    .expect("skills");
    let mut shifts = tx
        .prepare("select branch_id, day, start_at, end_at, created_at from salon_shift where staff_id = ?1")
        .expect("a statement");
    let rows: Vec<(String, String, i64, i64, i64)> = shifts
        .query_map([model], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .expect("rows")
        .map(|row| row.expect("a shift"))
        .collect();
    for (branch_id, day, start, end, created) in rows {
        let id = Uuid::now_v7().to_string();
        let shift = params![id, staff_id, branch_id, day, start, end, created];
        tx.execute(
            "insert into salon_shift (shift_id, staff_id, branch_id, day, start_at, end_at, created_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            shift,
        )
        .expect("a shift");
    }
}

/// Writes visits until there are `wanted`: two weeks ahead, then as far back as it takes.
pub fn visits(data: &Path, branch: &Branch, wanted: usize) {
    let mut file = Connection::open(data.join("pardoz.db")).expect("the salon's file opens");
    file.execute_batch("pragma cache_size = -200000; pragma synchronous = off").expect("a fast connection");
    let there: i64 =
        file.query_row("select count(*) from booking_appointment", [], |row| row.get(0)).expect("a count");
    let days_there = there as usize / ROWS_A_DAY;
    let tx = file.transaction().expect("a transaction");
    let first_ahead = branch.hot_day + 13.days();
    for nth in days_there..wanted.div_ceil(ROWS_A_DAY) {
        day(&tx, branch, first_ahead - (nth as i64).days(), nth);
    }
    tx.commit().expect("the visits are kept");
    // What the host's housekeeping does on a quiet day.
    file.execute_batch("analyze; pragma wal_checkpoint(truncate)").expect("statistics");
}

fn day(tx: &Transaction<'_>, branch: &Branch, day: Date, nth: usize) {
    let mut visit = tx
        .prepare_cached(
            "insert into booking_appointment (appointment_id, number, branch_id, client_id, staff_id, day, start_at,
               end_at, state, total_minor, source, late, moved_count, created_at, updated_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 15000000, 'desk', 0, 0, ?7, ?7)",
        )
        .expect("a statement");
    let mut line = tx
        .prepare_cached(
            "insert into booking_line (appointment_line_id, appointment_id, position, service_id, staff_id, start_at,
               end_at, duration_minutes, price_minor, active_minutes, processing_minutes, finish_minutes,
               buffer_before_minutes, buffer_after_minutes, reserved_from, blocking)
             values (?1, ?2, 0, ?3, ?4, ?5, ?6, 60, 15000000, 60, 0, 0, 0, 0, ?5, 1)",
        )
        .expect("a statement");
    let state = if day < branch.hot_day { "completed" } else { "booked" };
    let text = day.to_string();
    for (place, staff_id) in branch.staff.iter().take(MASTERS).enumerate() {
        for (turn, (hour, minute)) in STARTS.into_iter().enumerate() {
            let start = day.at(hour, minute, 0, 0).in_tz(ZONE).expect("a time of the zone").timestamp();
            let (start, end) = (start.as_millisecond(), start.as_millisecond() + 60 * MINUTE);
            let number = nth * ROWS_A_DAY + place * STARTS.len() + turn;
            // A client comes again after some weeks, always to others: spread like names in a book.
            let client = &branch.clients[number.wrapping_mul(7_919) % branch.clients.len()];
            let (id, line_id) = (Uuid::now_v7().to_string(), Uuid::now_v7().to_string());
            let six_digits = 100_000 + (number % 900_000) as i64;
            visit
                .execute(params![id, six_digits, branch.branch_id, client, staff_id, text, start, end, state])
                .expect("a visit");
            line.execute(params![line_id, id, branch.service_id, staff_id, start, end]).expect("a line");
        }
    }
}
