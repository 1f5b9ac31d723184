//! Bytes that come, and are kept or not.

use bytes::Bytes;
use files::{Error, Hash};
use futures_util::{FutureExt, StreamExt, stream};

use crate::both;
use crate::support::{ENOUGH, Store, noise, of};

both!(
    says_what_came,
    takes_as_much_as_the_limit,
    what_is_dropped_is_gone,
    a_broken_stream_leaves_nothing,
    left_by_a_dead_process_is_removed,
);

async fn says_what_came(store: Store) {
    for size in [0, 1, 9_999, 256 * 1024, 700_001] {
        let bytes = noise(size);
        let received = store.files.receive(of(&bytes), ENOUGH).await.expect("received");
        assert_eq!((received.hash, received.size), (Hash::of(&bytes), size as u64));
        assert_eq!(std::fs::read(received.path()).expect("a file"), bytes);
        assert!(matches!(store.files.size(&received.hash).await, Err(Error::NotFound)), "not kept yet");
    }
    assert!(store.list().await.is_empty());
}

async fn takes_as_much_as_the_limit(store: Store) {
    let bytes = noise(600_000);
    assert_eq!(store.files.receive(of(&bytes), 600_000).await.expect("received").size, 600_000);
    for limit in [0, 1, 300_000, 599_999] {
        let refused = store.files.receive(of(&bytes), limit).await.expect_err("too many bytes");
        assert!(matches!(refused, Error::TooLarge { limit: said } if said == limit), "{refused:?}");
        store.nothing_waits();
    }
}

async fn what_is_dropped_is_gone(store: Store) {
    let received = store.files.receive(of(&noise(5_000)), ENOUGH).await.expect("received");
    assert!(received.path().exists());
    drop(received);
    store.nothing_waits();

    let stalling = of(&noise(600_000)).chain(stream::pending());
    let mut receiving = Box::pin(store.files.receive(stalling, ENOUGH));
    while std::fs::read_dir(store.incoming()).expect("a folder").all(|entry| {
        let file = entry.and_then(|entry| entry.metadata());
        file.is_ok_and(|file| file.len() == 0)
    }) {
        assert!(receiving.as_mut().now_or_never().is_none());
        tokio::task::yield_now().await;
    }
    drop(receiving);
    // A write that was under way ends first.
    while std::fs::read_dir(store.incoming()).expect("a folder").count() > 0 {
        tokio::task::yield_now().await;
    }
}

async fn a_broken_stream_leaves_nothing(store: Store) {
    let broken = of(&noise(400_000)).chain(stream::once(async { Err(std::io::Error::other("gone away")) }));
    let failed = store.files.receive(broken, ENOUGH).await.expect_err("a failure");
    assert!(matches!(&failed, Error::Source(why) if why.to_string() == "gone away"), "{failed:?}");
    store.nothing_waits();
}

async fn left_by_a_dead_process_is_removed(store: Store) {
    let alive =
        store.files.receive(stream::iter([Ok::<_, Error>(Bytes::from("alive"))]), ENOUGH).await.expect("received");
    let part = store.files.incoming("a-part").expect("a name");
    part.create().await.expect("made");
    std::fs::write(store.incoming().join("temporary-0123456789abcdef"), "dead").expect("written");

    let again = store.again().await;
    let mut left: Vec<_> = std::fs::read_dir(store.incoming()).expect("a folder").flatten().map(|e| e.path()).collect();
    left.sort();
    let part = store.incoming().join("part-a-part");
    assert_eq!(left, [part, alive.path().to_path_buf()]);
    store.files.keep(alive).await.expect("kept");
    assert_eq!(again.size(&Hash::of(b"alive")).await.expect("kept"), 5);
}
