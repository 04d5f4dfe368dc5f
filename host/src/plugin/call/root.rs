//! What all instances of one root call share, and what they may spend.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hmac::{Hmac, Mac};
use serde_json::Value as Json;
use sha2::Sha256;

use super::Call;
use crate::auth::Principal;
use crate::clock::Millis;
use crate::limit;
use crate::plugin::act::Outside;
use crate::plugin::generation::Generation;
use crate::queue::effect::Effect;
use crate::secret::{Seal, Secrets};

/// What of one root call may be spent, over all the plugins it reaches.
#[derive(Clone, Copy)]
pub struct Limits {
    pub host_calls: u32,
    pub statements: u32,
    pub rows_written: u64,
    pub events: usize,
    pub jobs: usize,
    pub cpu_ticks: u32,
}

impl Limits {
    pub fn of(kind: &str) -> Self {
        let bulk = matches!(kind, "import" | "import-from" | "demo");
        let cpu = if bulk || matches!(kind, "job" | "event" | "effect-result") {
            limit::JOB_CPU_BUDGET
        } else {
            limit::CPU_BUDGET
        };
        Self {
            host_calls: if bulk { 20 * limit::CALL_HOST_CALLS_MAX } else { limit::CALL_HOST_CALLS_MAX },
            statements: if bulk { limit::BULK_STATEMENTS_MAX } else { limit::CALL_STATEMENTS_MAX },
            rows_written: if bulk { limit::BULK_ROWS_WRITTEN_MAX } else { limit::CALL_ROWS_WRITTEN_MAX },
            events: if bulk { limit::BULK_EVENTS_MAX } else { limit::CALL_EVENTS_MAX },
            jobs: if bulk { limit::BULK_JOBS_MAX } else { limit::CALL_JOBS_MAX },
            cpu_ticks: (cpu.as_millis() / limit::EPOCH_TICK.as_millis()) as u32,
        }
    }

    /// S9: how long a root call of this kind may take.
    pub fn deadline(kind: &str, writes: bool) -> Duration {
        match kind {
            "job" | "import" | "import-from" | "demo" | "event" | "effect-result" => limit::JOB_DEADLINE,
            _ if writes => limit::MUTATE_DEADLINE,
            _ => limit::QUERY_DEADLINE,
        }
    }
}

/// An event that exists only if the call commits.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub event_id: String,
    pub source: String,
    pub topic: String,
    pub key: String,
    /// JSON text.
    pub payload: String,
}

/// A change to the jobs, applied before the commit.
#[derive(Clone, Debug)]
pub enum JobChange {
    Schedule {
        job_id: String,
        plugin: String,
        job: String,
        run_at: Millis,
        dedup_key: String,
        payload: String,
    },
    Cancel {
        plugin: String,
        job: String,
        dedup_key: String,
    },
}

/// Everything with a reader outside the transaction: written just before the commit, cut back with a savepoint.
#[derive(Default)]
pub struct Buffer {
    pub events: Vec<NewEvent>,
    pub jobs: Vec<JobChange>,
    pub effects: Vec<Effect>,
}

impl Buffer {
    pub(super) fn lengths(&self) -> [usize; 3] {
        [self.events.len(), self.jobs.len(), self.effects.len()]
    }

    /// Back to what it was at a savepoint.
    pub(super) fn truncate(&mut self, [events, jobs, effects]: [usize; 3]) {
        self.events.truncate(events);
        self.jobs.truncate(jobs);
        self.effects.truncate(effects);
    }
}

/// What all instances of one root call share: identity, time, budgets, buffers, and what was read.
pub struct Root {
    pub call_id: String,
    pub generation: Arc<Generation>,
    pub principal: Arc<Principal>,
    pub locale: String,
    pub timezone: String,
    pub now: Millis,
    pub deadline: Instant,
    pub limits: Limits,
    pub host_calls: u32,
    pub statements: u32,
    pub rows_written: u64,
    pub claims: u32,
    pub logs: usize,
    pub nested: u32,
    pub cpu_ticks: u32,
    pub buffer: Buffer,
    /// Plugin id and method of the instances on the stack, the running one last.
    pub stack: Vec<(String, String, bool)>,
    pub relations: BTreeSet<String>,
    pub clock_read: bool,
    pub day_read: bool,
    pub random_read: bool,
    pub settings: HashMap<String, serde_json::Map<String, Json>>,
    /// Opened for the host's own use: no import hands one out.
    pub secrets: HashMap<String, Secrets>,
    pub seal: Option<Seal>,
    /// The world outside, in an `act` alone.
    pub outside: Option<Outside>,
    /// Depth of the chain of events that led here (S16).
    pub cause: Option<(String, i64)>,
    /// The dispatcher runs a job: what it plans in turn has to wait a moment.
    pub is_job: bool,
    seed: [u8; 32],
    ids: u64,
    randoms: u64,
}

