//! Files elsewhere: fetched, and put.

mod assets;
mod folder;
mod ftp;
mod jobs;
mod keys;
mod object;
mod sftp;
mod web;

use std::path::Path;

use app::{App, Fetched, Missed};
use outward::Rules;

/// May call this machine.
pub fn loopback() -> Rules {
    Rules { allowed: vec!["127.0.0.0/8".parse().expect("a network")], ..Rules::default() }
}

/// Bytes that differ from place to place.
pub fn noise(size: usize) -> Vec<u8> {
    (0_u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).take(size).collect()
}

/// The name and the bytes of what lies at an address, or why there is none.
pub async fn fetched(app: &App, address: &str) -> Result<(String, Vec<u8>), String> {
    match app.fetch_remote(address).await {
        Ok(Fetched { received, name }) => Ok((name, std::fs::read(received.path()).expect("the bytes"))),
        Err(missed) => Err(words(missed)),
    }
}

/// Puts bytes at an address.
pub async fn put(app: &App, address: &str, bytes: &[u8]) -> Result<(), String> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("room");
    put_file(app, address, file.path()).await
}

pub async fn put_file(app: &App, address: &str, file: &Path) -> Result<(), String> {
    app.put_remote(address, "a name.csv", file).await.map_err(words)
}

fn words(missed: Missed) -> String {
    match missed {
        Missed::Told(words) | Missed::Lasting(words) => words,
        Missed::Failed(failure) => panic!("{}", failure.with_causes()),
    }
}
