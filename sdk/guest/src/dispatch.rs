//! From the name of a call to a function: what `plugin!{}` expands to. Nothing here is for authors.

use crate::act::Act;
use crate::bindings::exports::pardoz::plugin::handler::{Call, Error as WireError, Reply as Wire};
use crate::context::{Mutation, Query};
use crate::error::{Error, Result};
use crate::input::Input;
use crate::reply::{Reply, wire};
use serde_json::{Map, Value, json};

/// A function that a `query` line of `plugin!{}` can name: `fn(&Query)` or `fn(&Query, Input)`.
pub trait QueryHandler<Args> {
    fn run(&self, ctx: &Query, template: Option<&str>) -> Result<Wire>;
    fn input() -> Value;
}

/// A function that a `mutate` line can name: `fn(&mut Mutation)` or `fn(&mut Mutation, Input)`.
pub trait MutationHandler<Args> {
    fn run(&self, ctx: &mut Mutation, template: Option<&str>) -> Result<Wire>;
    fn input() -> Value;
}

/// A function that an `act` line can name: `fn(&mut Act)` or `fn(&mut Act, Input)`.
pub trait ActHandler<Args> {
    fn run(&self, ctx: &mut Act, template: Option<&str>) -> Result<Wire>;
    fn input() -> Value;
}

impl<F, V: Reply> ActHandler<()> for F
where
    F: Fn(&mut Act) -> Result<V>,
{
    fn run(&self, ctx: &mut Act, template: Option<&str>) -> Result<Wire> {
        self(ctx)?.reply(template)
    }

    fn input() -> Value {
        no_input()
    }
}

impl<F, T: Input, V: Reply> ActHandler<(T,)> for F
where
    F: Fn(&mut Act, T) -> Result<V>,
{
    fn run(&self, ctx: &mut Act, template: Option<&str>) -> Result<Wire> {
        let input = read(ctx)?;
        self(ctx, input)?.reply(template)
    }

    fn input() -> Value {
        T::schema().into_json()
    }
}

impl<F, V: Reply> QueryHandler<()> for F
where
    F: Fn(&Query) -> Result<V>,
{
    fn run(&self, ctx: &Query, template: Option<&str>) -> Result<Wire> {
        self(ctx)?.reply(template)
    }

    fn input() -> Value {
        no_input()
    }
}

impl<F, T: Input, V: Reply> QueryHandler<(T,)> for F
where
    F: Fn(&Query, T) -> Result<V>,
{
    fn run(&self, ctx: &Query, template: Option<&str>) -> Result<Wire> {
        self(ctx, read(ctx)?)?.reply(template)
    }

    fn input() -> Value {
        T::schema().into_json()
    }
}

impl<F, V: Reply> MutationHandler<()> for F
where
    F: Fn(&mut Mutation) -> Result<V>,
{
    fn run(&self, ctx: &mut Mutation, template: Option<&str>) -> Result<Wire> {
        self(ctx)?.reply(template)
    }

    fn input() -> Value {
        no_input()
    }
}

impl<F, T: Input, V: Reply> MutationHandler<(T,)> for F
where
    F: Fn(&mut Mutation, T) -> Result<V>,
{
    fn run(&self, ctx: &mut Mutation, template: Option<&str>) -> Result<Wire> {
        let input = read(ctx)?;
        self(ctx, input)?.reply(template)
    }

    fn input() -> Value {
        T::schema().into_json()
    }
}

fn no_input() -> Value {
    crate::input::Schema::object().into_json()
}

fn read<T: Input>(ctx: &Query) -> Result<T> {
    serde_json::from_str(ctx.input()).map_err(|error| {
        Error::of("invalid", format!("could not read the input of `{}`: {error}", ctx.name()))
    })
}

/// The answer to kind `describe`, collected handler by handler.
#[derive(Default)]
pub struct Description(Map<String, Value>);

impl Description {
    /// `_handler` only tells its type.
    pub fn query<Args, H: QueryHandler<Args>>(self, name: &str, _handler: H) -> Self {
        self.add(name, "query", H::input())
    }

    pub fn mutate<Args, H: MutationHandler<Args>>(self, name: &str, _handler: H) -> Self {
        self.add(name, "mutate", H::input())
    }

    pub fn act<Args, H: ActHandler<Args>>(self, name: &str, _handler: H) -> Self {
        self.add(name, "act", H::input())
    }

    fn add(mut self, name: &str, export: &str, input: Value) -> Self {
        self.0.insert(name.to_owned(), json!({ "export": export, "input": input }));
        self
    }

    pub fn reply(self) -> Result<Wire> {
        Ok(wire("json", "", json!({ "handlers": self.0 }).to_string(), Vec::new()))
    }
}

/// One `plugin!{}`: its own type per plugin.
pub trait Handlers {
    /// The plugin's id, for messages.
    const PLUGIN: &'static str;
    /// `None`: there is no such query.
    fn query(name: &str, kind: &str, ctx: &Query) -> Option<Result<Wire>>;
    fn mutate(name: &str, kind: &str, ctx: &mut Mutation) -> Option<Result<Wire>>;
    fn act(name: &str, kind: &str, ctx: &mut Act) -> Option<Result<Wire>>;
    fn describe() -> Description;
}

/// The export `query`.
pub fn query<H: Handlers>(call: Call) -> Result<Wire, WireError> {
    crate::log::report_panics();
    if call.kind == "describe" {
        return Ok(H::describe().reply()?);
    }
    let ctx = Query::new(call);
    match H::query(ctx.name(), ctx.kind(), &ctx) {
        Some(reply) => {
            let mut reply = reply?;
            reply.meta.extend(ctx.promise().map(|until| ("holds-until".to_owned(), until.to_string())));
            Ok(reply)
        }
        None => Err(unknown::<H>("query", &ctx).into()),
    }
}

/// The export `mutate`.
pub fn mutate<H: Handlers>(call: Call) -> Result<Wire, WireError> {
    crate::log::report_panics();
    let (name, kind) = (call.name.clone(), call.kind.clone());
    let mut ctx = Mutation::new(call);
    match H::mutate(&name, &kind, &mut ctx) {
        Some(reply) => Ok(reply?),
        // A plugin that has nothing to do after its migrations need not say so.
        None if kind == "upgrade" => Ok(().reply(None)?),
        None => Err(unknown::<H>("mutate", &ctx).into()),
    }
}

/// The export `act`.
pub fn act<H: Handlers>(call: Call) -> Result<Wire, WireError> {
    crate::log::report_panics();
    let (name, kind) = (call.name.clone(), call.kind.clone());
    let mut ctx = Act::new(call);
    match H::act(&name, &kind, &mut ctx) {
        Some(reply) => Ok(reply?),
        None => Err(unknown::<H>("act", &ctx).into()),
    }
}

fn unknown<H: Handlers>(export: &str, ctx: &Query) -> Error {
    let (kind, name) = (ctx.kind(), ctx.name());
    Error::of(
        "unsupported",
        format!("plugin `{}` has no {export} handler `{name}` (kind `{kind}`)", H::PLUGIN),
    )
}
