//! The reader in memory: keys in, screens out.

mod properties;
mod reading;
mod readme;
mod session;
