//! People who sign in: `host_account`, their roles and branches.

use crate::clock::Millis;
use crate::db::{DbError, Row, Tx, Value};

use super::permission::PermissionTable;
use super::{Principal, PrincipalKind};

/// Relation that changes with accounts, their roles and their branches.
pub const RELATION: &str = "host_account";

/// A person of the salon, as the people screen and a session see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub account_id: String,
    pub login: String,
    pub display_name: String,
    /// `uz`, `ru` or `en`.
    pub locale: String,
    pub roles: Vec<String>,
    /// `None` = every branch.
    pub branch_ids: Option<Vec<String>>,
    pub permission_version: i64,
    pub disabled_at: Option<Millis>,
    pub created_at: Millis,
}

/// What the owner enters about a person.
#[derive(Clone, Debug)]
pub struct Draft {
    pub login: String,
    pub display_name: String,
    pub locale: String,
    pub roles: Vec<String>,
    pub branch_ids: Option<Vec<String>>,
}

/// Why an account was not written.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("the login is taken")]
    LoginTaken,
    #[error("the salon would be left without an owner")]
    LastOwner,
    #[error("there is no such account")]
    Unknown,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl crate::db::Retry for AccountError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(e) if e.is_conflict())
    }
}

const COLUMNS: &str = "account_id, login, display_name, locale, permission_version, disabled_at, created_at";

/// Logins are compared without case and without spaces around them.
pub fn fold(login: &str) -> String {
    login.trim().to_lowercase()
}

pub fn get(tx: &mut Tx, account_id: &str) -> Result<Option<Account>, DbError> {
    let sql = format!("select {COLUMNS} from host_account where account_id = $1");
    let rows = tx.query(&sql, &[account_id.into()])?;
    rows.first().map(|row| complete(tx, row)).transpose()
}

/// The account and its password hash, by what was typed at sign-in.
pub fn find_by_login(tx: &mut Tx, login: &str) -> Result<Option<(Account, Option<String>)>, DbError> {
    let sql = format!("select {COLUMNS}, password_hash from host_account where login_folded = $1");
    let rows = tx.query(&sql, &[fold(login).into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let hash = row.opt_text(7).map(str::to_owned);
    Ok(Some((complete(tx, row)?, hash)))
}

pub fn password_hash(tx: &mut Tx, account_id: &str) -> Result<Option<String>, DbError> {
    let rows =
        tx.query("select password_hash from host_account where account_id = $1", &[account_id.into()])?;
    Ok(rows.first().and_then(|row| row.opt_text(0).map(str::to_owned)))
}

/// Everyone, those who left last.
pub fn list(tx: &mut Tx) -> Result<Vec<Account>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_account
         order by case when disabled_at is null then 0 else 1 end, display_name, account_id"
    );
    let rows = tx.query(&sql, &[])?;
    rows.iter().map(|row| complete(tx, row)).collect()
}

/// Has anybody been created yet? Until then the setup wizard is open.
pub fn any(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(!tx.query("select account_id from host_account limit 1", &[])?.is_empty())
}

fn complete(tx: &mut Tx, row: &Row) -> Result<Account, DbError> {
    let account_id = row.text(0).to_owned();
    let texts = |rows: Vec<Row>| rows.iter().map(|row| row.text(0).to_owned()).collect::<Vec<_>>();
    let of = [Value::from(&account_id)];
    let roles =
        texts(tx.query("select role from host_account_role where account_id = $1 order by role", &of)?);
    let branches = texts(
        tx.query("select branch_id from host_account_branch where account_id = $1 order by branch_id", &of)?,
    );
    Ok(Account {
        login: row.text(1).to_owned(),
        display_name: row.text(2).to_owned(),
        locale: row.text(3).to_owned(),
        permission_version: row.int(4),
        disabled_at: row.opt_int(5),
        created_at: row.int(6),
        roles,
        branch_ids: (!branches.is_empty()).then_some(branches),
        account_id,
    })
}

/// Writes a new account and returns its id.
pub fn create(tx: &mut Tx, draft: &Draft, hash: Option<&str>, now: Millis) -> Result<String, AccountError> {
    if find_by_login(tx, &draft.login)?.is_some() {
        return Err(AccountError::LoginTaken);
    }
    let account_id = uuid::Uuid::now_v7().to_string();
    tx.execute(
        "insert into host_account
           (account_id, login, login_folded, display_name, locale, password_hash, permission_version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 1, $7, $8)",
        &[
            (&account_id).into(),
            draft.login.trim().into(),
            fold(&draft.login).into(),
            draft.display_name.trim().into(),
            (&draft.locale).into(),
            hash.into(),
            now.into(),
            now.into(),
        ],
    )?;
    write_roles(tx, &account_id, draft)?;
    tx.touch(RELATION);
    Ok(account_id)
}

