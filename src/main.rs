//! The program `aimline`: everything is in the library, and `cli` runs it.

use std::process::ExitCode;

fn main() -> ExitCode {
    aimline::cli::main()
}
