//! Faults counted per plugin: five in a minute pause it, one click resumes it (S23).

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Instant;

use super::call::CallError;
use crate::limit;

/// How a plugin has been doing since the host started.
#[derive(Clone, Debug, Default)]
pub struct Health {
    pub calls: u64,
    pub faults: u64,
    /// Mean duration of its calls in microseconds, newer calls weighing more.
    pub duration_us: f64,
    /// Durations of the latest calls in microseconds, oldest first; at most 32.
    pub latest_us: VecDeque<u32>,
    /// Open = paused.
    pub open: bool,
    /// Code and message of the latest fault, for the owner.
    pub reason: Option<(String, String)>,
}

#[derive(Default)]
struct Record {
    health: Health,
    recent: VecDeque<Instant>,
}

/// The circuits of all plugins.
#[derive(Default)]
pub struct Circuit {
    records: Mutex<HashMap<String, Record>>,
}

impl Circuit {
    /// Notes a call that came to an answer, a refusal included.
    pub fn answered(&self, plugin: &str, took: std::time::Duration) {
        self.with(plugin, |record| {
            let us = took.as_micros().min(u128::from(u32::MAX)) as u32;
            let health = &mut record.health;
            health.calls += 1;
            health.duration_us = if health.calls == 1 {
                f64::from(us)
            } else {
                health.duration_us * 0.95 + f64::from(us) * 0.05
            };
            health.latest_us.push_back(us);
            if health.latest_us.len() > 32 {
                health.latest_us.pop_front();
            }
        });
    }

    /// Notes a fault; true when this one opened the circuit.
    pub fn fault(&self, plugin: &str, error: &CallError) -> bool {
        let now = Instant::now();
        self.with(plugin, |record| {
            record.health.calls += 1;
            record.health.faults += 1;
            record.health.reason = Some((error.code.clone(), error.message.clone()));
            record.recent.push_back(now);
            while record.recent.front().is_some_and(|t| now - *t > limit::CIRCUIT_WINDOW) {
                record.recent.pop_front();
            }
            let opens = !record.health.open && record.recent.len() >= limit::CIRCUIT_FAULTS_MAX;
            if opens {
                record.health.open = true;
                tracing::warn!(
                    plugin.id = plugin,
                    reason = error.message,
                    "{plugin} is paused after {} faults in a minute",
                    limit::CIRCUIT_FAULTS_MAX
                );
            }
            opens
        })
    }

    pub fn is_open(&self, plugin: &str) -> bool {
        self.with(plugin, |record| record.health.open)
    }

    /// Closes the circuit: the owner's click, a new version, or switching the plugin on.
    pub fn resume(&self, plugin: &str) {
        self.with(plugin, |record| {
            record.health.open = false;
            record.recent.clear();
        });
    }

    pub fn health(&self, plugin: &str) -> Health {
        self.with(plugin, |record| record.health.clone())
    }

    fn with<T>(&self, plugin: &str, work: impl FnOnce(&mut Record) -> T) -> T {
        let mut records = self.records.lock().expect("records are never held across a panic");
        match records.get_mut(plugin) {
            Some(record) => work(record),
            None => work(records.entry(plugin.to_owned()).or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_faults_in_a_minute_pause_a_plugin_and_one_click_resumes_it() {
        let circuit = Circuit::default();
        let error = CallError::host("bad", "page", "internal", "trap");
        let opened: Vec<bool> = (0..6).map(|_| circuit.fault("bad", &error)).collect();
        assert_eq!(opened, [false, false, false, false, true, false]);
        assert!(circuit.is_open("bad") && !circuit.is_open("good"));
        circuit.resume("bad");
        assert!(!circuit.is_open("bad"));
        assert!(!circuit.fault("bad", &error), "the count starts anew");
    }
}
