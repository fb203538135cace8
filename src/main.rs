//! The program: hands its arguments to [`manicule::cli`] and ends with the status it gives.

use std::process::ExitCode;

fn main() -> ExitCode {
    manicule::cli::run()
}
