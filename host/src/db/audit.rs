//! The audit log: a row per deed in its transaction, sealed into a hash chain afterwards, verified on demand.
//!
//! Edits, smuggled and deleted rows break a proof or the chain. A truncated end leaves a shorter but sound
//! chain, so it is found against a [`Head`] kept outside of the database ([`remember`]).

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::{Db, DbError, Row, Tx, Value};

/// Rows sealed in one transaction, or read at once.
const PAGE: i64 = 500;

/// Time to seal a page.
const PAGE_TIME: Duration = Duration::from_secs(30);

/// Time to verify a log of some million rows.
const VERIFY_TIME: Duration = Duration::from_secs(600);

/// What is written down. No secrets, no contact data: personal data by reference (security.md 4.4).
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// UUIDv7, the host's.
    pub audit_id: String,
    /// Milliseconds UTC.
    pub at: i64,
    /// Account id, token id or plugin id.
    pub actor: String,
    /// Empty: on the actor's own.
    pub on_behalf_of: String,
    pub plugin: String,
    pub version: String,
    /// Route or handler.
    pub action: String,
    /// Validated input as JSON, redacted.
    pub input: String,
    /// The request's id, as in the log.
    pub request: String,
}

/// The end of the chain at some moment. Kept outside, it shows a truncated log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    pub sequence: i64,
    /// Hex.
    pub hash: String,
}

/// What [`verify`] found wrong, first things first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The row does not match its proof: edited, or written by somebody else.
    Edited { audit_id: String },
    /// A number of the chain has no row, or the row has gone.
    Missing { sequence: i64 },
    /// The chain does not follow from what stands before it: reordered or replaced seals.
    Broken { sequence: i64 },
    /// A row that was sealed has lost its number: the end of the chain was cut off, or its seal deleted.
    Unsealed { audit_id: String },
    /// The chain ends before a head that was seen.
    Truncated { sequence: i64 },
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Edited { audit_id } => write!(f, "row {audit_id} was changed, or not written by this host"),
            Self::Missing { sequence } => write!(f, "row number {sequence} is missing"),
            Self::Broken { sequence } => {
                write!(f, "the chain breaks at number {sequence}: rows were reordered")
            }
            Self::Unsealed { audit_id } => write!(f, "row {audit_id} has lost its number in the chain"),
            Self::Truncated { sequence } => {
                write!(f, "the log no longer reaches number {sequence}, which was seen")
            }
        }
    }
}

/// What [`verify`] looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub sealed: u64,
    /// Rows with a good proof that wait for the sealer.
    pub unsealed: u64,
    pub findings: Vec<Finding>,
}

const COLUMNS: &str =
    "audit_id, occurred_at, actor, on_behalf_of, plugin_id, plugin_version, action, input, request_id";

/// Columns before `proof`.
const WIDTH: usize = 9;

