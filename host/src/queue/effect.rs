//! Effects: wishes for something outside the database, as rows of the transaction that wished (S17). A worker takes
//! one under a lease and settles it with the lease's token: a worker that was held up and comes back late changes
//! nothing any more.

use crate::clock::Millis;
use crate::db::{DbError, Row, Tx};

/// One effect as it lies in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub effect_id: String,
    pub plugin: String,
    /// `http`, `mail`.
    pub kind: String,
    /// The plugin's own name for it; one effect a key.
    pub key: String,
    /// `host:port`, or the kind where there is no host.
    pub destination: String,
    /// JSON text; secrets stand in it by name only.
    pub request: String,
    /// Handler that hears of the result.
    pub callback: Option<String>,
    /// `parked`, `ready`, `leased`, `done`, `failed` (refused by the other side) or `dead`.
    pub state: String,
    pub attempts: i64,
    pub next_at: Millis,
    pub error: Option<String>,
    pub created_at: Millis,
}

const COLUMNS: &str = "effect_id, plugin_id, kind, effect_key, coalesce(destination, ''), request, callback, state, \
     attempts, next_at, last_error, created_at";

fn read(row: &Row) -> Effect {
    Effect {
        effect_id: row.text(0).to_owned(),
        plugin: row.text(1).to_owned(),
        kind: row.text(2).to_owned(),
        key: row.text(3).to_owned(),
        destination: row.text(4).to_owned(),
        request: row.text(5).to_owned(),
        callback: row.opt_text(6).map(str::to_owned),
        state: row.text(7).to_owned(),
        attempts: row.int(8),
        next_at: row.int(9),
        error: row.opt_text(10).map(str::to_owned),
        created_at: row.int(11),
    }
}

/// The salon's life: a restored backup begins the next one, and what the old one left unsent stays unsent (promise 14).
pub fn epoch(tx: &mut Tx) -> Result<i64, DbError> {
    let row = tx.query_one("select value from host_setting where scope = 'host' and key = 'epoch'", &[])?;
    Ok(row.and_then(|row| row.text(0).parse().ok()).unwrap_or(1))
}

/// Writes a wish, to be fulfilled at once.
pub fn enqueue(tx: &mut Tx, effect: &Effect, call_id: &str) -> Result<(), DbError> {
    let epoch = epoch(tx)?;
    let written = tx.execute(
        "insert into host_effect (effect_id, plugin_id, kind, effect_key, destination, request, callback, state, \
         epoch, attempts, next_at, created_at, call_id) values ($1, $2, $3, $4, $5, $6, $7, 'ready', $8, 0, $9, $9, $10)",
        &[
            (&effect.effect_id).into(),
            (&effect.plugin).into(),
            (&effect.kind).into(),
            (&effect.key).into(),
            (&effect.destination).into(),
            (&effect.request).into(),
            effect.callback.clone().into(),
            epoch.into(),
            effect.created_at.into(),
            call_id.into(),
        ],
    );
    // Two commands wished under one key at once: the later one runs again and finds the earlier one's wish.
    match written {
        Err(DbError::Constraint { name }) if name == "host_effect_once" => return Err(DbError::Conflict),
        other => other?,
    };
    tx.touch("host_effect");
    Ok(())
}

/// The effect a plugin wished for earlier under this key.
pub fn known(tx: &mut Tx, plugin: &str, key: &str) -> Result<Option<String>, DbError> {
    let sql =
        "select effect_id from host_effect where plugin_id = $1 and effect_key = $2 and effect_key <> ''";
    Ok(tx.query_one(sql, &[plugin.into(), key.into()])?.map(|row| row.text(0).to_owned()))
}

/// Of whom effects are asked: a plugin, and the destinations that take no more of it now.
pub struct Sender {
    pub plugin: String,
    pub full: Vec<String>,
}

/// What may be taken now, up to `count` of each sender: ready ones whose time has come, and leased ones whose worker
/// did not come back. Those that may not go, or of a plugin that is off, do not stand before another's.
pub fn due(tx: &mut Tx, senders: &[Sender], now: Millis, count: i64) -> Result<Vec<Effect>, DbError> {
    let epoch = epoch(tx)?;
    let mut all = Vec::new();
    for sender in senders {
        let mut parameters = vec![epoch.into(), now.into(), count.into(), (&sender.plugin).into()];
        parameters.extend(sender.full.iter().map(|destination| destination.into()));
        let full: Vec<String> =
            (5..=parameters.len()).map(|n| format!("and coalesce(destination, '') <> ${n}")).collect();
        let sql = format!(
            "select {COLUMNS} from host_effect where epoch = $1 and plugin_id = $4 and next_at <= $2 \
             and (state = 'ready' or (state = 'leased' and lease_until < $2)) {} \
             order by next_at, effect_id limit $3",
            full.join(" ")
        );
        all.extend(tx.query(&sql, &parameters)?.iter().map(read));
    }
    Ok(all)
}

