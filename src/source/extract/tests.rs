//! Tests of extracts.
