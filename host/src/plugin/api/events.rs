//! `events`: rows of the writer's transaction, delivered after the commit.

use super::super::bindings::pardoz::plugin::events::Host;
use super::{Answer, CallState, error, parse};
use crate::plugin::call::{NewEvent, Stop};

impl Host for CallState {
    fn emit(&mut self, topic: String, key: String, payload: String) -> Answer<String> {
        self.enter()?;
        if let Err(e) = self.must_write("publish an event") {
            return Ok(Err(e));
        }
        if !self.plugin.manifest.events.iter().any(|e| *e.topic.get_ref() == topic) {
            return Ok(Err(error(
                "denied",
                format!("topic {topic} is not among the [[event]]s of plugin.toml"),
            )));
        }
        if !self.root.generation.may_tell(self.plugin.id(), &topic) {
            return Ok(Err(error("denied", format!("{topic} is for another module to tell"))));
        }
        if self.root.buffer.events.len() >= self.root.limits.events {
            return Err(Stop::Limit("events").into());
        }
        if key.len() > 200 {
            return Ok(Err(error("invalid", "an event's key has at most 200 bytes")));
        }
        let said = match parse(&payload, "the payload") {
            Ok(said) => said,
            Err(e) => return Ok(Err(e)),
        };
        if let Err(reason) = self.plugin.promised(&topic, &said) {
            return Ok(Err(error("internal", format!("{topic} is not what its contract says: {reason}"))));
        }
        let event_id = self.root.new_id();
        let source = self.plugin.id().to_owned();
        self.root.buffer.events.push(NewEvent { event_id: event_id.clone(), source, topic, key, payload });
        Ok(Ok(event_id))
    }
}
