//! Every route stands in the table of operations, which says how it compares with the hosted product. The black-box
//! tests hold the table against the methods that a server takes.

use std::collections::BTreeSet;

use crate::{cdn, v4, v5};

const TABLE: &str = include_str!("../../../../docs/compatibility.md");

/// The paths in the rows that say that their operations are there; what placeholders are called doesn't count.
fn told() -> BTreeSet<String> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| `") && !line.contains(" | absent | "));
    let spans = rows.flat_map(|row| row.split(" | ").next().unwrap_or_default().split('`').skip(1).step_by(2));
    spans.filter_map(|span| Some(plain(span.rsplit_once(' ')?.1))).collect()
}

fn plain(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_stands_in_the_table() {
    let told = told();
    let own = v5::routes::routes()
        .into_iter()
        .chain(v5::files::routes())
        .chain(v5::processes::routes())
        .chain(v5::deliveries::routes())
        .chain(v5::account::routes())
        .map(|(path, _)| path);
    let v5 = own.filter(|path| !path.ends_with('/')).chain([cdn::ROUTE.to_owned()]);
    let v4 = v4::routes::resources().into_iter().map(|(path, _)| path);
    let routes: Vec<_> = v4.chain(v5).collect();
    let missing = routes.iter().filter(|path| !told.contains(&plain(path)));
    let rows: Vec<_> =
        missing.map(|path| format!("| `METHODS {path}` | same, differs or ours | how and why |")).collect();
    assert!(rows.is_empty(), "docs/compatibility.md, Operations, lacks (or calls absent):\n{}", rows.join("\n"));
    let taken: BTreeSet<_> = routes.iter().map(|path| plain(path)).collect();
    let gone: Vec<_> = told.difference(&taken).filter(|path| !path.starts_with("/api/docs")).collect();
    assert!(gone.is_empty(), "docs/compatibility.md, Operations: say absent, as these are not routed: {gone:?}");
}
