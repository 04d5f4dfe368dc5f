//! Money that comes by itself: providers are played by programs of their own (tests/simulators), with their habits.

mod desk; // a salon that waits for a client's payment, and what its books say
mod provider; // a simulator, told what to do
mod payme; // the Merchant API, habit by habit

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
