//! Money that comes by itself: providers are played by programs of their own (tests/simulators), with their habits.

/// Each scenario on both engines.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            use pardoz_tests::salon::Engine;
            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                super::$name(Engine::Sqlite).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgresql() {
                super::$name(Engine::Postgres).await;
            }
        }
    )*};
}
use on_both;

mod desk; // a salon that waits for a client's payment, and what its books say
mod provider; // a simulator, told what to do
mod payme; // the Merchant API, habit by habit
mod click; // the SHOP API, likewise
mod payout; // what a provider paid out, held against our tenders and posted once
mod silent; // a provider's module that never answers

/// Two cores: races are run one after another, or they would race with each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
