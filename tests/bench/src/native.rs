//! The same handlers without the sandbox: the module's own source compiled for this machine, with its statements run
//! on a connection of its own, behind the host's middleware and drawn with the same templates.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use pardoz::db::{DbError, Retry, Tx, audit};
use pardoz::queue::{event, job};
use pardoz::web::problem::Problem;
use pardoz::web::remember::Drawn;
use pardoz::web::session::Visitor;
use pardoz::web::view::{self, Page};
use pardoz::web::{AppState, slot};
use pardoz_sdk::native::{self, Call, Error, Reply};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value as Json};

use crate::imports::{Asked, Imports, PLUGIN, Store, broken, run};

/// Addresses of the native handlers, beside the module's own.
pub fn routes(data: &Path) -> Router<AppState> {
    let file: Arc<PathBuf> = Arc::new(data.join("pardoz.db"));
    Router::new()
        .route(
            "/native/noop",
            get(|visitor: Visitor| async move { visitor.signed_in().map(|_| StatusCode::NO_CONTENT) }),
        )
        .route(
            "/native/schedule",
            get(
                move |state: State<AppState>,
                      visitor: Visitor,
                      headers: HeaderMap,
                      query: Query<Map<String, Json>>| {
                    schedule(file.clone(), state, visitor, headers, query)
                },
            ),
        )
        .route("/native/appointments", post(book))
}

/// The day's page: one snapshot on a thread for blocking work, then the templates.
async fn schedule(
    file: Arc<PathBuf>,
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(query): Query<Map<String, Json>>,
) -> Result<Response, Problem> {
    let principal = visitor.with("booking.appointment.read")?.clone();
    let generation = state.plugins.current();
    let plugin = generation.plugins.get(PLUGIN).ok_or_else(Problem::not_found)?.clone();
    let settings = state.settings_of(&generation, &plugin).await?;
    let call = call(&visitor, "page", "schedule", Json::Object(query.clone()).to_string());
    let asked = Asked {
        generation: generation.clone(),
        plugin,
        principal,
        settings: settings.clone(),
        now: visitor.now,
    };
    let work = move || {
        let connection = connection(&file);
        let own = connection.clone();
        run(Imports::new(asked, Store::Own(connection)), || {
            // One snapshot for all statements, as a handler in the sandbox has.
            own.execute_batch("begin").map_err(broken)?;
            let reply = native::query::<plugin_booking::Plugin>(call);
            own.execute_batch("commit").map_err(broken)?;
            reply
        })
        .0
    };
    let reply = tokio::task::spawn_blocking(work).await.expect("a handler does not panic");
    let reply = reply.map_err(|_| Problem::new(500, "module-failed"))?;
    let page = Page {
        plugin: Some(PLUGIN.to_owned()),
        route: "schedule".to_owned(),
        path: "/p/booking/schedule".to_owned(),
        query,
        relations: RELATIONS.read().expect("nobody panics with it").clone(),
        ..Page::default()
    };
    let mut context = view::context(&state, &generation, &visitor, &page);
    context.insert("settings".into(), Json::Object((*settings).clone()));
    context.insert("view".into(), serde_json::from_str(&reply.data).expect("a view is JSON"));
    let drawn = view::draw(&generation, &visitor, Some(PLUGIN), &reply.name, context);
    let drawn = drawn.map_err(|_| Problem::new(500, "module-failed"))?;
    let filled = slot::fill(&state, &generation, &visitor, drawn.html).await;
    Ok(Drawn::new(filled.html).answer(&headers))
}

/// The tables the module's page names for its live refresh; a native page would have them as a constant.
static RELATIONS: RwLock<Vec<String>> = RwLock::new(Vec::new());

thread_local! {
    static CONNECTION: RefCell<Option<Rc<Connection>>> = const { RefCell::new(None) };
}

/// Tells the native page which tables to name.
pub fn name_relations(relations: &[String]) {
    *RELATIONS.write().expect("nobody panics with it") = relations.to_vec();
}

/// This thread's connection, with the settings of the host's readers.
fn connection(file: &Path) -> Rc<Connection> {
    CONNECTION.with_borrow_mut(|known| {
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(file, flags).expect("the salon's file opens");
            let settings =
                "pragma cache_size = -16000; pragma mmap_size = 268435456; pragma temp_store = memory";
            connection.execute_batch(settings).expect("settings");
            connection.set_prepared_statement_cache_capacity(768);
            Rc::new(connection)
        };
        known.get_or_insert_with(open).clone()
    })
}

/// Books: the module's own command in the host's writer, with the rows that the host writes for a command.
async fn book(State(state): State<AppState>, visitor: Visitor, body: Bytes) -> Result<Response, Problem> {
    let principal = visitor.with("booking.appointment.write")?.clone();
    let generation = state.plugins.current();
    let plugin = generation.plugins.get(PLUGIN).ok_or_else(Problem::not_found)?.clone();
    let settings = state.settings_of(&generation, &plugin).await?;
    let input: Json = serde_json::from_slice(&body).map_err(|_| Problem::new(400, "malformed"))?;
    let call = call(&visitor, "api", "appointment-book", input.to_string());
    let now = visitor.now;
    let written = state.db.write(crate::salon::soon(), &[], move |tx| {
        let previous = tx.enter_plugin(&plugin.grants);
        let asked = Asked {
            generation: generation.clone(),
            plugin: plugin.clone(),
            principal: principal.clone(),
            settings: settings.clone(),
            now,
        };
        let own = std::mem::replace(tx, Tx::hollow());
        let (reply, imports) = run(Imports::new(asked, Store::Host(own)), || {
            native::mutate::<plugin_booking::Plugin>(call.clone())
        });
        let Store::Host(own) = imports.store else { unreachable!("it was the host's") };
        *tx = own;
        tx.leave_plugin(previous);
        let reply = reply.map_err(Refused::Guest)?;
        for event in &imports.events {
            let subscribers: Vec<_> = generation
                .subscribers(&event.topic)
                .map(|(id, s)| (id.to_owned(), s.handler.get_ref().clone(), s.strict))
                .collect();
            event::publish(tx, event, &subscribers)?;
        }
        for job in &imports.jobs {
            job::schedule(tx, job, now)?;
        }
        let entry = audit::Entry {
            audit_id: call.id.clone(),
            at: now,
            actor: format!("{}:{}", principal.login, principal.person_id),
            plugin: PLUGIN.to_owned(),
            version: plugin.manifest.version().to_owned(),
            action: "api/appointment-book".to_owned(),
            input: call.input.clone(),
            ..audit::Entry::default()
        };
        audit::append(tx, &entry)?;
        Ok::<Reply, Refused>(reply)
    });
    match written.await {
        Ok(reply) => Ok((StatusCode::CREATED, reply.data).into_response()),
        Err(Refused::Guest(e)) => Ok((StatusCode::CONFLICT, e.message).into_response()),
        Err(Refused::Db(_)) => Err(Problem::new(500, "internal")),
    }
}

/// Why a native command did not commit.
enum Refused {
    Guest(Error),
    Db(DbError),
}

impl From<DbError> for Refused {
    fn from(e: DbError) -> Self {
        Self::Db(e)
    }
}

impl Retry for Refused {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(DbError::Conflict))
    }
}

fn call(visitor: &Visitor, kind: &str, name: &str, input: String) -> Call {
    Call {
        id: uuid::Uuid::now_v7().to_string(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        input,
        body: None,
        meta: vec![("locale".to_owned(), visitor.locale.tag().to_owned())],
    }
}
