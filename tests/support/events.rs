//! Server-sent events, as they come.

use super::client::Caller;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub name: String,
    pub data: String,
}

/// A stream of events that was opened.
pub struct Events {
    response: reqwest::Response,
    /// What came and is no whole event yet.
    rest: String,
}

impl Events {
    /// Opens one; it must be one.
    pub async fn open(caller: &Caller, path: &str) -> Self {
        let response = caller.accept("text/event-stream").open(path).await;
        let header = |name| response.headers().get(name).map_or("", |value| value.to_str().expect("ASCII")).to_owned();
        assert_eq!((response.status().as_u16(), header("content-type").as_str()), (200, "text/event-stream"));
        assert_eq!((header("quable-digest").as_str(), header("content-encoding").as_str()), ("", ""));
        Self { response, rest: String::new() }
    }

    /// The next event, comments left out but for the id that stands with them; `None`: the stream ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.rest.split_once("\n\n") {
                let (event, rest) = (read(event), rest.to_owned());
                self.rest = rest;
                return Some(event);
            }
            let chunk = self.response.chunk().await.expect("a stream that isn't cut")?;
            self.rest.push_str(std::str::from_utf8(&chunk).expect("UTF-8"));
        }
    }

    /// The next that is a change.
    pub async fn change(&mut self) -> Option<Event> {
        loop {
            let event = self.next().await?;
            if !event.data.is_empty() {
                return Some(event);
            }
        }
    }
}

fn read(text: &str) -> Event {
    let mut event = Event::default();
    for line in text.lines() {
        match line.split_once(':').map(|(name, value)| (name, value.trim_start())) {
            Some(("id", id)) => id.clone_into(&mut event.id),
            Some(("event", name)) => name.clone_into(&mut event.name),
            Some(("data", data)) => event.data.push_str(data),
            _ => {}
        }
    }
    event
}
