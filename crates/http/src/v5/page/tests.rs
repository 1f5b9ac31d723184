use model::problem::Kind;

use super::super::jsonld::{DOCUMENT, VARIANT};
use super::*;

fn read(query: &str) -> Result<Paging, Problem> {
    Paging::read(DOCUMENT, &Params::parse(query)?)
}

#[test]
fn limits_and_pages_are_read() {
    let cases = [
        ("", (30, 1, false)),
        ("limit=25&page=2", (25, 2, false)),
        ("limit=5000", (1000, 1, false)),
        ("limit=99999999999999999999999", (1000, 1, false)),
        ("limit=0", (0, 1, false)),
        ("page=99999999999", (30, u32::MAX, false)),
        ("pagination=false", (30, 1, true)),
    ];
    for (query, (limit, page, all)) in cases {
        let paging = read(query).unwrap();
        assert_eq!((paging.limit, paging.page, paging.all), (limit, page, all), "{query}");
    }
}

#[test]
fn nonsense_is_malformed_and_named() {
    let cases = [
        ("limit=-1", "limit"),
        ("limit=abc", "limit"),
        ("limit=", "limit"),
        ("limit=1.5", "limit"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("pagination=no", "pagination"),
        ("cursor=%25", "cursor"),
        ("cursor=_w", "cursor"),
        ("cursor=AA", "cursor"),
    ];
    for (query, name) in cases {
        let problem = read(query).unwrap_err();
        assert_eq!(problem.kind, Kind::Malformed, "{query}");
        assert!(problem.message.contains(name), "{query}: {}", problem.message);
    }
}

#[test]
fn a_next_link_leads_behind_the_last_member() {
    let paging = read("limit=2&page=3").unwrap();
    let query = "limit=2&id%5B%5D=a&page=3";
    let links = Links::new("/api/documents", query, &paging, Some(9), Some("k\u{1f}é/1"));
    assert_eq!(links.this, "/api/documents?limit=2&id%5B%5D=a&page=3");
    assert_eq!(links.last.as_deref(), Some("/api/documents?limit=2&id%5B%5D=a&page=5"));
    assert_eq!(links.previous.as_deref(), Some("/api/documents?limit=2&id%5B%5D=a&page=2"));
    let next = links.next.unwrap();
    assert!(next.starts_with("/api/documents?limit=2&id%5B%5D=a&page=4&cursor="), "{next}");
    let followed = read(next.split_once('?').unwrap().1).unwrap();
    assert_eq!(followed.start(), Start::After("k\u{1f}é/1".into()));
    assert_eq!(followed.page, 4);
}

#[test]
fn a_cursor_leads_nowhere_in_another_order() {
    let cursor = |query: &str| {
        let links = Links::new("/api/documents", query, &read(query).unwrap(), Some(9), Some("k"));
        links.next.unwrap().rsplit_once("cursor=").unwrap().1.to_owned()
    };
    let same = [
        ("", "limit=3&isActive=1&locales[]=en_GB"),
        ("order[id]=asc", "order%5Bid%5D=asc&search=x"),
        ("search=x", "search=x&limit=1"),
    ];
    for (there, here) in same {
        assert!(read(&format!("{here}&cursor={}", cursor(there))).is_ok(), "{there} {here}");
    }
    let other =
        [("", "order[id]=asc"), ("order[id]=asc", "order[id]=desc"), ("search=x", "search=y"), ("search=x", "")];
    for (there, here) in other {
        let problem = read(&format!("{here}&cursor={}", cursor(there))).unwrap_err();
        assert!(problem.kind == Kind::Malformed && problem.message.contains("in this order"), "{problem}");
    }
    let params = Params::parse(&format!("cursor={}", cursor(""))).unwrap();
    assert!(Paging::read(VARIANT, &params).is_err());
}

#[test]
fn an_empty_cursor_starts() {
    assert_eq!(read("cursor=&page=7").unwrap().start(), Start::After(String::new()));
}

#[test]
fn without_members_there_is_one_page() {
    let links = Links::new("/api/x", "", &read("").unwrap(), Some(0), None);
    assert_eq!((links.first.as_deref(), links.last.as_deref()), (Some("/api/x?page=1"), Some("/api/x?page=1")));
    assert_eq!((links.previous, links.next), (None, None));
    let links = Links::new("/api/x", "limit=0", &read("limit=0").unwrap(), Some(9), None);
    assert_eq!((links.first, links.last), (None, None));
}

#[test]
fn without_a_total_no_page_is_the_last() {
    let links = Links::new("/api/x", "page=2", &read("page=2").unwrap(), None, Some("k"));
    assert_eq!((links.first.as_deref(), links.last, links.previous), (Some("/api/x?page=1"), None, None));
    assert!(links.next.is_some());
}
