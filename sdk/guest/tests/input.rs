//! Inputs as authors write them: what is read, what is refused, what the host is told.

use pardoz_sdk::prelude::*;
use serde_json::{Value, json};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

#[derive(Input, Debug, PartialEq, Clone, Copy)]
enum Source {
    WalkIn,
    Phone,
    #[input(rename = "tg")]
    Telegram,
}

#[derive(Input, Debug, PartialEq)]
struct Line {
    service_id: Id,
    #[input(money, range = 0..)]
    price_minor: Option<i64>,
}

#[derive(Input, Debug, PartialEq)]
struct Booking {
    client_id: Id,
    day: Day,
    #[input(range = 5..=600, default = 30)]
    minutes: u32,
    #[input(max_chars = 5)]
    note: Option<String>,
    #[input(default = "walk_in")]
    source: Source,
    #[input(max_items = 2)]
    services: Vec<Line>,
    online: bool,
    #[input(format = "phone")]
    phone: Option<String>,
    #[input(range = 1..=60, default = setting("days_ahead"))]
    days: u32,
    r#type: Option<String>,
}

fn read(input: Value) -> Result<Booking, String> {
    let mut whole = json!({ "client_id": ID, "day": "2026-11-22", "days": 7 });
    whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    serde_json::from_value(whole).map_err(|error| error.to_string())
}

#[test]
fn absent_fields_take_their_defaults() {
    let booking = read(json!({ "csrf": "unknown fields are no matter" })).unwrap();
    let expected = Booking {
        client_id: Id::parse(ID).unwrap(),
        day: Day::parse("2026-11-22").unwrap(),
        minutes: 30,
        note: None,
        source: Source::WalkIn,
        services: Vec::new(),
        online: false,
        phone: None,
        days: 7,
        r#type: None,
    };
    assert_eq!(booking, expected);
    assert_eq!(read(json!({ "note": null, "minutes": null })).unwrap(), expected);
}

#[test]
fn nested_lists_and_words_are_read() {
    let input =
        json!({ "services": [{ "service_id": ID }, { "service_id": ID, "price_minor": 5 }], "source": "tg" });
    let booking = read(input).unwrap();
    assert_eq!(booking.services[1].price_minor, Some(5));
    assert_eq!(booking.source, Source::Telegram);
    assert_eq!(booking.source.word(), "tg");
    assert_eq!(Source::from_word("phone"), Some(Source::Phone));
}

#[test]
fn nothing_is_coerced_and_limits_hold() {
    let refused = |input: Value, part: &str| {
        let error = read(input.clone()).unwrap_err();
        assert!(error.contains(part), "{input}: {error}");
    };
    refused(json!({ "minutes": "30" }), "u32");
    refused(json!({ "minutes": 4 }), "`minutes`: the number is too small");
    refused(json!({ "minutes": 601 }), "`minutes`: the number is too large");
    refused(json!({ "days": 61 }), "`days`");
    refused(json!({ "note": "шестьс" }), "`note`: the text is too long");
    read(json!({ "note": "пятьь" })).unwrap();
    refused(json!({ "day": "2026-02-30" }), "YYYY-MM-DD");
    refused(json!({ "source": "email" }), "known words");
    refused(json!({ "services": [{}] }), "service_id");
    let line = json!({ "service_id": ID });
    refused(json!({ "services": [line, line, line] }), "`services`: the list is too long");
    refused(json!({ "services": [{ "service_id": ID, "price_minor": -1 }] }), "`price_minor`");
    let error = serde_json::from_value::<Booking>(json!({ "day": "2026-11-22", "days": 1 })).unwrap_err();
    assert!(error.to_string().contains("client_id"), "{error}");
}

#[test]
fn the_schema_says_the_same_to_the_host() {
    let schema = Booking::schema().into_json();
    assert_eq!(schema["type"], "object");
    assert_eq!(schema["required"], json!(["client_id", "day"]));
    let of = |name: &str| schema["properties"][name].clone();
    assert_eq!(of("client_id"), json!({ "type": "string", "format": "uuid" }));
    assert_eq!(of("day"), json!({ "type": "string", "format": "day" }));
    assert_eq!(of("minutes"), json!({ "type": "integer", "minimum": 5, "maximum": 600, "default": 30 }));
    assert_eq!(of("note"), json!({ "type": ["string", "null"], "maxLength": 5 }));
    assert_eq!(
        of("source"),
        json!({ "type": "string", "enum": ["walk_in", "phone", "tg"], "default": "walk_in" })
    );
    assert_eq!(of("phone"), json!({ "type": ["string", "null"], "format": "phone" }));
    assert_eq!(of("online"), json!({ "type": "boolean" }));
    let days = json!({ "type": "integer", "minimum": 1, "maximum": 60, "x-setting": "days_ahead" });
    assert_eq!(of("days"), days);
    let line = json!({
        "type": "object",
        "properties": {
            "service_id": { "type": "string", "format": "uuid" },
            "price_minor": { "type": ["integer", "null"], "minimum": 0, "x-money": true },
        },
        "required": ["service_id"],
    });
    assert_eq!(of("services"), json!({ "type": "array", "items": line, "maxItems": 2 }));
    assert!(schema["properties"].get("type").is_some(), "a keyword keeps its plain name");
}