/// Takes an effect until `until` under `token`. False if somebody else has it.
pub fn lease(tx: &mut Tx, effect_id: &str, token: &str, now: Millis, until: Millis) -> Result<bool, DbError> {
    let epoch = epoch(tx)?;
    let taken = tx.execute(
        "update host_effect set state = 'leased', lease_token = $2, lease_until = $3, attempts = attempts + 1 \
         where effect_id = $1 and epoch = $4 and (state = 'ready' or (state = 'leased' and lease_until < $5))",
        &[effect_id.into(), token.into(), until.into(), epoch.into(), now.into()],
    )?;
    tx.touch("host_effect");
    Ok(taken == 1)
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    Done {
        response: String,
    },
    /// The other side said no for good.
    Failed {
        error: String,
        response: Option<String>,
    },
    /// Again at this time.
    Again {
        error: String,
        next_at: Millis,
    },
    /// Nobody tries any more until a person says so.
    Dead {
        error: String,
    },
}

/// Notes the end of an attempt. False when the lease under `token` is over: then nothing is noted, and whoever holds
/// the next lease decides.
pub fn settle(
    tx: &mut Tx,
    effect_id: &str,
    token: &str,
    settled: &Settled,
    now: Millis,
) -> Result<bool, DbError> {
    let (state, error, response, next_at) = match settled {
        Settled::Done { response } => ("done", None, Some(response), None),
        Settled::Failed { error, response } => ("failed", Some(error), response.as_ref(), None),
        Settled::Again { error, next_at } => ("ready", Some(error), None, Some(*next_at)),
        Settled::Dead { error } => ("dead", Some(error), None, None),
    };
    let settled_at = if next_at.is_none() { now.into() } else { crate::db::Value::Null };
    let changed = tx.execute(
        "update host_effect set state = $3, last_error = $4, response = $5, next_at = $6, settled_at = $7, \
         lease_token = null, lease_until = null where effect_id = $1 and state = 'leased' and lease_token = $2",
        &[
            effect_id.into(),
            token.into(),
            state.into(),
            error.cloned().into(),
            response.cloned().into(),
            next_at.unwrap_or(now).into(),
            settled_at,
        ],
    )?;
    tx.touch("host_effect");
    Ok(changed == 1)
}

/// A module's effects for the admin panel: those that need a person first, then the latest.
pub fn list(tx: &mut Tx, plugin: &str, count: i64) -> Result<Vec<Effect>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_effect where plugin_id = $1 order by \
         case state when 'dead' then 0 when 'parked' then 1 when 'ready' then 2 when 'leased' then 2 else 3 end, \
         created_at desc, effect_id limit $2"
    );
    Ok(tx.query(&sql, &[plugin.into(), count.into()])?.iter().map(read).collect())
}

/// A dead, refused or parked effect once more, in the salon's present life; or dropped for good.
pub fn decide(tx: &mut Tx, plugin: &str, effect_id: &str, retry: bool, now: Millis) -> Result<bool, DbError> {
    let epoch = epoch(tx)?;
    let changed = if retry {
        tx.execute(
            "update host_effect set state = 'ready', epoch = $3, attempts = 0, next_at = $4, settled_at = null \
             where effect_id = $1 and plugin_id = $2 and state in ('dead', 'failed', 'parked')",
            &[effect_id.into(), plugin.into(), epoch.into(), now.into()],
        )?
    } else {
        tx.execute(
            "delete from host_effect where effect_id = $1 and plugin_id = $2 and state in ('dead', 'failed', 'parked')",
            &[effect_id.into(), plugin.into()],
        )?
    };
    tx.touch("host_effect");
    Ok(changed == 1)
}

/// Removes what came to its end 30 days ago: requests and answers hold phone numbers.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64, DbError> {
    const KEPT_MS: i64 = 30 * 24 * 3_600 * 1_000;
    tx.execute(
        "delete from host_effect where settled_at < $1 and state in ('done', 'failed')",
        &[(now - KEPT_MS).into()],
    )
}
