//! The Pardoz host: signs people in, keeps data, runs plugins and draws pages.
//! It knows nothing about salons. Modules in reading order; the number is the layer (ARCHITECTURE.md).

pub mod clock; // 0  the time, injected so that every rule can be tested
pub mod config; // 0  every setting and its default
pub mod cli; // 0  what can be typed
pub mod limit; // 0  every limit, named, in one place
pub mod watch; // 1  "this folder changed"
pub mod db; // 2  one database, SQLite or PostgreSQL: transactions, claims, audit, idempotency
pub mod auth; // 3  who acts, and what they may do
pub mod secret; // 3  what the owner entered and nobody reads again
pub mod outside; // 3  requests and letters into the world, under the rules for it
pub mod queue; // 3  rows that outlive a call: events, jobs and effects
pub mod theme; // 3  templates, texts and static files of the salon's look
pub mod plugin; // 4  manifests, bundles, contracts, calls
pub mod develop; // 5  from a clone: builds plugins and the theme's files
pub mod import; // 5  spreadsheets in: reading, mapping, batches
pub mod web; // 5  HTTP: pages, JSON, live stream, administration
pub mod app; // 6  builds every part once, in order; stops them in reverse
