//! Who is Payme: whoever knows the key. The owner enters the first one; Payme may change it (ChangePassword).

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret::{self, Part, is_same};

use crate::model::refusal::Refusal;
use crate::queries::{self, Key};

/// The setting the owner enters.
const OWNER: &str = "key";
const SALT_BYTES: u32 = 16;
/// Of a new key, characters.
const CHARS: std::ops::RangeInclusive<usize> = 8..=128;

/// Whose call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Payme,
    /// It knows the key before this one: its change may not have been answered, and is told again.
    Before,
    Stranger,
}

/// Until the owner has entered a key, nobody is Payme; and when they enter another one, what Payme changed it to is over.
pub fn caller(ctx: &Query, key: &[u8]) -> Result<Caller> {
    if !secret::is_set(OWNER)? {
        return Ok(Caller::Stranger);
    }
    let is_owners = secret::equals(OWNER, key)?;
    let Some(changed) = changed(ctx)? else {
        return Ok(if is_owners { Caller::Payme } else { Caller::Stranger });
    };
    let said = digest(&changed.salt, Part::Bytes(key))?;
    Ok(match (is_same(&said, &changed.current_digest), is_same(&said, &changed.previous_digest)) {
        (true, _) => Caller::Payme,
        (_, true) => Caller::Before,
        _ => Caller::Stranger,
    })
}

/// `None`: the owner's key holds.
pub fn changed(ctx: &Query) -> Result<Option<Key>> {
    match queries::key(ctx)? {
        Some(key) if is_same(&digest(&key.salt, Part::Secret(OWNER))?, &key.owner_digest) => Ok(Some(key)),
        _ => Ok(None),
    }
}

/// ChangePassword: from now on `params.password`; `own` is the key the call came with.
pub fn change(
    ctx: &mut Mutation,
    caller: Caller,
    own: &[u8],
    params: &Json,
) -> Result<std::result::Result<Json, Refusal>> {
    let Some(password) = params["password"].as_str().filter(|new| CHARS.contains(&new.chars().count()))
    else {
        return Ok(Err(Refusal::Malformed));
    };
    let done = json!({ "success": true });
    if caller == Caller::Before {
        let known = changed(ctx)?;
        let is_told_again = match known {
            Some(key) => is_same(&digest(&key.salt, Part::Bytes(password.as_bytes()))?, &key.current_digest),
            None => false,
        };
        return Ok(if is_told_again { Ok(done) } else { Err(Refusal::NotPayme) });
    }
    let salt = ctx.token(SALT_BYTES);
    let current = digest(&salt, Part::Bytes(password.as_bytes()))?;
    let previous = digest(&salt, Part::Bytes(own))?;
    let (owner, now) = (digest(&salt, Part::Secret(OWNER))?, ctx.now());
    queries::upsert_key(ctx, salt, current, previous, owner, now)?;
    Ok(Ok(done))
}

fn digest(salt: &str, key: Part<'_>) -> Result<String> {
    secret::hex_digest("sha256", &[Part::Bytes(salt.as_bytes()), key])
}
