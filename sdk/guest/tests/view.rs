//! Views as authors write them, and as templates see them.

use pardoz_sdk::prelude::*;
use serde_json::json;

#[derive(View)]
struct Person {
    display_name: String,
    birth_date: Option<Day>,
}

#[derive(View)]
enum Mark {
    NoShow,
    Late { minutes: i64 },
    By(Person),
}

#[derive(View)]
struct Card<T> {
    #[view(flatten)]
    person: Person,
    marks: Vec<Mark>,
    #[view(rename = "kind_of_thing")]
    r#type: T,
    #[view(skip)]
    #[allow(dead_code)]
    secret: String,
}

fn olga() -> Person {
    Person { display_name: "Ольга Пак".into(), birth_date: Day::parse("1994-11-24").ok() }
}

#[test]
fn fields_keep_their_names() {
    assert_eq!(
        serde_json::to_value(olga()).unwrap(),
        json!({ "display_name": "Ольга Пак", "birth_date": "1994-11-24" })
    );
}

#[test]
fn parts_are_lifted_renamed_and_left_out() {
    let marks = vec![Mark::NoShow, Mark::Late { minutes: 7 }, Mark::By(olga())];
    let card = Card { person: olga(), marks, r#type: 1_i64, secret: "x".into() };
    assert_eq!(
        serde_json::to_value(&card).unwrap(),
        json!({
            "display_name": "Ольга Пак",
            "birth_date": "1994-11-24",
            "marks": [
                "no_show",
                { "kind": "late", "minutes": 7 },
                { "kind": "by", "display_name": "Ольга Пак", "birth_date": "1994-11-24" },
            ],
            "kind_of_thing": 1,
        })
    );
}
