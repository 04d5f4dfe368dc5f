//! What the host learns from the component itself, without a database: names, schemas, refusals.

use pardoz_sdk::__private::{mutate, query, wit};
use pardoz_sdk::prelude::{Json, json};
use plugin_greetings::Plugin;

fn call(kind: &str, name: &str, input: Json) -> wit::Call {
    wit::Call {
        id: "call".into(),
        kind: kind.into(),
        name: name.into(),
        input: input.to_string(),
        body: None,
        meta: vec![("locale".into(), "ru".into())],
    }
}

#[test]
fn the_component_describes_every_handler_and_its_input() {
    let reply = query::<Plugin>(call("describe", "", json!({}))).unwrap();
    let described: Json = serde_json_of(&reply.data);
    let handlers = described["handlers"].as_object().unwrap();
    assert_eq!(handlers.len(), 6);
    assert_eq!(handlers["today"]["export"], "query");
    assert_eq!(handlers["greeting-send"]["export"], "mutate");
    let input = &handlers["greeting-send"]["input"];
    assert_eq!(input["required"], json!(["client_id", "text"]));
    assert_eq!(input["properties"]["text"]["maxLength"], 500);
    assert_eq!(handlers["birthday-list"]["input"]["properties"]["days"]["x-setting"], "days_ahead");
}

#[test]
fn a_name_the_plugin_lacks_is_unsupported() {
    let error = query::<Plugin>(call("page", "greeting-send", json!({}))).unwrap_err();
    assert_eq!(error.code, "unsupported");
    assert!(error.message.contains("`greetings` has no query handler `greeting-send`"), "{}", error.message);
    let error = mutate::<Plugin>(call("form", "nothing", json!({}))).unwrap_err();
    assert_eq!(error.code, "unsupported");
    assert_eq!(mutate::<Plugin>(call("upgrade", "", json!({}))).unwrap().kind, "none");
}

#[test]
fn an_input_of_another_shape_is_refused_before_the_handler() {
    for input in [json!({}), json!({ "client_id": 7 }), json!({ "client_id": "7", "text": "x" }), json!([])] {
        let error = mutate::<Plugin>(call("form", "greeting-send", input)).unwrap_err();
        assert_eq!(error.code, "invalid", "{}", error.message);
    }
    let long = json!({ "client_id": "01890a5d-ac96-774b-bcce-b302099a8057", "text": "х".repeat(501) });
    let error = mutate::<Plugin>(call("form", "greeting-send", long)).unwrap_err();
    assert!(error.message.contains("`text`: the text is too long"), "{}", error.message);
}

fn serde_json_of(text: &str) -> Json {
    pardoz_sdk::__private::serde_json::from_str(text).unwrap()
}