/// The parts of a root call that stay the same over its retries (S4).
#[derive(Clone)]
pub struct Fixed {
    pub call_id: String,
    pub now: Millis,
    pub deadline: Instant,
    pub host_key: [u8; 32],
    pub seal: Option<Seal>,
    pub cause: Option<(String, i64)>,
}

impl Root {
    pub fn new(fixed: &Fixed, generation: Arc<Generation>, call: &Call) -> Box<Self> {
        let seed = keyed(&fixed.host_key, &[fixed.call_id.as_bytes()]);
        Self::with_seed(fixed, generation, call, seed)
    }

    fn with_seed(fixed: &Fixed, generation: Arc<Generation>, call: &Call, seed: [u8; 32]) -> Box<Self> {
        let timezone = generation.salon.timezone.clone();
        Box::new(Self {
            call_id: fixed.call_id.clone(),
            generation,
            principal: call.principal.clone(),
            locale: call.locale.clone(),
            timezone,
            now: fixed.now,
            deadline: fixed.deadline,
            limits: Limits::of(call.kind),
            host_calls: 0,
            statements: 0,
            rows_written: 0,
            claims: 0,
            logs: 0,
            nested: 0,
            cpu_ticks: 0,
            buffer: Buffer::default(),
            stack: Vec::new(),
            relations: BTreeSet::new(),
            clock_read: false,
            day_read: false,
            random_read: false,
            settings: HashMap::new(),
            secrets: HashMap::new(),
            seal: fixed.seal.clone(),
            outside: None,
            cause: fixed.cause.clone(),
            is_job: call.kind == "job",
            seed,
            ids: 0,
            randoms: 0,
        })
    }

    /// Notes that the call's answer depends on these tables.
    pub fn read(&mut self, relations: &[String]) {
        for relation in relations {
            self.read_one(relation);
        }
    }

    pub fn read_one(&mut self, relation: &str) {
        if !self.relations.contains(relation) {
            self.relations.insert(relation.to_owned());
        }
    }

    /// UUIDv7 whose time is the call's and whose rest comes from the call's own stream: ascending within a call,
    /// the same in a retry.
    pub fn new_id(&mut self) -> String {
        self.random_read = true;
        self.ids += 1;
        let bytes = keyed(&self.seed, &[b"id", &self.ids.to_be_bytes()]);
        let mut rest = [0u8; 10];
        rest.copy_from_slice(&bytes[..10]);
        // rand_a (12 bits) counts, so that ids of one call ascend; wraps after 4,096, far above S11's events.
        rest[0] = (self.ids >> 8) as u8 & 0x0f;
        rest[1] = self.ids as u8;
        uuid::Builder::from_unix_timestamp_millis(self.now as u64, &rest).into_uuid().to_string()
    }

    /// `len` bytes that others cannot guess and a retry sees again.
    pub fn random(&mut self, len: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(len + 32);
        while out.len() < len {
            self.randoms += 1;
            out.extend_from_slice(&keyed(&self.seed, &[b"random", &self.randoms.to_be_bytes()]));
        }
        out.truncate(len);
        out
    }

    /// The business day (R-B15: it starts at 05:00 in the salon's time zone).
    pub fn today(&mut self) -> String {
        self.day_read = true;
        business_day(self.now, &self.timezone).0
    }

    /// What the renderer needs to know for texts and formats.
    pub fn render_scope(&self) -> pardoz_renderer::RenderScope {
        self.generation.render_scope(&self.locale, self.now)
    }

    /// Stands in for a root that is travelling through an instance.
    pub(super) fn placeholder(generation: &Arc<Generation>) -> Box<Self> {
        let fixed = Fixed {
            call_id: String::new(),
            now: 0,
            deadline: Instant::now(),
            host_key: [0; 32],
            seal: None,
            cause: None,
        };
        let call = Call::background("", "", "", Json::Null, "");
        Self::with_seed(&fixed, generation.clone(), &call, [0; 32])
    }
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The business day of an instant, `YYYY-MM-DD`, and the instant at which the next one starts (R-B15).
pub fn business_day(now: Millis, timezone: &str) -> (String, Millis) {
    const STARTS: i8 = 5;
    let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let local = jiff::Timestamp::from_millisecond(now).unwrap_or_default().to_zoned(zone.clone()).datetime();
    let mut day = local.date();
    if local.hour() < STARTS {
        day = day.yesterday().unwrap_or(day);
    }
    let next = day
        .tomorrow()
        .unwrap_or(day)
        .at(STARTS, 0, 0, 0)
        .to_zoned(zone)
        .map_or(now, |z| z.timestamp().as_millisecond());
    (day.to_string(), next)
}
