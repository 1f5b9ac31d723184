//! Whatever is done in whatever order, the store is a map.

use std::collections::BTreeMap;

use files::{Error, Hash};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tokio::runtime::Runtime;

use crate::support::{ENOUGH, Store, all, noise, of};

#[derive(Debug, Clone)]
enum Step {
    Keep(usize),
    KeepByPart(usize),
    ReceiveOnly(usize),
    Delete(usize),
    Read(usize),
    Derive(usize),
    Forget(usize),
    List,
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0..4_usize;
    prop_oneof![
        3 => file.clone().prop_map(Step::Keep),
        1 => file.clone().prop_map(Step::KeepByPart),
        1 => file.clone().prop_map(Step::ReceiveOnly),
        2 => file.clone().prop_map(Step::Delete),
        2 => file.clone().prop_map(Step::Read),
        2 => file.clone().prop_map(Step::Derive),
        1 => file.prop_map(Step::Forget),
        1 => Just(Step::List),
    ]
}

/// What should be there: for each hash its bytes, and whether something was derived from them.
type Map = BTreeMap<Hash, (Vec<u8>, bool)>;

async fn take(store: &Store, map: &mut Map, step: Step) -> Result<(), Error> {
    let bytes = |file: usize| noise(file * 90_000 + 1);
    let of_file = |file: usize| Hash::of(&bytes(file));
    match step {
        Step::Keep(file) => {
            let hash = store.keep(&bytes(file)).await;
            map.entry(hash).or_insert((bytes(file), false));
        }
        Step::KeepByPart(file) => {
            let part = store.files.incoming("part")?;
            part.create().await?;
            part.append(0, of(&bytes(file)), ENOUGH).await?;
            store.files.keep(part.finish().await?).await?;
            map.entry(of_file(file)).or_insert((bytes(file), false));
        }
        Step::ReceiveOnly(file) => drop(store.files.receive(of(&bytes(file)), ENOUGH).await?),
        Step::Delete(file) => {
            store.files.delete(&of_file(file)).await?;
            map.remove(&of_file(file));
        }
        Step::Read(file) => match (store.files.read(&of_file(file), None).await, map.get(&of_file(file))) {
            (Ok(content), Some((expected, _))) => assert!(all(content.bytes).await == *expected),
            (Err(Error::NotFound), None) => (),
            (found, expected) => panic!("{found:?} instead of {}", expected.is_some()),
        },
        Step::Derive(file) => match store.files.put_derived(&of_file(file), "d", "x".into()).await {
            Ok(()) => map.get_mut(&of_file(file)).expect("derived of what is kept").1 = true,
            Err(Error::NotFound) => assert!(!map.contains_key(&of_file(file))),
            Err(error) => return Err(error),
        },
        Step::Forget(file) => {
            store.files.forget_derived(&of_file(file)).await?;
            map.entry(of_file(file)).and_modify(|(_, derived)| *derived = false);
        }
        Step::List => {
            let expected: Vec<_> = map.iter().map(|(hash, (bytes, _))| (*hash, bytes.len() as u64)).collect();
            assert_eq!(store.list().await.iter().map(|k| (k.hash, k.size)).collect::<Vec<_>>(), expected);
        }
    }
    for (hash, (_, derived)) in map.iter() {
        assert_eq!(store.files.derived(hash, "d").await.is_ok(), *derived);
    }
    store.nothing_waits();
    Ok(())
}

fn is_a_map(cases: u32, store: impl AsyncFn() -> Store) {
    let runtime = Runtime::new().expect("a runtime");
    let steps = proptest::collection::vec(step(), 1..25);
    TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) })
        .run(&steps, |steps| {
            runtime.block_on(async {
                let (store, mut map) = (store().await, Map::new());
                for step in steps.into_iter().chain([Step::List]) {
                    take(&store, &mut map, step).await.expect("no failure");
                }
            });
            Ok(())
        })
        .expect("a map");
}

#[test]
fn a_folder_is_a_map() {
    is_a_map(24, Store::folder);
}

#[test]
fn a_bucket_is_a_map() {
    is_a_map(8, Store::s3);
}
