//! `secrets`: what can be done with a secret without knowing it. A payment system signs its messages with a shared
//! secret; the plugin checks the signature, the host keeps the secret.

use ring::{digest, hmac};

use super::super::bindings::pardoz::plugin::secrets::{Host, Part};
use super::{Answer, CallState, Error, error};

impl Host for CallState {
    fn is_set(&mut self, name: String) -> Answer<bool> {
        self.enter()?;
        Ok(self.secrets()?.and_then(|all| self.declared(&name).map(|()| all.contains_key(&name))))
    }

    fn equals(&mut self, name: String, candidate: Vec<u8>) -> Answer<bool> {
        self.enter()?;
        Ok(self.secret(&name)?.map(|secret| {
            // Both through a keyed hash first: then the time of comparing tells nothing.
            let key = hmac::Key::new(hmac::HMAC_SHA256, b"equal");
            let wanted = hmac::sign(&key, secret.as_bytes());
            hmac::verify(&key, &candidate, wanted.as_ref()).is_ok()
        }))
    }

    fn hmac(&mut self, name: String, algorithm: String, data: Vec<u8>) -> Answer<Vec<u8>> {
        self.enter()?;
        let algorithm = match algorithm.as_str() {
            "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            "sha256" => hmac::HMAC_SHA256,
            "sha512" => hmac::HMAC_SHA512,
            _ => return Ok(Err(error("unsupported", "hmac knows sha1, sha256 and sha512"))),
        };
        let secret = self.secret(&name)?;
        Ok(secret
            .map(|secret| hmac::sign(&hmac::Key::new(algorithm, secret.as_bytes()), &data).as_ref().to_vec()))
    }

    fn digest(&mut self, algorithm: String, parts: Vec<Part>) -> Answer<Vec<u8>> {
        self.enter()?;
        let mut bytes = Vec::new();
        for part in parts {
            match part {
                Part::Bytes(plain) => bytes.extend_from_slice(&plain),
                Part::Secret(name) => match self.secret(&name)? {
                    Ok(secret) => bytes.extend_from_slice(secret.as_bytes()),
                    Err(e) => return Ok(Err(e)),
                },
            }
        }
        Ok(match algorithm.as_str() {
            "md5" => Ok(<md5::Md5 as md5::Digest>::digest(&bytes).to_vec()),
            "sha1" => Ok(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &bytes).as_ref().to_vec()),
            "sha256" => Ok(digest::digest(&digest::SHA256, &bytes).as_ref().to_vec()),
            "sha512" => Ok(digest::digest(&digest::SHA512, &bytes).as_ref().to_vec()),
            _ => Err(error("unsupported", "digest knows md5, sha1, sha256 and sha512")),
        })
    }
}

impl CallState {
    fn secret(&mut self, name: &str) -> Answer<String> {
        if let Err(e) = self.declared(name) {
            return Ok(Err(e));
        }
        let missing = || error("unavailable", format!("the secret `{name}` has not been entered"));
        Ok(self.secrets()?.and_then(|all| all.get(name).cloned().ok_or_else(missing)))
    }

    fn declared(&self, name: &str) -> Result<(), Error> {
        if self.plugin.manifest.settings.iter().any(|s| s.is_secret() && s.key.get_ref() == name) {
            return Ok(());
        }
        Err(error("not-found", format!("plugin.toml has no [[setting]] `{name}` of type secret")))
    }
}
