use proptest::prelude::*;

use super::*;

fn line() -> Line {
    Line {
        cursor: Cursor { tx: 3, seq: 7 },
        kind: "document",
        code: "lamp".into(),
        op: Op::Update,
        origin: "v5",
        by: "ann".into(),
        job: Some(4),
        locales: vec!["fr_FR".into(), "en_GB".into()],
        size: 0,
    }
}

#[test]
fn all_that_is_asked_must_hold() {
    let text = |text: &str| vec!["other".to_owned(), text.to_owned()];
    let all = Filter {
        kinds: vec!["asset", "document"],
        codes: text("lamp"),
        operations: vec![Op::Update],
        origins: vec!["v5"],
        by: text("ann"),
        jobs: vec![4],
        locales: text("en_GB"),
        attributes: Vec::new(),
    };
    assert!(all.takes(&line()) && !all.takes_all());
    assert!(Filter::default().takes(&line()) && Filter::default().takes_all());
    let none = [
        Filter { kinds: vec!["asset"], ..all.clone() },
        Filter { codes: text("sofa"), ..all.clone() },
        Filter { operations: vec![Op::Create, Op::Delete], ..all.clone() },
        Filter { origins: vec!["v4"], ..all.clone() },
        Filter { by: text("bob"), ..all.clone() },
        Filter { jobs: vec![5], ..all.clone() },
        Filter { locales: text("de_DE"), ..all.clone() },
    ];
    for filter in none {
        assert!(!filter.takes(&line()), "{filter:?}");
    }
    assert!(!all.takes(&Line { job: None, ..line() }));
}

#[test]
fn attributes_are_found_among_the_fields() {
    let told = |path: &str| Told { path: path.split('.').map(str::to_owned).collect(), before: None, after: None };
    let fields = [told("isActive"), told("attributes.name.fr_FR"), told("name.power")];
    let wants = |code: &str| Filter { attributes: vec![code.to_owned()], ..Filter::default() };
    assert!(wants("name").takes_fields(&fields) && Filter::default().takes_fields(&[]));
    assert!(!wants("power").takes_fields(&fields) && !wants("isActive").takes_fields(&fields));
}

#[test]
fn what_is_no_mark_is_refused() {
    assert_eq!(Mark::parse("a-0-ff"), Some(Mark { epoch: 10, at: Cursor { tx: 0, seq: 255 } }));
    for text in ["", "now", "1-2", "1-2-3-4", "01-2-3", "+1-2-3", "1--2-3", "1-2-A", "1-2-8000000000000000", " 1-2-3"] {
        assert_eq!(Mark::parse(text), None, "{text}");
    }
}

#[test]
fn marks_of_other_databases_lead_nowhere() {
    let epoch = |number, top, overlap| Epoch { number, top, overlap };
    let epochs = Epochs::of(vec![epoch(30, 0, 0), epoch(10, 900, 0), epoch(20, 500, 5)]);
    let place = |epoch, seq| epochs.place(Mark { epoch, at: Cursor { tx: 77, seq } });
    assert_eq!(place(30, 7), Some(Cursor { tx: 77, seq: 7 }));
    assert_eq!(place(10, 7), Some(Cursor { tx: 0, seq: 7 }));
    assert_eq!(place(10, 700), Some(Cursor { tx: 0, seq: 500 }));
    assert_eq!(place(20, 400), Some(Cursor { tx: 0, seq: 394 }));
    assert_eq!(place(20, 3), Some(Cursor { tx: 0, seq: 0 }));
    assert_eq!(place(25, 400), Some(Cursor::default()));
    assert_eq!((place(9, 1), place(31, 1)), (None, None));
}

/// The changes of an epoch as they were committed: each has the number of its transaction and one of its own, which it
/// drew while others were at it too. Of each transaction, when it was over.
#[derive(Debug, Clone)]
struct Past {
    changes: Vec<(Cursor, usize)>,
}

