//! What the gate says about a statement before it runs: parameters, types, lineage, reach.

use crate::studio;
use pardoz_sql::{Kind, Statement, lower_statement};
use std::collections::BTreeSet;

fn lower(text: &str) -> Statement {
    let (schema, _) = studio::studio();
    lower_statement("studio", "sql/fact.sql", text, &schema)
        .unwrap_or_else(|refusal| panic!("{refusal}\n{}", refusal.help))
}

fn columns(statement: &Statement) -> String {
    statement
        .columns
        .iter()
        .map(|column| format!("{} {}", column.name, column.ty))
        .collect::<Vec<_>>()
        .join(", ")
}

fn sources(statement: &Statement, index: usize) -> String {
    statement.columns[index]
        .sources
        .iter()
        .map(|(relation, column)| format!("{relation}.{column}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn parameters_come_in_the_order_of_the_header() {
    let statement = lower(
        "-- A.\n-- :b bigint · :names list of text 'words' · :a text?\n-- one\n-- row Found\n\
         select name from studio_branch where :a is null or name in (:names) or position = :b or :a = name",
    );
    let params: Vec<String> =
        statement.params.iter().map(|param| format!("{} {} {}", param.name, param.ty, param.list)).collect();
    assert_eq!(params, ["b bigint false", "names text true", "a text? false"]);
    assert!(statement.directives.one);
    assert_eq!(statement.directives.row.as_deref(), Some("Found"));
    assert_eq!(statement.name, "fact");
    assert_eq!(statement.purpose, "A.");
    let sqlite = statement.print(pardoz_sql::Engine::Sqlite);
    assert_eq!(sqlite.matches("?3").count(), 2, "{sqlite}");
    let postgres = statement.print(pardoz_sql::Engine::Postgres);
    assert!(
        postgres.contains("$1::bigint")
            && postgres.contains("$2::text::jsonb")
            && postgres.contains("$3::text"),
        "{postgres}"
    );
}

#[test]
fn outer_joins_make_columns_nullable() {
    let left = lower(
        "-- A.\nselect b.name, s.display_name from studio_branch b left join studio_staff s on s.branch_id = b.branch_id",
    );
    assert_eq!(columns(&left), "name text, display_name text?");
    let right = lower(
        "-- A.\nselect b.name, s.display_name from studio_branch b right join studio_staff s on s.branch_id = b.branch_id",
    );
    assert_eq!(columns(&right), "name text?, display_name text");
    let inner = lower(
        "-- A.\nselect b.name, s.grade from studio_branch b join studio_staff s on s.branch_id = b.branch_id",
    );
    assert_eq!(columns(&inner), "name text, grade text?");
    let nested = lower(
        "-- A.\nselect d.name from studio_staff s left join (select name, branch_id from studio_branch) as d on d.branch_id = s.branch_id",
    );
    assert_eq!(columns(&nested), "name text?");
}

#[test]
fn types_follow_expressions() {
    let statement = lower(
        "-- A.\nselect count(*) as c, sum(position) as s, coalesce(sum(position), 0) as z, avg(position) as a, min(name) as n, \
         count(archived_at) > 0 as any_old, sum(position) / 2 as half, sum(position) * 0.5 as real_half, bool_or(archived_at is null) as open, \
         case when count(*) > 1 then 'many' end as word, round(avg(position)) as r, string_agg(name, ',' order by name) as list from studio_branch",
    );
    assert_eq!(
        columns(&statement),
        "c bigint, s bigint?, z bigint, a double precision?, n text?, any_old boolean, half bigint?, real_half double precision?, \
         open boolean?, word text?, r double precision?, list text?"
    );
    let division = lower(
        "-- A.\nselect position / 2 as a, position / position as b, nullif(name, '') as c, length(name) as d from studio_branch",
    );
    assert_eq!(columns(&division), "a bigint, b bigint?, c text?, d bigint");
    let union = lower(
        "-- A.\nselect position as x from studio_branch union all select archived_at from studio_branch union all select 0.5",
    );
    assert_eq!(columns(&union), "x double precision?");
}

#[test]
fn lineage_reaches_through_ctes_subqueries_unions_and_windows() {
    let statement = lower(
        "-- A.\nwith p as (select client_id, phone || '' as shown from studio_phone), q (who, nr) as (select client_id, shown from p)
         select q.nr as a, (select max(x.phone) from studio_phone x) as b, count(*) as c, c.display_name as d
         from q join studio_client c on c.client_id = q.who group by q.nr, c.display_name",
    );
    assert_eq!(sources(&statement, 0), "studio_phone.phone");
    assert_eq!(sources(&statement, 1), "studio_phone.phone");
    assert_eq!(sources(&statement, 2), "");
    assert_eq!(sources(&statement, 3), "studio_client.display_name");
    let union = lower(
        "-- A.\nselect phone as x from studio_phone union select case when main then display_name else 'x' end from studio_client c join studio_phone p on p.client_id = c.client_id",
    );
    assert_eq!(sources(&union, 0), "studio_client.display_name studio_phone.main studio_phone.phone");
    let window =
        lower("-- A.\nselect lag(phone) over (partition by client_id order by main) as x from studio_phone");
    assert_eq!(sources(&window, 0), "studio_phone.client_id studio_phone.main studio_phone.phone");
    let returning = lower("-- A.\nupdate studio_phone set main = true returning substr(phone, 1, 4) as code");
    assert_eq!(sources(&returning, 0), "studio_phone.phone");
}

#[test]
fn reach_names_every_relation_and_column() {
    let statement = lower(
        "-- A.\n-- :name text\nupdate studio_staff set display_name = :name where staff_id in (select staff_id from studio_appointment a where exists (select 1 from studio_receipt r where r.appointment_id = a.appointment_id))",
    );
    assert_eq!(statement.kind, Kind::Update);
    assert_eq!(statement.writes.as_deref(), Some("studio_staff"));
    assert!(!statement.returns_rows);
    let names = |relation: &str| statement.reads[relation].iter().cloned().collect::<Vec<_>>();
    assert_eq!(names("studio_appointment"), ["appointment_id", "staff_id"]);
    assert_eq!(names("studio_receipt"), ["appointment_id"]);
    assert_eq!(names("studio_staff"), ["staff_id"]);
    let counted = lower("-- A.\nselect count(*) as c from studio_branch");
    assert_eq!(counted.reads["studio_branch"], BTreeSet::new());
    let copied = lower(
        "-- A.\ninsert into studio_counter (name, value) select name, 1 from studio_branch on conflict (name) do update set value = studio_counter.value + excluded.value",
    );
    assert_eq!(copied.reads.keys().collect::<Vec<_>>(), ["studio_branch", "studio_counter"]);
    assert_eq!(copied.kind, Kind::Insert);
}

#[test]
fn a_star_is_written_out_so_that_it_does_not_grow() {
    let statement = lower("-- A.\nselect * from studio_counter");
    assert_eq!(
        statement.print(pardoz_sql::Engine::Sqlite),
        r#"select "studio_counter"."name" as "name", "studio_counter"."value" as "value" from "studio_counter""#
    );
}

#[test]
fn constraints_are_found_by_their_columns() {
    let (schema, _) = studio::studio();
    let appointment = schema.get("studio_appointment").expect("a table");
    assert_eq!(appointment.constraint_over(&["number"]), Some("studio_appointment_number"));
    assert_eq!(appointment.constraint_over(&["appointment_id"]), Some(""));
    assert_eq!(appointment.constraint_over(&["day"]), None);
    let phone = schema.get("studio_phone").expect("a table");
    assert_eq!(phone.constraint_over(&["client_id"]), Some("studio_phone_main_once"));
}
