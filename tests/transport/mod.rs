//! What holds of every answer, whoever asks for what.

mod authentication;
mod cors;
mod digest;
mod formats;
mod limits;
mod loopback;
mod malformed;
mod tls;