/// Transactions of some changes each, at work side by side in the order that is drawn.
fn past() -> impl Strategy<Value = Past> {
    let lengths = prop::collection::vec(1_usize..6, 1..12);
    (lengths, prop::collection::vec(any::<prop::sample::Index>(), 80)).prop_map(|(lengths, draws)| {
        // At most four are open; the first of those begins before the next.
        let mut waiting = (1..).zip(lengths).collect::<std::collections::VecDeque<_>>();
        let (mut open, mut changes) = (Vec::<(i64, usize, Vec<Cursor>)>::new(), Vec::new());
        for ((moment, draw), seq) in draws.iter().enumerate().zip(1..) {
            if open.len() < 4
                && let Some((tx, left)) = waiting.pop_front()
            {
                open.push((tx, left, Vec::new()));
            }
            if open.is_empty() {
                break;
            }
            let place = draw.index(open.len());
            let (tx, left, own) = &mut open[place];
            own.push(Cursor { tx: *tx, seq });
            *left -= 1;
            if *left == 0 {
                let (_, _, own) = open.remove(place);
                changes.extend(own.into_iter().map(|cursor| (cursor, moment)));
            }
        }
        changes.sort_unstable();
        Past { changes }
    })
}

impl Past {
    /// What is committed at a moment, and the first transaction that isn't over then.
    fn at(&self, moment: usize) -> (Vec<Cursor>, i64) {
        let there = self.changes.iter().filter(|(_, over)| *over < moment).map(|(cursor, _)| *cursor).collect();
        let late = self.changes.iter().filter(|(_, over)| *over >= moment);
        (there, late.map(|(cursor, _)| cursor.tx).min().unwrap_or(i64::MAX))
    }

    /// The end of an epoch by a backup at that moment, as `store` finds it.
    fn ended(&self, moment: usize) -> (Vec<Cursor>, Epoch) {
        let (there, open) = self.at(moment);
        let before = there.iter().scan(0, |most, cursor| {
            *most = cursor.seq.max(*most);
            Some(*most - cursor.seq)
        });
        let overlap = before.max().unwrap_or(0);
        let unsettled = there.iter().filter(|cursor| cursor.tx >= open).map(|cursor| cursor.seq - 1).min();
        let most = there.iter().map(|cursor| cursor.seq).max().unwrap_or(0);
        (there.clone(), Epoch { number: 1, top: unsettled.unwrap_or(most), overlap })
    }
}

proptest! {
    #[test]
    fn a_mark_comes_back_as_it_was(epoch in 0..i64::MAX, tx in 0..i64::MAX, seq in 0..i64::MAX) {
        let mark = Mark { epoch, at: Cursor { tx, seq } };
        prop_assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
    }

    #[test]
    fn texts_are_marks_in_one_spelling_alone(text in "[0-9a-f-]{0,12}") {
        if let Some(mark) = Mark::parse(&text) {
            prop_assert_eq!(mark.to_string(), text);
        }
    }

    /// Whoever had read to some place of the old database, at whatever moment, misses nothing of what a backup of another
    /// moment brought back.
    #[test]
    fn nothing_is_missed_after_a_restore(past in past(), reader in 0_usize..80, backup in 0_usize..80, part in 0.0..1.0) {
        let (settled, open) = past.at(reader);
        let settled: Vec<_> = settled.into_iter().filter(|cursor| cursor.tx < open).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of few")]
        let read = (settled.len() as f64 * part) as usize;
        let seen = &settled[..read];
        let at = seen.last().copied().unwrap_or_default();
        let (brought, ended) = past.ended(backup);
        let epochs = Epochs::of(vec![ended, Epoch { number: 2, top: 0, overlap: 0 }]);
        let place = epochs.place(Mark { epoch: 1, at }).unwrap();
        // All of it counts as one transaction.
        for cursor in brought.iter().filter(|cursor| !seen.contains(cursor)) {
            let now = Cursor { tx: 0, seq: cursor.seq };
            prop_assert!(now > place, "{:?} is missed after {:?}, read as {:?} of {:?}", cursor, at, place, ended);
        }
        // And what is written from then on has numbers that were not given out.
        let next = brought.iter().map(|cursor| cursor.seq).max().unwrap_or(0) + 1;
        let next = Cursor { tx: 0, seq: next };
        prop_assert!(next > place);
    }
}
