//! What is derived from kept bytes.

use bytes::Bytes;
use files::{Error, Hash};
use futures_util::future::join_all;

use crate::both;
use crate::support::{Store, all};

both!(derived_bytes_have_names, they_go_with_what_they_came_from, names_are_plain, putting_and_forgetting_may_meet);

async fn derived_bytes_have_names(store: Store) {
    let hash = store.keep(b"a picture").await;
    assert!(matches!(store.files.derived(&hash, "600x600.webp").await, Err(Error::NotFound)));
    for bytes in ["first", "", "the second is longer"] {
        store.files.put_derived(&hash, "600x600.webp", bytes.into()).await.expect("put");
        let content = store.files.derived(&hash, "600x600.webp").await.expect("put");
        assert_eq!(content.size, bytes.len() as u64);
        assert_eq!(all(content.bytes).await, bytes.as_bytes());
    }
    assert!(matches!(store.files.derived(&hash, "600x600").await, Err(Error::NotFound)));
    store.nothing_waits();
    assert_eq!(store.list().await.len(), 1);
}

async fn they_go_with_what_they_came_from(store: Store) {
    let (one, other) = (store.keep(b"one").await, store.keep(b"other").await);
    for name in ["a", "b.webp"] {
        store.files.put_derived(&one, name, "of one".into()).await.expect("put");
        store.files.put_derived(&other, name, "of other".into()).await.expect("put");
    }
    store.files.forget_derived(&one).await.expect("forgotten");
    store.files.forget_derived(&one).await.expect("nothing to do");
    assert!(matches!(store.files.derived(&one, "a").await, Err(Error::NotFound)));
    assert_eq!(store.read(&one).await, b"one");

    store.files.put_derived(&one, "a", "anew".into()).await.expect("put");
    store.files.delete(&one).await.expect("deleted");
    store.keep(b"one").await;
    assert!(matches!(store.files.derived(&one, "a").await, Err(Error::NotFound)));
    assert_eq!(all(store.files.derived(&other, "b.webp").await.expect("put").bytes).await, b"of other");

    let unknown = Hash::of(b"never kept");
    assert!(matches!(store.files.put_derived(&unknown, "a", "x".into()).await, Err(Error::NotFound)));
    store.keep(b"never kept").await;
    assert!(matches!(store.files.derived(&unknown, "a").await, Err(Error::NotFound)));
}

async fn names_are_plain(store: Store) {
    let hash = store.keep(b"a picture").await;
    let long = "n".repeat(100);
    for name in ["a", "600x600-v2_x.jpg", &long] {
        store.files.put_derived(&hash, name, "x".into()).await.expect(name);
    }
    let longer = "n".repeat(101);
    for name in ["", ".", "..", ".hidden", "a/b", "../x", "A", "ä", "a b", "a\0", &longer] {
        assert!(matches!(store.files.put_derived(&hash, name, "x".into()).await, Err(Error::Name)), "{name:?}");
        assert!(matches!(store.files.derived(&hash, name).await, Err(Error::Name)), "{name:?}");
        assert!(matches!(store.files.incoming(name), Err(Error::Name)), "{name:?}");
    }
}

async fn putting_and_forgetting_may_meet(store: Store) {
    let hash = store.keep(b"a picture").await;
    join_all((0..30).map(|n| {
        let files = store.files.clone();
        tokio::spawn(async move {
            if n % 3 == 0 {
                files.forget_derived(&hash).await.expect("forgotten");
            } else {
                files.put_derived(&hash, &format!("n{n}"), Bytes::from("x")).await.expect("put");
            }
        })
    }))
    .await
    .into_iter()
    .for_each(|ended| ended.expect("no panic"));
    store.files.put_derived(&hash, "last", "x".into()).await.expect("put");
    assert_eq!(all(store.files.derived(&hash, "last").await.expect("put").bytes).await, b"x");
}
