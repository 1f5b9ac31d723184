//! Ranges.

use std::ops::Range;

use files::Error;

use crate::both;
use crate::support::{Store, all, noise};

both!(any_range_may_be_asked_for, a_reader_sees_the_bytes_that_it_began_with);

async fn any_range_may_be_asked_for(store: Store) {
    let bytes = noise(1_000_000);
    let hash = store.keep(&bytes).await;
    let size = bytes.len() as u64;
    for (asked, given) in [
        (0..size, 0..size),
        (0..1, 0..1),
        (size - 1..size, size - 1..size),
        (size - 1..u64::MAX, size - 1..size),
        (262_143..262_145, 262_143..262_145),
        (500..400_000, 500..400_000),
        (7..7, 7..7),
        (0..0, 0..0),
        (size..size, size..size),
        (size..size + 1, size..size),
        (size + 5..size + 9, size..size),
    ] {
        let content = store.files.read(&hash, Some(asked.clone())).await.expect("kept");
        assert_eq!((content.size, &content.range), (size, &given), "asked for {asked:?}");
        assert!(all(content.bytes).await == part(&bytes, given), "asked for {asked:?}");
    }
    let nothing = store.keep(b"").await;
    let content = store.files.read(&nothing, Some(0..10)).await.expect("kept");
    assert_eq!((content.size, content.range.clone()), (0, 0..0));
    assert!(all(content.bytes).await.is_empty());
    let unknown = files::Hash::of(b"never kept");
    for range in [0..0, 0..10] {
        assert!(matches!(store.files.read(&unknown, Some(range)).await, Err(Error::NotFound)));
    }
}

fn part(bytes: &[u8], range: Range<u64>) -> &[u8] {
    let at = |n| usize::try_from(n).expect("small");
    &bytes[at(range.start)..at(range.end)]
}

async fn a_reader_sees_the_bytes_that_it_began_with(store: Store) {
    let bytes = noise(300_000);
    let hash = store.keep(&bytes).await;
    let content = store.files.read(&hash, None).await.expect("kept");
    store.files.delete(&hash).await.expect("deleted");
    assert!(all(content.bytes).await == bytes);
}
