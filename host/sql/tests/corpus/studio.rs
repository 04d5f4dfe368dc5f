//! The salon all accepted statements are about: its migrations, its statements, and believable
//! values for their parameters.

use pardoz_sql::{Engine, Migration, Param, Schema, SqlType, Statement, lower_migration, lower_statement};
use std::collections::BTreeSet;

const MIGRATIONS: [(&str, &str); 2] = [
    ("0001_create_studio.sql", include_str!("../positive/0001_create_studio.sql")),
    ("0002_fill.sql", include_str!("../positive/0002_fill.sql")),
];

const STATEMENTS: [(&str, &str); 5] = [
    ("booking", include_str!("../positive/booking.sql")),
    ("clients", include_str!("../positive/clients.sql")),
    ("money", include_str!("../positive/money.sql")),
    ("salon", include_str!("../positive/salon.sql")),
    ("stock", include_str!("../positive/stock.sql")),
];

/// Ledgers: rows are never changed.
pub fn append_only() -> BTreeSet<String> {
    BTreeSet::from(["studio_payment".to_string(), "studio_stock_move".to_string()])
}

/// The studio's tables as statements see them, and the migrations that make and fill them.
pub fn studio() -> (Schema, Vec<Migration>) {
    let mut schema = Schema::new();
    let migrations = MIGRATIONS
        .iter()
        .map(|(file, text)| {
            lower_migration("studio", file, text, &mut schema, &append_only())
                .unwrap_or_else(|refusal| panic!("{refusal}\n{}", refusal.help))
        })
        .collect();
    (schema, migrations)
}

/// Every accepted statement: its place in the corpus, its text, its lowered form.
pub fn statements(schema: &Schema) -> Vec<(String, String, Statement)> {
    let mut all = Vec::new();
    for (file, texts) in STATEMENTS {
        for (number, text) in texts.split("\n;\n").enumerate() {
            let name = format!("{file}-{}.sql", number + 1);
            let statement = lower_statement("studio", &name, text, schema)
                .unwrap_or_else(|refusal| panic!("{text}\n{refusal}\n{}", refusal.help));
            all.push((name, text.to_string(), statement));
        }
    }
    all
}

/// The printed statements of all migrations.
pub fn printed(migrations: &[Migration], engine: Engine) -> Vec<String> {
    migrations.iter().flat_map(|migration| migration.print(engine)).collect()
}

/// One cell or parameter, the same for both engines.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Integer(i64),
    Real(f64),
    Bytes(Vec<u8>),
}

/// A value that makes the statement find something.
pub fn value(param: &Param) -> Cell {
    let text = |text: &str| Cell::Text(text.to_string());
    match param.name.as_str() {
        "month_days" => text(r#"["11-24", "02-29"]"#),
        "client_ids" => text(r#"["c1", "c3", "nobody"]"#),
        "service_ids" => text(r#"["s1", "s2"]"#),
        "states" => text(r#"["booked", "arrived"]"#),
        "numbers" => text("[1001, 1006, 7]"),
        _ if param.list => text(r#"["c1", "booked", "2026-11-22", "a"]"#),
        "client_id" => text("c1"),
        "other_id" => text("c2"),
        "branch_id" => text("b1"),
        "staff_id" => text("m1"),
        "service_id" => text("s1"),
        "appointment_id" => text("a3"),
        "receipt_id" => text("r2"),
        "product_id" => text("p1"),
        "move_id" => text("k99"),
        "day" => text("2026-11-22"),
        "from_day" => text("2026-11-21"),
        "to_day" => text("2026-11-22"),
        "query" => text("il"),
        "name" => text("Dilnoza"),
        "shout" => text("ЖЖ Zebra"),
        "raw" => text("  - salon -  "),
        "barcode" => text("4601"),
        "category" => text("hair"),
        "series" => text("visit"),
        "phone" => text("+998901112233"),
        "note" | "birth_date" | "picture" => Cell::Null,
        "start_at" => Cell::Integer(1_763_801_000_000),
        "end_at" => Cell::Integer(1_763_804_000_000),
        "now" => Cell::Integer(1_763_999_999_999),
        "limit" => Cell::Integer(3),
        "offset" => Cell::Integer(2),
        "start" => Cell::Integer(-2),
        "count" => Cell::Integer(4),
        "zero" => Cell::Integer(0),
        "minus" => Cell::Integer(-1),
        "flag" => Cell::Integer(1),
        "quantity" | "real" => Cell::Real(42.5),
        _ => match param.ty.ty {
            SqlType::Text => text("b"),
            SqlType::Bigint => Cell::Integer(2),
            SqlType::Boolean => Cell::Integer(0),
            SqlType::Double => Cell::Real(0.25),
            SqlType::Bytea => Cell::Bytes(vec![0, 255]),
        },
    }
}

#[test]
fn the_accepted_set_is_large_and_means_the_same_when_lowered_again() {
    let (schema, _) = studio();
    let statements = statements(&schema);
    assert!(statements.len() >= 150, "{}", statements.len());
    for (name, text, statement) in &statements {
        let portable = statement.portable();
        let again = lower_statement("studio", name, &portable, &schema)
            .unwrap_or_else(|refusal| panic!("{text}\n{portable}\n{refusal}\n{}", refusal.help));
        assert_eq!(again.tree, statement.tree, "{text}\n{portable}");
        assert_eq!(again.params, statement.params, "{text}");
        assert_eq!(again.columns, statement.columns, "{text}");
        assert_eq!((&again.reads, &again.writes), (&statement.reads, &statement.writes), "{text}");
        assert_eq!(again.portable(), portable, "printing is stable");
    }
}
