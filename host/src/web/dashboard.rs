//! `/`: a greeting, the day, and the widgets of modules.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::problem::Problem;
use super::session::Visitor;
use super::view::Page;
use super::{AppState, form, slot};
use crate::plugin::call::business_day;

pub async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let principal = visitor.signed_in()?;
    let generation = state.plugins.current();
    let hour = view_hour(&generation.salon.timezone, visitor.now);
    let greeting = match hour {
        5..12 => "morning",
        12..18 => "day",
        _ => "evening",
    };
    let widgets = slot::widgets(&generation, &visitor);
    let view = json!({
        "greeting": greeting,
        "first_name": principal.display_name.split_whitespace().next().unwrap_or_default(),
        // R-B15: the day the schedule and the widgets show; at two in the morning it is still yesterday's.
        "day": business_day(visitor.now, &generation.salon.timezone).0,
        "widgets": widgets.len(),
    });
    let page = Page { title: title(&generation, &visitor), ..Page::host("dashboard", "/") };
    let response = form::show(&state, &generation, &visitor, &page, "dashboard.html", view)?;
    form::with_panels(&state, &generation, &visitor, response).await
}

fn title(generation: &crate::plugin::Generation, visitor: &Visitor) -> String {
    let scope = super::view::scope(generation, visitor, None);
    generation.look.renderer.text_in(&scope, "host-nav-today", &serde_json::Map::new())
}

/// The hour of the day in the salon.
fn view_hour(timezone: &str, now: i64) -> i8 {
    let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::from_millisecond(now).map_or(12, |at| at.to_zoned(zone).hour())
}
