//! Events: what other systems are told of (v5.md 4.1, v4.md 17.1).

mod code;
mod retry;
pub mod secret;

pub use code::EventCode;
pub use retry::Retry;
