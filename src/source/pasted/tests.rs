//! The reader of pasted pages, seen whole: the telegram, and any bytes.

use proptest::prelude::*;

use crate::source::{Alone, read as read_source};

proptest! {
    #[test]
    fn the_ledger_partitions_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let length = bytes.len();
        if let Ok(reading) = read_source("x.txt", bytes, &Alone) {
            let tally = reading.ledger.tally(&reading.decoded);
            prop_assert_eq!(tally.text + tally.note + tally.mark + tally.metadata + tally.furniture + tally.blank, length);
        }
    }
}
