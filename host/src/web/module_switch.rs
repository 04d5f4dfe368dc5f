//! Switching a module off together with those that cannot work without it: the card lists them and asks, the form
//! brings what was agreed on, and it is one act. Whoever has come to need the module since then is not switched off
//! unasked: the answer says who, and nothing has changed.

use axum::extract::Request;
use axum::response::Response;
use serde_json::{Map, json};

use super::AppState;
use super::form::{self, Sent};
use super::plugin_admin::{HERE, MANAGE, actor, problem, say};
use super::problem::Problem;
use super::session::Visitor;
use crate::plugin::{Generation, InstallError};

/// `POST /admin/plugins/<id>/disable`; `with` names the others that may go off, by id, with commas between.
pub async fn off(
    state: &AppState,
    visitor: &Visitor,
    plugin: &str,
    request: Request,
) -> Result<Response, Problem> {
    let who = visitor.with(MANAGE)?.login.clone();
    let schema = json!({ "properties": { "with": { "type": "string", "maxLength": 2_000 } } });
    let values = Sent::read(state, request, &schema).await?.values?;
    let agreed = form::text(&values, "with");
    let agreed: Vec<String> =
        agreed.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
    let generation = state.plugins.current();
    let went_too = state.plugins.dependants(plugin);
    match state.plugins.disable_with(plugin, &agreed, &actor(visitor)).await {
        Ok(()) => {}
        Err(InstallError::Needed { dependants, .. }) => {
            let mut problem = Problem::new(409, "module-needed");
            problem.args.insert("modules".into(), names(&generation, visitor, &dependants).into());
            problem.data.insert("with".into(), dependants.join(",").into());
            return Err(problem);
        }
        Err(error) => return Err(problem(error)),
    }
    tracing::info!(
        plugin.id = plugin,
        went_too = went_too.join(","),
        person = who,
        "{plugin} was switched off by {who}"
    );
    let mut args =
        Map::from_iter([("name".to_owned(), names(&generation, visitor, &[plugin.to_owned()]).into())]);
    if went_too.is_empty() {
        return Ok(form::done_with(state, visitor, HERE, "host-toast-module-off", &args));
    }
    args.insert("others".to_owned(), names(&generation, visitor, &went_too).into());
    Ok(form::done_with(state, visitor, HERE, "host-toast-modules-off", &args))
}

/// What people call these modules.
fn names(generation: &Generation, visitor: &Visitor, ids: &[String]) -> String {
    let name = |id: &String| match generation.installed.get(id) {
        Some(package) => say(generation, visitor, package.manifest.plugin.name.get_ref(), json!({})),
        None => id.clone(),
    };
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}
