//! `jobs`: events with a time.

use super::super::bindings::pardoz::plugin::jobs::Host;
use super::{Answer, CallState, error, parse};
use crate::limit;
use crate::plugin::call::{JobChange, Stop};

impl Host for CallState {
    fn schedule(
        &mut self,
        job: String,
        run_at_ms: i64,
        dedup_key: String,
        payload: String,
    ) -> Answer<String> {
        self.enter()?;
        if let Err(e) = self.must_write("schedule a job") {
            return Ok(Err(e));
        }
        if !self.plugin.manifest.jobs.iter().any(|j| *j.name.get_ref() == job) {
            return Ok(Err(error("not-found", format!("{job} is not among the [[job]]s of plugin.toml"))));
        }
        if dedup_key.len() > 200 {
            return Ok(Err(error("invalid", "a job's key has at most 200 bytes")));
        }
        if let Err(e) = parse(&payload, "the payload") {
            return Ok(Err(e));
        }
        if self.root.buffer.jobs.len() >= self.root.limits.jobs {
            return Err(Stop::Limit("jobs").into());
        }
        let job_id = self.root.new_id();
        // A job that plans itself for a time that has come would run round after round without a pause.
        let run_at_ms = match self.root.is_job {
            true => run_at_ms.max(self.root.now + limit::JOB_PAUSE.as_millis() as i64),
            false => run_at_ms,
        };
        let plugin = self.plugin.id().to_owned();
        self.root.buffer.jobs.push(JobChange::Schedule {
            job_id: job_id.clone(),
            plugin,
            job,
            run_at: run_at_ms,
            dedup_key,
            payload,
        });
        Ok(Ok(job_id))
    }

    fn cancel(&mut self, job: String, dedup_key: String) -> Answer<bool> {
        self.enter()?;
        if let Err(e) = self.must_write("cancel a job") {
            return Ok(Err(e));
        }
        let plugin = self.plugin.id().to_owned();
        // Scheduled in this very call, or waiting in the database: either way it will not run.
        let before = self.root.buffer.jobs.len();
        self.root.buffer.jobs.retain(|change| !matches!(change, JobChange::Schedule { plugin: p, job: j, dedup_key: k, .. } if *p == plugin && *j == job && *k == dedup_key));
        let in_buffer = self.root.buffer.jobs.len() < before;
        let waiting = match crate::queue::job::waits(&mut self.tx, &plugin, &job, &dedup_key) {
            Ok(waiting) => waiting,
            Err(e) => return Ok(Err(self.database("jobs.cancel", e)?)),
        };
        if waiting {
            self.root.buffer.jobs.push(JobChange::Cancel { plugin, job, dedup_key });
        }
        Ok(Ok(in_buffer || waiting))
    }
}
