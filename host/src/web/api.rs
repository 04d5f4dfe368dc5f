//! `/api/openapi.json`: every route of the enabled modules with the schema of its input. Every page is also an
//! API: the same address with `Accept: application/json`.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use pardoz_renderer::Locale;
use serde_json::{Map, Value as Json, json};

use super::AppState;
use super::problem::Problem;
use super::session::Visitor;
use crate::plugin::manifest::{Method, Route};
use crate::plugin::{Generation, Plugin};

pub async fn document(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    visitor.signed_in()?;
    let generation = state.plugins.current();
    Ok(axum::Json(describe(&generation, visitor.locale, visitor.now)).into_response())
}

/// The whole document (OpenAPI 3.1), for the generation at hand.
pub fn describe(generation: &Generation, locale: Locale, now: i64) -> Json {
    let mut paths: Map<String, Json> = Map::new();
    let mut tags = Vec::new();
    let scope = generation.render_scope(locale.tag(), now);
    for plugin in generation.plugins.values() {
        let head = &plugin.manifest.plugin;
        let say = |key: &str| generation.look.renderer.text_in(&scope, key, &Map::new());
        tags.push(json!({ "name": plugin.id(), "description": format!("{}. {}", say(head.name.get_ref()), say(head.purpose.get_ref())) }));
        for route in &plugin.manifest.routes {
            let path = format!("/p/{}{}", plugin.id(), route.path.get_ref().trim_end_matches('/'));
            let operations = paths.entry(path).or_insert_with(|| json!({}));
            operations[route.method.as_str().to_ascii_lowercase()] = operation(plugin, route);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": generation.salon.name, "version": env!("CARGO_PKG_VERSION") },
        "tags": tags,
        "paths": paths,
        "security": [{ "bearer": [] }],
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Problem": problem_schema() },
            "responses": { "Problem": {
                "description": "RFC 9457 problem",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
            } },
        },
    })
}

fn operation(plugin: &Plugin, route: &Route) -> Json {
    let name = route.name.get_ref();
    let schema = plugin
        .handlers
        .get(name)
        .map(|h| h.input.clone())
        .filter(Json::is_object)
        .unwrap_or_else(|| json!({ "type": "object" }));
    let in_path: Vec<&str> =
        route.path.get_ref().split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    let any = json!({ "type": "string" });
    let mut parameters: Vec<Json> = in_path
        .iter()
        .map(|field| json!({ "name": field, "in": "path", "required": true, "schema": properties.get(*field).unwrap_or(&any) }))
        .collect();
    let ok = if route.method == Method::Post && !route.reads() { "201" } else { "200" };
    let mut operation = json!({
        "operationId": format!("{}-{name}", plugin.id()),
        "tags": [plugin.id()],
        "x-permission": route.permission.as_ref().map(|p| p.get_ref()),
        "responses": {
            "200": { "description": "OK", "content": { "application/json": { "schema": {} } } },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    });
    if ok == "201" {
        operation["responses"]["201"] =
            json!({ "description": "Created", "content": { "application/json": { "schema": {} } } });
    }
    if route.public {
        operation["security"] = json!([]);
    }
    if route.method == Method::Get {
        for (field, schema) in properties.iter().filter(|(field, _)| !in_path.contains(&field.as_str())) {
            parameters.push(json!({ "name": field, "in": "query", "required": required.contains(&field.as_str()), "schema": schema }));
        }
    } else {
        let mut body = schema.clone();
        if let Some(fields) = body.get_mut("properties").and_then(Json::as_object_mut) {
            fields.retain(|field, _| !in_path.contains(&field.as_str()));
        }
        if let Some(names) = body.get_mut("required").and_then(Json::as_array_mut) {
            names.retain(|name| !name.as_str().is_some_and(|name| in_path.contains(&name)));
        }
        operation["requestBody"] = json!({ "content": {
            "application/json": { "schema": body }, "application/x-www-form-urlencoded": { "schema": body },
        } });
        if !route.reads() {
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "schema": { "type": "string", "maxLength": 200 } }));
        }
    }
    operation["parameters"] = Json::Array(parameters);
    operation
}

fn problem_schema() -> Json {
    json!({ "type": "object", "properties": {
        "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
        "detail": { "type": "string" }, "instance": { "type": "string" }, "code": { "type": "string" },
        "request_id": { "type": "string" },
        "errors": { "type": "object", "additionalProperties": { "type": "string" }, "description": "field → sentence" },
        "alternatives": { "type": "array", "description": "what is possible instead, on 409" },
    }, "required": ["type", "title", "status"] })
}
