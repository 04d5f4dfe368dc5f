//! What a plugin does unseen: events, jobs, services, and its ways to the world outside.

use serde::Deserialize;
use toml::Spanned;

/// Events the plugin hears, of its own or of others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    pub topic: Spanned<String>,
    pub handler: Spanned<String>,
    /// A dead letter blocks its key until somebody decides.
    #[serde(default)]
    pub strict: bool,
}

/// Work at a time, or when the plugin asks for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub name: Spanned<String>,
    /// Five cron fields in the salon's time zone; absent = only by `jobs.schedule`.
    pub schedule: Option<Spanned<String>>,
}

/// A function of a contract the plugin provides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub contract: Spanned<String>,
    pub name: Spanned<String>,
    pub handler: Spanned<String>,
    /// `query` or `mutate`.
    #[serde(default = "default_export")]
    pub kind: Spanned<String>,
}

fn default_export() -> Spanned<String> {
    Spanned::new(0..0, "mutate".to_owned())
}

/// A topic the plugin publishes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub topic: Spanned<String>,
}

/// An address foreign systems send to: `POST /hooks/<plugin>/<name>`. It has no session: the handler proves who sent
/// it, by signature or shared secret, and does the same once for the same message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    pub name: Spanned<String>,
    /// The webhook's name when absent.
    pub handler: Option<Spanned<String>>,
    /// `act` when the answer needs another system's; else a command.
    pub kind: Option<Spanned<String>>,
    #[serde(default = "default_webhook_bytes")]
    pub body_bytes_max: Spanned<usize>,
    /// Messages a minute from one address.
    #[serde(default = "default_webhook_rate")]
    pub per_minute: Spanned<u32>,
}

impl Webhook {
    pub fn handler(&self) -> &str {
        self.handler.as_ref().unwrap_or(&self.name).get_ref()
    }

    pub fn is_act(&self) -> bool {
        self.kind.is_some()
    }
}

fn default_webhook_bytes() -> Spanned<usize> {
    Spanned::new(0..0, 64 << 10)
}

fn default_webhook_rate() -> Spanned<u32> {
    Spanned::new(0..0, 300)
}

/// A place in the world the plugin may send to. The owner is told all of them before installing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Egress {
    /// Exact name in small letters; no stars, no numbers.
    pub host: Option<Spanned<String>>,
    /// Or: the setting (of type text) in which the owner names the host.
    pub setting: Option<Spanned<String>>,
    #[serde(default = "default_port")]
    pub port: u16,
    pub methods: Vec<Spanned<String>>,
    /// Text key: what for.
    pub purpose: Spanned<String>,
    #[serde(default = "default_egress_rate")]
    pub per_minute: u32,
}

fn default_port() -> u16 {
    443
}

fn default_egress_rate() -> u32 {
    60
}

/// A place in the world that pages may lead people to: where they pay, for one. The owner is told all of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Exact name in small letters; no stars, no numbers.
    pub host: Spanned<String>,
}

/// A kind of effect the plugin asks for, and the handler that hears how it ended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// `http` or `mail`.
    pub kind: Spanned<String>,
    /// Called with kind `effect-result`.
    pub handler: Option<Spanned<String>>,
}

/// How the plugin takes the place of another provider of its contracts: the handler is called with kind `import-from`
/// and `{"from": id, "batch": n}` until it answers `{"done": true}`, all in the transaction that switches. It reads the
/// old provider through the exchange views, so the contract stands in `optional` as well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportFrom {
    pub handler: Spanned<String>,
}
