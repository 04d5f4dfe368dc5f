//! Checking with a secret that the plugin never sees. Its name is a `[[setting]]` of type `secret`; without a value
//! entered, the error's code is `unavailable`.

use crate::bindings::pardoz::plugin::secrets::{self, Part as Wire};
use crate::error::Result;

/// One part of what [`digest`] covers.
pub enum Part<'a> {
    Bytes(&'a [u8]),
    Secret(&'a str),
}

/// Has the owner entered it?
pub fn is_set(name: &str) -> Result<bool> {
    Ok(secrets::is_set(name)?)
}

/// Is this the secret? In constant time.
pub fn equals(name: &str, candidate: impl AsRef<[u8]>) -> Result<bool> {
    Ok(secrets::equals(name, candidate.as_ref())?)
}

/// The HMAC of `data` under the secret; `algorithm`: sha1, sha256 or sha512.
pub fn hmac(name: &str, algorithm: &str, data: &[u8]) -> Result<Vec<u8>> {
    Ok(secrets::hmac(name, algorithm, data)?)
}

/// The digest of all parts, one after another; `algorithm`: md5, sha1, sha256 or sha512.
pub fn digest(algorithm: &str, parts: &[Part<'_>]) -> Result<Vec<u8>> {
    let parts: Vec<Wire<'_>> = parts
        .iter()
        .map(|part| match part {
            Part::Bytes(bytes) => Wire::Bytes(bytes),
            Part::Secret(name) => Wire::Secret(name),
        })
        .collect();
    Ok(secrets::digest(algorithm, &parts)?)
}

/// [`digest`] as payment systems write it: hexadecimal, in small letters.
pub fn hex_digest(algorithm: &str, parts: &[Part<'_>]) -> Result<String> {
    Ok(hex(&digest(algorithm, parts)?))
}

/// Are two digests the same? Looked at to the end, so that the time says nothing of how much was right.
pub fn is_same(one: impl AsRef<[u8]>, other: impl AsRef<[u8]>) -> bool {
    let (one, other) = (one.as_ref(), other.as_ref());
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_the_same_to_the_last_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert!(is_same("000aff", hex(&[0, 10, 255])) && is_same("", ""));
        for other in ["000afe", "100aff", "000aff0", "000af", ""] {
            assert!(!is_same("000aff", other), "{other}");
        }
    }
}
