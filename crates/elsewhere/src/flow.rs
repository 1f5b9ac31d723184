//! Items on their way from a source to whoever takes them.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::{Error, Item, Notes};

/// Items that may wait to be taken.
const WAITING: usize = 256;

/// A catalogue of another system.
pub trait Source: Send + 'static {
    /// Gives all items away, in order.
    fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error>;
}

/// Where a source gives items away.
pub struct Out {
    /// What has no counterpart.
    pub notes: Notes,
    to: SyncSender<Message>,
}

enum Message {
    Item(Box<Item>),
    Failed(Error),
    End,
}

impl Out {
    /// Gives one away; waits until there is room. Errors: nobody takes it.
    pub fn item(&mut self, item: Item) -> Result<(), Error> {
        self.to.send(Message::Item(Box::new(item))).map_err(|_| Error::Ended)
    }

    /// Gives several away.
    pub fn items(&mut self, items: impl IntoIterator<Item = Item>) -> Result<(), Error> {
        items.into_iter().try_for_each(|item| self.item(item))
    }
}

/// Items as they come. Taking one may block.
pub struct Items(Option<Receiver<Message>>);

impl Iterator for Items {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let last = match self.0.as_ref()?.recv() {
            Ok(Message::Item(item)) => return Some(Ok(*item)),
            Ok(Message::End) => None,
            Ok(Message::Failed(error)) => Some(Err(error)),
            // A panic on its thread, which says more on stderr.
            Err(_) => Some(Err(Error::Unsuited("the source broke off".to_owned()))),
        };
        self.0 = None;
        last
    }
}

/// Starts to read a source; what it has to say of what it leaves out grows as items are taken.
pub fn start(source: Box<dyn Source>) -> (Items, Notes) {
    let (to, from) = sync_channel(WAITING);
    let notes = Notes::default();
    let mut out = Out { notes: notes.clone(), to };
    thread::spawn(move || {
        let last = match source.run(&mut out) {
            Ok(()) => Message::End,
            Err(error) => Message::Failed(error),
        };
        // Nobody may listen any more.
        let _ = out.to.send(last);
    });
    (Items(Some(from)), notes)
}

#[cfg(test)]
mod tests {
    use model::input::Input;
    use serde_json::json;

    use super::*;

    struct Counting(usize);

    impl Source for Counting {
        fn run(self: Box<Self>, out: &mut Out) -> Result<(), Error> {
            for number in 0..self.0 {
                out.item(Item::new("documents", json!({ "id": number.to_string() }), ""))?;
            }
            if self.0 == 3 { Err(Error::Unsuited("three".to_owned())) } else { Ok(()) }
        }
    }

    struct Panicking;

    impl Source for Panicking {
        fn run(self: Box<Self>, _: &mut Out) -> Result<(), Error> {
            panic!("on purpose")
        }
    }

    #[test]
    fn items_come_in_order_and_the_end_is_told() {
        let (items, _) = start(Box::new(Counting(3 * WAITING)));
        let ids: Vec<_> =
            items.map(|item| item.unwrap().body.get("id").and_then(Input::text).unwrap().to_owned()).collect();
        assert_eq!(ids, (0..3 * WAITING).map(|number| number.to_string()).collect::<Vec<_>>());
        let (items, _) = start(Box::new(Counting(3)));
        let ends: Vec<_> = items.map(|item| item.map(|_| ()).map_err(|error| error.to_string())).collect();
        assert_eq!(ends, [Ok(()), Ok(()), Ok(()), Err("three".to_owned())]);
        let (mut items, _) = start(Box::new(Panicking));
        assert!(items.next().is_some_and(|last| last.is_err()));
        assert!(items.next().is_none());
    }
}
