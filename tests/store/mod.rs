//! The store, from outside: each rule of it on both engines.

mod conn;
