//! Memory doesn't grow with the size of a file.

use std::process::Command;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::support::{ENOUGH, Store};

const MEGABYTE: usize = 1 << 20;
const SIZE: usize = 64 * MEGABYTE;

/// The most memory that this process had, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kilobytes * 1024
}

/// What is measured, alone in its process.
#[tokio::test]
#[ignore = "run by the test below"]
async fn measured() {
    for (store, most) in [(Store::folder().await, 8 * MEGABYTE), (Store::s3().await, 48 * MEGABYTE)] {
        let before = peak();
        // Made as they are asked for.
        let bytes = stream::iter(0..SIZE / 65_536).map(|n| {
            let byte = u8::try_from(n % 251).expect("small");
            Ok::<_, std::io::Error>(Bytes::from(vec![byte; 65_536]))
        });
        let received = store.files.receive(bytes, ENOUGH).await.expect("received");
        let hash = received.hash;
        store.files.keep(received).await.expect("kept");
        let content = store.files.read(&hash, None).await.expect("kept");
        let read = content.bytes.try_fold(0, async |sum, bytes| Ok(sum + bytes.len())).await.expect("all bytes");
        assert_eq!(read, SIZE);
        drop(store.files.local(&hash).await.expect("a file"));
        store.files.delete(&hash).await.expect("deleted");
        let grown = peak() - before;
        assert!(grown < most, "{}: {grown} bytes more", store.location);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn is_constant() {
    let alone = Command::new(std::env::current_exe().expect("this program"))
        .args(["stores::memory::measured", "--exact", "--ignored"])
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&alone.stdout);
    assert!(alone.status.success() && said.contains("1 passed"), "{said}");
}
