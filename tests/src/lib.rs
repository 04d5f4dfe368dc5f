//! What every scenario needs: the real program as a process over a fresh salon on either engine, people who talk to
//! it, the repository's files, and an honest word when something is missing on this machine.

#[path = "../../host/tests/support/postgres.rs"]
pub mod postgres; // a throw-away cluster
pub mod browser; // Chromium, driven
pub mod diary; // free times and bookings, as a receptionist finds them
pub mod direct; // the database itself, past the program
pub mod manifest; // what the modules' manifests promise
pub mod people; // somebody new with a role and a token
pub mod sheet; // lists that are uploaded
pub mod till; // visits to pay for at any hour, and what the books say
pub mod studio; // a branch with a master, a service and a shift, made through the front door
pub mod wire; // requests as no client library would send them
pub mod fixture; // plugins of tests, installed as an owner does it
pub mod outside; // the world outside, played by a test
pub mod person; // somebody with a token: asks, sends, checks
pub mod repository; // the files of this repository, as text
pub mod require; // what this machine has; skipping aloud
pub mod salon; // the program, its data and its life
pub mod wait; // what happens a moment later
