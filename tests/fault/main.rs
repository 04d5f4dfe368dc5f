//! Faults: races, kills, hostile plugins. Every checker here has a sabotage that it must catch.

mod kill; // SIGKILL, when, and how long the salon is away
mod checkout; // SIGKILL while money is taken: a visit is unpaid, or paid with everything
mod crash; // SIGKILL under load: nothing that was answered is lost, nothing is half there
mod hostile; // a plugin that loops, allocates and floods: everybody else goes on
mod race; // many people, one time: exactly one gets it

/// One fault at a time: two loads beside each other would only measure each other. Only the salons that are killed while
/// clients are written (readers) may be two at once: what they check does not depend on how much got through.
pub static ALONE: tokio::sync::RwLock<()> = tokio::sync::RwLock::const_new(());
