//! Empty: the tests are in `main.rs`, but a package needs a library or a program.
