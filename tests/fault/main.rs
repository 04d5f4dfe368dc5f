//! Faults: race, kill, hostile plugins; each with its sabotage.
