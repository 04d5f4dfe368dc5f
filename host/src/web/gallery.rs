//! `/_ui`: every component in its states, in development only.

use axum::extract::State;
use axum::response::Response;

use super::problem::Problem;
use super::session::Visitor;
use super::view::Page;
use super::{AppState, form};

pub async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    if !state.config.development {
        return Err(Problem::not_found());
    }
    let page = Page { title: "UI".into(), ..Page::host("gallery", "/_ui") };
    let view = pardoz_renderer::gallery_view();
    form::show(&state, &state.plugins.current(), &visitor, &page, "gallery.html", view)
}
