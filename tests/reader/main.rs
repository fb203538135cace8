//! The reader in memory: keys in, screens out.

mod arriving;
mod editions;
mod everywhere;
mod guide;
mod layers;
mod own;
mod properties;
mod quoting;
mod reading;
mod readme;
mod references;
mod session;
mod writing;
