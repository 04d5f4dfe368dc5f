//! Exchange views: what a contract promises, what a provider gives, and the view when nobody gives.

use crate::studio;
use pardoz_sql::{Column, ColumnType, Engine, Relation, exchange_view, lower_statement, provider_problem};

fn columns(listed: &[(&str, &str)]) -> Vec<Column> {
    listed.iter().map(|(name, ty)| Column::new(*name, ColumnType::parse(ty).expect("a type"))).collect()
}

const PROVIDER: &str = "-- Phones as others may see them.
select p.client_id, p.phone, p.main, c.birth_date, 1 as extra
from studio_phone p join studio_client c on c.client_id = p.client_id";

fn promised() -> Vec<Column> {
    columns(&[("phone", "text"), ("client_id", "text"), ("birth_date", "text?"), ("main", "boolean")])
}

#[test]
fn a_view_has_the_contracts_columns_in_the_contracts_order() {
    let (schema, migrations) = studio::studio();
    let provider = lower_statement("studio", "exchange/phone.sql", PROVIDER, &schema).expect("accepted");
    assert_eq!(provider_problem(&promised(), &provider), None);
    let database = rusqlite::Connection::open_in_memory().expect("memory");
    for statement in studio::printed(&migrations, Engine::Sqlite) {
        database.execute_batch(&statement).expect("prints");
    }
    database
        .execute_batch(&exchange_view("x_studio_phone", &promised(), Some(&provider), Engine::Sqlite))
        .expect("a view");
    let (phone, main): (String, i64) = database
        .query_row("select phone, main from x_studio_phone where client_id = 'c2'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a row");
    assert_eq!((phone.as_str(), main), ("+998935556677", 1));
    let names: Vec<String> = database
        .prepare("select * from x_studio_phone")
        .expect("prepares")
        .column_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(names, ["phone", "client_id", "birth_date", "main"]);
}

#[test]
fn without_a_provider_the_view_is_empty_and_statements_over_it_still_run() {
    let database = rusqlite::Connection::open_in_memory().expect("memory");
    database
        .execute_batch(&exchange_view("x_studio_phone", &promised(), None, Engine::Sqlite))
        .expect("a view");
    let rows: i64 =
        database.query_row("select count(phone) from x_studio_phone", [], |row| row.get(0)).expect("counts");
    assert_eq!(rows, 0);
    let postgres = exchange_view("x_studio_phone", &promised(), None, Engine::Postgres);
    assert!(postgres.contains("with (security_barrier)"), "{postgres}");
    assert!(postgres.contains("cast(null as boolean)"), "{postgres}");
}

#[test]
fn both_views_work_on_postgresql() {
    let Some(postgres) = crate::engines::Postgres::studio() else { return };
    let (schema, _) = studio::studio();
    let provider = lower_statement("studio", "exchange/phone.sql", PROVIDER, &schema).expect("accepted");
    let full = exchange_view("x_studio_phone", &promised(), Some(&provider), Engine::Postgres);
    let empty = exchange_view("x_other_phone", &promised(), None, Engine::Postgres);
    let script = format!(
        "begin;\n{full};\n{empty};\nselect phone from x_studio_phone where client_id = 'c2' and main;\n\
         select count(*) from x_other_phone where phone > 'a' and main;\nrollback;\n"
    );
    let output = postgres.run(&script).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(output, "+998935556677\n0\n");
}

#[test]
fn a_provider_that_breaks_the_contract_is_told_how() {
    let (schema, _) = studio::studio();
    let check = |text: &str| {
        let provider = lower_statement("studio", "exchange/phone.sql", text, &schema).expect("accepted");
        provider_problem(&promised(), &provider).unwrap_or_default()
    };
    assert!(check("-- A.\nselect client_id, phone from studio_phone").contains("`birth_date` is missing"));
    assert!(
        check(&PROVIDER.replace("p.main", "1 as main"))
            .contains("`main` is bigint, the contract promises boolean")
    );
    assert!(check(&PROVIDER.replace("p.phone", "nullif(p.phone, '') as phone")).contains("`phone` is text?"));
    assert!(
        check(&format!(
            "{}\nwhere p.phone = :phone",
            PROVIDER.replace("see them.", "see them.\n-- :phone text")
        ))
        .contains("no parameters")
    );
    assert!(check("-- A.\ndelete from studio_line").contains("one select"));
}

/// Readers see the view's columns as its contract says, and lineage stops at the view.
#[test]
fn statements_over_a_view_name_the_view() {
    let (mut schema, _) = studio::studio();
    schema.add_relation(Relation::exchange(
        "x_loyalty_card",
        columns(&[("client_id", "text"), ("points", "bigint?")]),
    ));
    let text = "-- Points beside names.
select c.display_name, coalesce(k.points, 0) as points from studio_client c left join x_loyalty_card k on k.client_id = c.client_id";
    let statement = lower_statement("studio", "sql/points.sql", text, &schema).expect("accepted");
    assert_eq!(statement.reads["x_loyalty_card"], ["client_id", "points"].map(String::from).into());
    assert_eq!(statement.columns[1].sources, [("x_loyalty_card".to_string(), "points".to_string())].into());
}
