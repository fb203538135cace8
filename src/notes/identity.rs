//! By what a document and a note are known.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::document::{Document, FlowId};

/// What a document is called.
pub fn title_of(document: &Document) -> &str {
    document.metadata.title.as_deref().unwrap_or(&document.id)
}

/// What a document is known by, whatever its file is called: its title and its text.
pub fn identity(document: &Document) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(title_of(document).as_bytes());
    hasher.write_u8(0);
    hasher.write(document.flow_text(FlowId::MAIN).as_bytes());
    format!("{:016x}", hasher.finish())
}

/// Makes names for notes that no other note has: from a seed that the outside gives, and a count.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names {
    seed: u64,
    made: u64,
}

impl Names {
    /// Names from a seed, which is another in every run.
    pub fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    /// A new name.
    pub fn make(&mut self) -> String {
        self.made += 1;
        let mut hasher = SipHasher13::new_with_keys(self.seed, self.made);
        hasher.write_u64(self.made);
        format!("n{:016x}", hasher.finish())
    }
}