/// Changes an account. Other roles or branches end its sessions.
pub fn update(tx: &mut Tx, account_id: &str, draft: &Draft, now: Millis) -> Result<(), AccountError> {
    let before = get(tx, account_id)?.ok_or(AccountError::Unknown)?;
    if find_by_login(tx, &draft.login)?.is_some_and(|(other, _)| other.account_id != account_id) {
        return Err(AccountError::LoginTaken);
    }
    let rights_changed = before.roles != sorted(&draft.roles) || before.branch_ids != draft.branch_ids;
    tx.execute(
        "update host_account set login = $2, login_folded = $3, display_name = $4, locale = $5,
           permission_version = permission_version + $6, updated_at = $7 where account_id = $1",
        &[
            account_id.into(),
            draft.login.trim().into(),
            fold(&draft.login).into(),
            draft.display_name.trim().into(),
            (&draft.locale).into(),
            i64::from(rights_changed).into(),
            now.into(),
        ],
    )?;
    if rights_changed {
        tx.execute("delete from host_account_role where account_id = $1", &[account_id.into()])?;
        tx.execute("delete from host_account_branch where account_id = $1", &[account_id.into()])?;
        write_roles(tx, account_id, draft)?;
    }
    tx.touch(RELATION);
    keep_an_owner(tx)
}

fn sorted(roles: &[String]) -> Vec<String> {
    let mut roles = roles.to_vec();
    roles.sort();
    roles.dedup();
    roles
}

fn write_roles(tx: &mut Tx, account_id: &str, draft: &Draft) -> Result<(), DbError> {
    for role in sorted(&draft.roles) {
        let row = [account_id.into(), role.into()];
        tx.execute("insert into host_account_role (account_id, role) values ($1, $2)", &row)?;
    }
    for branch in draft.branch_ids.iter().flatten() {
        let row = [account_id.into(), branch.into()];
        tx.execute("insert into host_account_branch (account_id, branch_id) values ($1, $2)", &row)?;
    }
    Ok(())
}

/// The language a person reads in; no right changes, so no session ends.
pub fn set_locale(tx: &mut Tx, account_id: &str, locale: &str, now: Millis) -> Result<(), DbError> {
    let row = [account_id.into(), locale.into(), now.into()];
    tx.execute("update host_account set locale = $2, updated_at = $3 where account_id = $1", &row)?;
    tx.touch(RELATION);
    Ok(())
}

/// A new password: every session of the account ends.
pub fn set_password(tx: &mut Tx, account_id: &str, hash: &str, now: Millis) -> Result<(), AccountError> {
    let changed = tx.execute(
        "update host_account set password_hash = $2, permission_version = permission_version + 1, updated_at = $3
         where account_id = $1",
        &[account_id.into(), hash.into(), now.into()],
    )?;
    if changed == 0 {
        return Err(AccountError::Unknown);
    }
    tx.touch(RELATION);
    Ok(())
}

/// The same password under stronger parameters: nothing ends.
pub fn rehash(tx: &mut Tx, account_id: &str, hash: &str) -> Result<(), DbError> {
    let row = [account_id.into(), hash.into()];
    tx.execute("update host_account set password_hash = $2 where account_id = $1", &row)?;
    Ok(())
}

/// Staff who leave lose access at once; their history stays. `false` lets them in again.
pub fn set_disabled(tx: &mut Tx, account_id: &str, disabled: bool, now: Millis) -> Result<(), AccountError> {
    let changed = tx.execute(
        "update host_account set disabled_at = $2, permission_version = permission_version + 1, updated_at = $3
         where account_id = $1",
        &[account_id.into(), disabled.then_some(now).into(), now.into()],
    )?;
    if changed == 0 {
        return Err(AccountError::Unknown);
    }
    tx.touch(RELATION);
    keep_an_owner(tx)
}

/// Checked after each change, in its transaction: somebody must be able to open every door.
fn keep_an_owner(tx: &mut Tx) -> Result<(), AccountError> {
    let owners = tx.query(
        "select a.account_id from host_account a join host_account_role r on r.account_id = a.account_id
         where r.role = 'owner' and a.disabled_at is null limit 1",
        &[],
    )?;
    if owners.is_empty() { Err(AccountError::LastOwner) } else { Ok(()) }
}

impl Account {
    /// What this person may do now.
    pub fn principal(&self, kind: PrincipalKind, table: &PermissionTable) -> Principal {
        Principal {
            kind,
            person_id: self.account_id.clone(),
            login: self.login.clone(),
            display_name: self.display_name.clone(),
            locale: self.locale.clone(),
            roles: self.roles.clone(),
            branch_ids: self.branch_ids.clone(),
            permissions: table.permissions_of(&self.roles),
            print: super::Print::new(),
        }
    }
}