/// Writes the row into the caller's transaction.
pub fn append(tx: &mut Tx, entry: &Entry) -> Result<(), DbError> {
    let mut row: Vec<Value> = vec![
        entry.audit_id.as_str().into(),
        entry.at.into(),
        entry.actor.as_str().into(),
        entry.on_behalf_of.as_str().into(),
        entry.plugin.as_str().into(),
        entry.version.as_str().into(),
        entry.action.as_str().into(),
        entry.input.as_str().into(),
        entry.request.as_str().into(),
    ];
    let proof = prove(tx.audit_key(), &row);
    row.push(proof.into());
    let sql = format!(
        "insert into host_audit ({COLUMNS}, proof)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    tx.execute(&sql, &row).map(drop)
}

/// Chains the rows that are not yet. Returns the head, `None` for an empty log. One sealer at a time.
pub async fn seal(db: &Db) -> Result<Option<Head>, DbError> {
    loop {
        let now = db.clock().now();
        let keys = ["host_audit_seal".to_owned()];
        let sealed = db.write(Instant::now() + PAGE_TIME, &keys, move |tx| seal_page(tx, now)).await?;
        if sealed < PAGE {
            break;
        }
    }
    head(db).await
}

/// The end of the chain; `None` before the first sealing.
pub async fn head(db: &Db) -> Result<Option<Head>, DbError> {
    db.read(Instant::now() + PAGE_TIME, last_seal).await
}

/// Returns how many rows were sealed.
fn seal_page(tx: &mut Tx, now: i64) -> Result<i64, DbError> {
    let mut head = last_seal(tx)?.unwrap_or_else(genesis);
    let sql = "select audit_id, proof from host_audit where sealed = 0
               order by occurred_at, audit_id limit $1";
    let rows = tx.query(sql, &[PAGE.into()])?;
    for row in &rows {
        head = follow(&head, row.text(1));
        let seal: [Value; 4] =
            [head.sequence.into(), row.text(0).into(), head.hash.as_str().into(), now.into()];
        let sql = "insert into host_audit_seal (sequence, audit_id, hash, sealed_at) values ($1, $2, $3, $4)";
        tx.execute(sql, &seal)?;
        tx.execute("update host_audit set sealed = 1 where audit_id = $1", &[row.text(0).into()])?;
    }
    Ok(rows.len() as i64)
}

fn last_seal(tx: &mut Tx) -> Result<Option<Head>, DbError> {
    let sql = "select sequence, hash from host_audit_seal order by sequence desc limit 1";
    let row = tx.query_one(sql, &[])?;
    Ok(row.map(|row| Head { sequence: row.int(0), hash: row.text(1).to_owned() }))
}

/// Walks the whole log in one snapshot. `known`: heads kept outside, see [`remembered`].
pub async fn verify(db: &Db, known: &[Head]) -> Result<Report, DbError> {
    let known = known.to_vec();
    db.read(Instant::now() + VERIFY_TIME, move |tx| walk(tx, &known)).await
}

pub(super) fn walk(tx: &mut Tx, known: &[Head]) -> Result<Report, DbError> {
    let mut report = Report::default();
    let mut last = genesis();
    let mut seen: HashSet<Head> = HashSet::new();
    loop {
        let page = sealed_page(tx, last.sequence)?;
        if page.is_empty() {
            break;
        }
        for seal in page {
            check_seal(&mut report, &mut last, seal);
            if known.iter().any(|head| head.sequence == last.sequence) {
                seen.insert(last.clone());
            }
        }
    }
    let lost = known.iter().filter(|head| !seen.contains(head));
    report.findings.extend(lost.map(|head| Finding::Truncated { sequence: head.sequence }));
    check_unsealed(tx, &mut report)?;
    Ok(report)
}

/// A number of the chain and the row it stands for.
struct Seal {
    sequence: i64,
    hash: String,
    /// The row's id, its stored proof, and whether the proof fits; `None` = the row has gone.
    row: Option<(String, String, bool)>,
}

fn sealed_page(tx: &mut Tx, after: i64) -> Result<Vec<Seal>, DbError> {
    let columns =
        COLUMNS.split(',').map(|column| format!("a.{}", column.trim())).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select {columns}, a.proof, s.sequence, s.hash
         from host_audit_seal s left join host_audit a on a.audit_id = s.audit_id
         where s.sequence > $1 order by s.sequence limit $2"
    );
    let rows = tx.query(&sql, &[after.into(), PAGE.into()])?;
    let key = tx.audit_key();
    let seals = rows.into_iter().map(|row| Seal {
        sequence: row.int(WIDTH + 1),
        hash: row.text(WIDTH + 2).to_owned(),
        row: proof_of(key, &row),
    });
    Ok(seals.collect())
}

/// Id, stored proof, and whether it fits.
fn proof_of(key: &[u8; 32], row: &Row) -> Option<(String, String, bool)> {
    if row.is_null(0) {
        return None;
    }
    let cells: Vec<Value> = (0..WIDTH).map(|i| row.value(i).clone()).collect();
    let proof = row.text(WIDTH);
    Some((row.text(0).to_owned(), proof.to_owned(), prove(key, &cells) == proof))
}

