//! Lists, page by page.

use model::input::Input;

use super::Api;
use crate::Error;

/// Members of a page: what every instance gives.
const LIMIT: usize = 100;

/// A page of a list.
#[derive(Debug)]
pub struct Page {
    /// Its members, in order.
    pub members: Vec<Input>,
    /// Where the next one is.
    pub next: Option<String>,
}

/// Where a list begins.
pub fn first(resource: &str) -> String {
    format!("/api/{resource}?limit={LIMIT}&page=1")
}

/// The page at a path; `None`: there is no such list.
pub fn page(api: &mut dyn Api, path: &str) -> Result<Option<Page>, Error> {
    let Some(text) = api.get(path)? else { return Ok(None) };
    let mut page = read(&text).ok_or_else(|| Error::Unsuited(format!("{path}: this is no list of API v5")))?;
    // A list that leads to itself, or on and on behind its end, would never end.
    let goes_on = !page.members.is_empty();
    page.next = page.next.filter(|next| goes_on && next != path);
    Ok(Some(page))
}

/// All members of a list that is small; `None`: there is no such list.
pub fn all(api: &mut dyn Api, resource: &str) -> Result<Option<Vec<Input>>, Error> {
    let Some(mut page) = page(api, &first(resource))? else { return Ok(None) };
    let mut members = page.members;
    while let Some(path) = page.next {
        let Some(next) = self::page(api, &path)? else { break };
        page = next;
        members.append(&mut page.members);
    }
    Ok(Some(members))
}

fn read(text: &str) -> Option<Page> {
    let page = Input::parse(text).ok()?;
    let next = page.get("hydra:view").and_then(|view| view.get("hydra:next")).and_then(Input::text).map(str::to_owned);
    let Input::Map(members) = page else { return None };
    match members.into_iter().find(|(name, _)| name == "hydra:member")?.1 {
        Input::List(members) => Some(Page { members, next }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pages(Vec<(&'static str, &'static str)>);

    impl Api for Pages {
        fn get(&mut self, path: &str) -> Result<Option<String>, Error> {
            Ok(self.0.iter().find(|(known, _)| *known == path).map(|(_, text)| (*text).to_owned()))
        }

        fn address(&self, path: &str) -> String {
            path.to_owned()
        }
    }

    #[test]
    fn pages_are_followed_to_the_last_and_numbers_keep_their_digits() {
        let mut api = Pages(vec![
            (
                "/api/documents?limit=100&page=1",
                r#"{"hydra:member":[{"id":"a","n":0.10000000000000000001}],"hydra:view":{"hydra:next":"/api/documents?cursor=x"}}"#,
            ),
            (
                "/api/documents?cursor=x",
                r#"{"hydra:member":[{"id":"b"}],"hydra:view":{"hydra:next":"/api/documents?cursor=x"}}"#,
            ),
            ("/api/tags?limit=100&page=1", r#"{"error":1}"#),
            (
                "/api/links?limit=100&page=1",
                r#"{"hydra:member":[],"hydra:view":{"hydra:next":"/api/documents?limit=100&page=1"}}"#,
            ),
        ]);
        let all = all(&mut api, "documents").unwrap().unwrap();
        let told: Vec<_> = all.iter().map(Input::to_json).collect();
        assert_eq!(told, [r#"{"id":"a","n":0.10000000000000000001}"#, r#"{"id":"b"}"#]);
        assert_eq!(super::all(&mut api, "links").unwrap(), Some(Vec::new()), "nothing is the end");
        assert_eq!(super::all(&mut api, "workflows").unwrap(), None);
        assert!(super::all(&mut api, "tags").is_err());
    }
}
