use super::*;
use crate::object::Stamp;
use crate::user::{PasswordHash, Profile};

fn user(id: i64, username: &str, last_name: &str, admin: bool) -> Arc<User> {
    Arc::new(User {
        id,
        username: username.into(),
        kind: if admin { UserKind::User } else { UserKind::Api },
        admin,
        active: id != 2,
        password: PasswordHash::default(),
        profile: Profile {
            last_name: last_name.into(),
            email: format!("{username}@Example.org"),
            ..Profile::default()
        },
        logged_at: None,
        rev: 1,
        created: Stamp::default(),
        updated: Stamp::default(),
    })
}

fn all() -> Vec<Arc<User>> {
    vec![
        user(4, "dan", "", true),
        user(2, "Bob", "Élan", false),
        user(1, "ann", "elm", true),
        user(3, "cy", "Elan", false),
    ]
}

fn ask(filter: UserFilter, order: &[(UserSortBy, bool)]) -> UserQuery {
    let order = order.iter().map(|&(by, descending)| UserSort { by, descending }).collect();
    UserQuery { filter, order, start: Start::Page(1), limit: 10, rights: Rights::FULL }
}

fn ids(page: &UserPage) -> Vec<i64> {
    page.users.iter().map(|user| user.id).collect()
}

#[test]
fn orders_fold_and_put_what_is_missing_last() {
    use UserSortBy::{Active, Admin, Id, LastName, Logged, Username};
    let cases = [
        (&[][..], [1, 2, 3, 4]),
        (&[(Id, true)], [4, 3, 2, 1]),
        (&[(Username, false)], [1, 2, 3, 4]),
        (&[(LastName, false)], [2, 3, 1, 4]),
        (&[(LastName, true)], [1, 3, 2, 4]),
        (&[(Admin, true), (Id, false)], [1, 4, 2, 3]),
        (&[(Logged, true)], [4, 3, 2, 1]),
        (&[(Active, false), (LastName, false), (Username, true)], [2, 3, 1, 4]),
    ];
    for (order, expected) in cases {
        assert_eq!(ids(&ask(UserFilter::default(), order).answer(all())), expected, "{order:?}");
    }
}

#[test]
fn every_condition_must_hold() {
    let some = |text: &str| Some(text.to_owned());
    let cases = [
        (UserFilter { kinds: vec![UserKind::Api], ..UserFilter::default() }, vec![2, 3]),
        (UserFilter { active: Some(false), ..UserFilter::default() }, vec![2]),
        (UserFilter { admin: Some(true), active: Some(true), ..UserFilter::default() }, vec![1, 4]),
        (UserFilter { usernames: vec!["bob".into(), "cy".into()], ..UserFilter::default() }, vec![3]),
        (UserFilter { emails: vec!["BOB@example.org".into()], ..UserFilter::default() }, vec![2]),
        (UserFilter { search: some("elan exam"), ..UserFilter::default() }, vec![2, 3]),
        (UserFilter { search: some("elan nobody"), ..UserFilter::default() }, vec![]),
    ];
    for (filter, expected) in cases {
        let page = ask(filter.clone(), &[]).answer(all());
        assert_eq!((ids(&page), page.total), (expected.clone(), expected.len() as u64), "{filter:?}");
    }
}

#[test]
fn cursors_and_pages_walk_through_all() {
    for order in
        [&[][..], &[(UserSortBy::LastName, true)], &[(UserSortBy::Logged, false), (UserSortBy::Username, true)]]
    {
        let whole = ids(&ask(UserFilter::default(), order).answer(all()));
        let (mut walked, mut start) = (Vec::new(), Some(Start::After(String::new())));
        for page in 1..=4 {
            let by_cursor =
                UserQuery { start: start.unwrap(), limit: 1, ..ask(UserFilter::default(), order) }.answer(all());
            let start_of_page = Start::Page(page);
            let by_page =
                UserQuery { start: start_of_page, limit: 1, ..ask(UserFilter::default(), order) }.answer(all());
            assert_eq!(by_cursor, by_page, "{order:?} {page}");
            walked.extend(ids(&by_cursor));
            start = by_cursor.next.map(Start::After);
            if start.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole, "{order:?}");
        assert!(start.is_none());
    }
    let total = UserQuery { limit: 0, ..ask(UserFilter::default(), &[]) }.answer(all());
    assert_eq!((total.users.len(), total.total), (0, 4));
}
