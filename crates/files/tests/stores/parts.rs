//! Bytes that come piece by piece.

use files::{Error, Hash};
use futures_util::{FutureExt, StreamExt, stream};

use crate::both;
use crate::support::{ENOUGH, Store, noise, of};

both!(
    grows_over_requests_and_processes,
    only_its_end_is_appended_to,
    one_writes_at_a_time,
    stays_until_it_is_kept,
    has_a_limit,
    what_came_before_a_failure_stays,
    a_kept_part_takes_no_more,
);

async fn grows_over_requests_and_processes(store: Store) {
    let bytes = noise(900_000);
    let mut at = 0;
    store.files.incoming("upload-1").expect("a name").create().await.expect("made");
    for size in [1, 299_999, 0, 600_000] {
        let files = store.again().await;
        let part = files.incoming("upload-1").expect("a name");
        assert_eq!(part.length().await.expect("there"), at as u64);
        let end = part.append(at as u64, of(&bytes[at..at + size]), ENOUGH).await.expect("appended");
        at += size;
        assert_eq!(end, at as u64);
    }
    let received = store.files.incoming("upload-1").expect("a name").finish().await.expect("whole");
    assert_eq!((received.hash, received.size), (Hash::of(&bytes), 900_000));
    assert!(std::fs::read(received.path()).expect("a file") == bytes);
    store.files.keep(received).await.expect("kept");
    assert!(store.read(&Hash::of(&bytes)).await == bytes);
    store.nothing_waits();
}

async fn only_its_end_is_appended_to(store: Store) {
    let part = store.files.incoming("p").expect("a name");
    assert!(matches!(part.length().await, Err(Error::NotFound)));
    assert!(matches!(part.append(0, of(b"x"), ENOUGH).await, Err(Error::NotFound)));
    assert!(matches!(part.finish().await, Err(Error::NotFound)));
    part.create().await.expect("made");
    part.append(0, of(b"hello"), ENOUGH).await.expect("appended");
    part.create().await.expect("left as it is");
    for offset in [0, 4, 6] {
        let refused = part.append(offset, of(b"x"), ENOUGH).await.expect_err("not the end");
        assert!(matches!(refused, Error::Offset { length: 5 }), "{refused:?}");
    }
    assert_eq!(part.length().await.expect("there"), 5);
}

async fn one_writes_at_a_time(store: Store) {
    let part = store.files.incoming("p").expect("a name");
    part.create().await.expect("made");
    let (other, slow) = (part.clone(), of(&noise(300_000)).chain(stream::pending()));
    let mut appending = Box::pin(part.append(0, slow, ENOUGH));
    while other.length().await.expect("there") == 0 {
        assert!(appending.as_mut().now_or_never().is_none());
    }
    assert!(matches!(other.append(0, of(b"x"), ENOUGH).await, Err(Error::Busy)));
    assert!(matches!(other.finish().await, Err(Error::Busy)));
    drop(appending);
    // A write that was under way ends first.
    let whole = loop {
        let length = other.length().await.expect("there");
        match other.append(length, of(b"x"), ENOUGH).await {
            Err(Error::Busy | Error::Offset { .. }) => (),
            ended => break ended.expect("nobody writes any more"),
        }
    };
    let received = other.finish().await.expect("whole");
    assert!(matches!(part.append(whole, of(b"x"), ENOUGH).await, Err(Error::Busy)), "it is taken as whole");
    drop(received);
    part.append(whole, of(b"x"), ENOUGH).await.expect("not kept, so it may grow");
}

async fn stays_until_it_is_kept(store: Store) {
    let part = store.files.incoming("p").expect("a name");
    part.create().await.expect("made");
    part.append(0, of(b"a lamp"), ENOUGH).await.expect("appended");
    drop(part.finish().await.expect("whole"));
    store.keep(b"a lamp").await;
    let received = part.finish().await.expect("still there");
    store.files.keep(received).await.expect("kept");
    assert!(matches!(part.length().await, Err(Error::NotFound)));
    assert_eq!(store.list().await.len(), 1);

    part.create().await.expect("made");
    for _ in 0..2 {
        part.remove().await.expect("removed");
        store.nothing_waits();
    }
}

async fn has_a_limit(store: Store) {
    let part = store.files.incoming("p").expect("a name");
    part.create().await.expect("made");
    part.append(0, of(b"12345"), 10).await.expect("appended");
    for (bytes, limit) in [(&b"678901"[..], 10), (b"", 4), (b"6", 5)] {
        let refused = part.append(5, of(bytes), limit).await.expect_err("too many");
        assert!(matches!(refused, Error::TooLarge { limit: said } if said == limit), "{refused:?}");
    }
    assert_eq!(part.append(5, of(b"67890"), 10).await.expect("exactly the limit"), 10);
}

async fn what_came_before_a_failure_stays(store: Store) {
    let part = store.files.incoming("p").expect("a name");
    part.create().await.expect("made");
    let broken = of(b"hello").chain(stream::once(async { Err(std::io::Error::other("cut off")) }));
    assert!(matches!(part.append(0, broken, ENOUGH).await, Err(Error::Source(_))));
    assert_eq!(part.length().await.expect("there"), 5);
    part.append(5, of(b" world"), ENOUGH).await.expect("appended");
    assert_eq!(part.finish().await.expect("whole").hash, Hash::of(b"hello world"));
}

async fn a_kept_part_takes_no_more(store: Store) {
    for round in 0..20_u32 {
        let part = store.files.incoming(&format!("p{round}")).expect("a name");
        part.create().await.expect("made");
        part.append(0, of(&round.to_le_bytes()), ENOUGH).await.expect("appended");
        let keep = async { store.files.keep(part.finish().await?).await };
        let (kept, appended) = tokio::join!(keep, part.append(4, of(b"more"), ENOUGH));
        match (&kept, &appended) {
            (Ok(_) | Err(Error::Busy), Ok(8) | Err(Error::Busy | Error::NotFound)) => (),
            other => panic!("{other:?}"),
        }
        for found in store.list().await {
            assert_eq!(Hash::of(&store.read(&found.hash).await), found.hash);
        }
        part.remove().await.expect("removed");
    }
}
