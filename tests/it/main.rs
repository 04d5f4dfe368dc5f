//! Behaviour through the door a user takes. The module list is the table of contents.

mod api; // JSON pages: 201, 409 with alternatives, 422 with a message per field, one effect per key
mod bad_input; // whatever is sent to whatever address
mod bad_upload; // bundles and settings that are wrong
mod backup; // a copy answers like the original; tampering with the log is found
mod event; // killed while events are delivered: once each, in order
mod idempotency; // one key, one effect
mod effects; // the world outside: webhooks, requests, letters, acts, secrets
mod import; // the real lists and hostile files, in the browser and from the command line
mod memo; // remembered answers are never stale
mod memory; // remembered pages neither
mod module; // switching modules off and on
mod permission; // every door × every role; scopes narrow rows
mod one_person; // one client: one chair at a time, one card after a merge, two again
mod phone; // phones are for those who may see them
mod salon_day; // a day of a salon, read as a story
mod exports; // lists as files: every one of them, every row, for those who may
mod setup; // the first run, in the browser and from the command line
mod replace; // one provider of a contract in the place of another, and hooks at many
mod tidy; // the repository keeps its own rules: layers, library homes, shapes, texts
