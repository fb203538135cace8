//! The reader in memory: keys in, screens out.

mod arriving;
mod editions;
mod guide;
mod layers;
mod margins;
mod properties;
mod quoting;
mod reading;
mod readme;
mod references;
mod room;
mod session;
mod writing;