fn check_seal(report: &mut Report, last: &mut Head, seal: Seal) {
    report.sealed += 1;
    for sequence in last.sequence + 1..seal.sequence {
        report.findings.push(Finding::Missing { sequence });
    }
    let gap = last.sequence + 1 != seal.sequence;
    let Some((audit_id, proof, fits)) = seal.row else {
        report.findings.push(Finding::Missing { sequence: seal.sequence });
        *last = Head { sequence: seal.sequence, hash: seal.hash };
        return;
    };
    if !fits {
        report.findings.push(Finding::Edited { audit_id });
    }
    let expected = follow(last, &proof);
    if !gap && expected.hash != seal.hash {
        report.findings.push(Finding::Broken { sequence: seal.sequence });
    }
    // Go on from what is written, so that one fault is one finding.
    *last = Head { sequence: seal.sequence, hash: seal.hash };
}

fn check_unsealed(tx: &mut Tx, report: &mut Report) -> Result<(), DbError> {
    let mut after = String::new();
    loop {
        let page = unsealed_page(tx, &after)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after.clone_from(last);
        for (audit_id, state) in page {
            match state {
                Unsealed::Waits => report.unsealed += 1,
                Unsealed::Edited => report.findings.push(Finding::Edited { audit_id }),
                Unsealed::Lost => report.findings.push(Finding::Unsealed { audit_id }),
            }
        }
    }
}

/// A row without a number in the chain.
enum Unsealed {
    Waits,
    Edited,
    /// It had one.
    Lost,
}

fn unsealed_page(tx: &mut Tx, after: &str) -> Result<Vec<(String, Unsealed)>, DbError> {
    let sql = format!(
        "select {COLUMNS}, proof, sealed from host_audit
         where audit_id > $1
             and not exists (select 1 from host_audit_seal s where s.audit_id = host_audit.audit_id)
         order by audit_id limit $2"
    );
    let rows = tx.query(&sql, &[after.into(), PAGE.into()])?;
    let key = tx.audit_key();
    let state = |row: &Row| {
        let (audit_id, _, fits) = proof_of(key, row)?;
        let state = match (fits, row.bool(WIDTH + 1)) {
            (false, _) => Unsealed::Edited,
            (true, true) => Unsealed::Lost,
            (true, false) => Unsealed::Waits,
        };
        Some((audit_id, state))
    };
    Ok(rows.iter().filter_map(state).collect())
}

/// Where an installation keeps its heads, in the data folder.
pub const HEADS_FILE: &str = "audit.heads";

/// Keeps a head outside of the database: one line per head, appended and synced.
pub fn remember(path: &Path, head: &Head) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{} {}", head.sequence, head.hash)?;
    file.sync_data()
}

/// The heads [`remember`] wrote; none if the file does not exist. Unreadable lines count as heads that
/// nothing matches, so damage to the file is reported and not overlooked.
pub fn remembered(path: &Path) -> std::io::Result<Vec<Head>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let heads = text.lines().map(|line| {
        let (sequence, hash) = line.split_once(' ').unwrap_or_default();
        Head { sequence: sequence.parse().unwrap_or(-1), hash: hash.to_owned() }
    });
    Ok(heads.collect())
}

/// The chain before its first row.
fn genesis() -> Head {
    Head { sequence: 0, hash: String::new() }
}

fn follow(last: &Head, proof: &str) -> Head {
    let sequence = last.sequence + 1;
    let mut digest = Sha256::new();
    for part in [last.hash.as_bytes(), &sequence.to_be_bytes(), proof.as_bytes()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    Head { sequence, hash: hex::encode(digest.finalize()) }
}

/// HMAC-SHA256 over the cells, each with kind and length in front, so no two rows read the same.
fn prove(key: &[u8; 32], cells: &[Value]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for cell in cells {
        let (kind, bytes): (u8, Vec<u8>) = match cell {
            Value::Null => (0, Vec::new()),
            Value::Integer(integer) => (1, integer.to_be_bytes().to_vec()),
            Value::Real(real) => (2, real.to_be_bytes().to_vec()),
            Value::Text(text) => (3, text.as_bytes().to_vec()),
            Value::Blob(bytes) => (4, bytes.clone()),
        };
        mac.update(&[kind]);
        mac.update(&(bytes.len() as u64).to_be_bytes());
        mac.update(&bytes);
    }
    hex::encode(mac.finalize().into_bytes())
}
