//! Bytes under their address, each once.

use files::{Error, Hash, Kept, Location};
use futures_util::future::try_join_all;

use crate::both;
use crate::support::{ENOUGH, Store, noise, of};

both!(
    kept_bytes_come_back,
    equal_bytes_are_kept_once,
    equal_bytes_may_come_at_once,
    two_programs_see_the_same,
    deleting_is_done_once_and_for_all,
    the_list_tells_all,
    a_file_to_hand,
    what_was_just_kept_is_to_hand,
);

async fn kept_bytes_come_back(store: Store) {
    for size in [0, 1, 300_000, 20_000_000] {
        let bytes = noise(size);
        let hash = store.keep(&bytes).await;
        assert_eq!(hash, Hash::of(&bytes));
        assert_eq!(store.files.size(&hash).await.expect("kept"), size as u64);
        assert!(store.read(&hash).await == bytes, "{size} bytes came back changed");
        store.nothing_waits();
    }
    let unknown = Hash::of(b"never kept");
    assert!(matches!(store.files.size(&unknown).await, Err(Error::NotFound)));
    assert!(matches!(store.files.read(&unknown, None).await, Err(Error::NotFound)));
    assert!(matches!(store.files.local(&unknown).await, Err(Error::NotFound)));
}

async fn equal_bytes_are_kept_once(store: Store) {
    let hash = store.keep(b"a lamp").await;
    let first = store.list().await;
    assert_eq!(store.keep(b"a lamp").await, hash);
    // The first stays: not even its date changes.
    assert_eq!(store.list().await, first);
    store.nothing_waits();
}

async fn equal_bytes_may_come_at_once(store: Store) {
    let bytes = noise(500_000);
    let second = store.again().await;
    let both = [&store.files, &second];
    let received = try_join_all((0..12).map(|n| both[n % 2].receive(of(&bytes), ENOUGH))).await.expect("received");
    try_join_all(received.into_iter().enumerate().map(|(n, received)| both[n % 2].keep(received))).await.expect("kept");
    assert_eq!(store.list().await.len(), 1);
    assert!(store.read(&Hash::of(&bytes)).await == bytes);
    store.nothing_waits();
}

async fn two_programs_see_the_same(store: Store) {
    let other = store.again().await;
    let hash = store.keep(b"seen by both").await;
    assert_eq!(other.size(&hash).await.expect("kept"), 12);
    other.delete(&hash).await.expect("deleted");
    assert!(matches!(store.files.size(&hash).await, Err(Error::NotFound)));
}

async fn deleting_is_done_once_and_for_all(store: Store) {
    let (gone, stays) = (store.keep(b"goes").await, store.keep(b"stays").await);
    for _ in 0..2 {
        store.files.delete(&gone).await.expect("deleted");
        assert!(matches!(store.files.read(&gone, None).await, Err(Error::NotFound)));
    }
    store.files.delete(&Hash::of(b"never kept")).await.expect("nothing to do");
    assert_eq!(store.read(&stays).await, b"stays");
    assert_eq!(store.keep(b"goes").await, gone);
    assert_eq!(store.read(&gone).await, b"goes");
}

async fn the_list_tells_all(store: Store) {
    assert!(store.list().await.is_empty());
    let mut expected = Vec::new();
    for size in 1..=40 {
        let hash = store.keep(&noise(size)).await;
        store.files.put_derived(&hash, "small.webp", "derived".into()).await.expect("put");
        expected.push((hash, size as u64));
    }
    expected.sort();
    let list = store.list().await;
    assert_eq!(list.iter().map(|kept| (kept.hash, kept.size)).collect::<Vec<_>>(), expected);
    let seconds = |kept: &Kept| kept.modified.elapsed().map_or(0, |age| age.as_secs());
    assert!(list.iter().all(|kept| seconds(kept) < 3_600), "{list:?}");
}

async fn a_file_to_hand(store: Store) {
    let bytes = noise(3_000_000);
    let hash = store.keep(&bytes).await;
    let local = store.files.local(&hash).await.expect("kept");
    assert!(std::fs::read(local.path()).expect("a file") == bytes);
    drop(local);
    store.nothing_waits();
    assert!(store.read(&hash).await == bytes, "it is still kept");
}

async fn what_was_just_kept_is_to_hand(store: Store) {
    let bytes = noise(3_000_000);
    let part = store.files.incoming("a-part").expect("a name");
    part.create().await.expect("made");
    part.append(0, of(&bytes), ENOUGH).await.expect("appended");
    for received in [store.files.receive(of(&bytes), ENOUGH).await, part.finish().await] {
        let received = received.expect("received");
        let came_to = received.path().to_path_buf();
        let local = store.files.keep(received).await.expect("kept");
        assert!(std::fs::read(local.path()).expect("a file") == bytes);
        // From a bucket it isn't fetched again: these are the bytes that came.
        let is_folder = matches!(store.location, Location::Folder(_));
        assert_eq!(local.path() == came_to, !is_folder);
        drop(local);
        assert!(!came_to.exists() && store.read(&Hash::of(&bytes)).await == bytes, "it is kept, and once");
    }
    store.nothing_waits();
}
