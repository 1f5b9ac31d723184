//! What is broken is found; what is whole isn't complained of.

use model::object::{Object, ObjectKind};
use model::plan::unique_keys;
use model::value::Value;
use store::Location;
use store::check;
use store::conn::Conn;
use store::progress::Progress;

use super::shop::{Shop, creates, deletes, document, node, root, text, variant, write};
use crate::support::db::{Database, Engine, on_both};

pub async fn findings(shop: &Shop) -> Vec<String> {
    shop.store.snapshot(async |conn: &mut Conn<'_>| check::check(conn, &Progress::untold()).await).await.unwrap()
}

/// Changes rows behind the program's back, and past the foreign keys.
pub async fn damage(database: &Database, sql: &str) {
    match database.location() {
        Location::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).unwrap();
            connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        }
        Location::Postgres(_) => {
            let client = database.client().await;
            client.batch_execute(&format!("SET session_replication_role = replica; {sql}")).await.unwrap();
        }
    }
}

/// A shop with one of each: values of all kinds, unique keys, a tree, placements, variants; ids from 13.
pub async fn full(engine: Engine) -> Shop {
    let shop = Shop::open(engine).await;
    let id = shop.ids(40).await.start;
    let lights = node(id, "lights", Some(&root()));
    let lamps = node(id + 1, "lamps", Some(&lights));
    let mut new = vec![lights.clone(), lamps.clone()];
    for (n, code) in (2..).zip(["a", "b", "c", "d", "e", "f", "g", "h"]) {
        let mut lamp = Object { placements: vec![lamps.reference(), lights.reference()], ..document(id + n, code) };
        lamp.body.set("sku", None, Some(text(&format!("sku {code}"))));
        lamp.body.set("name", Some("fr_FR"), Some(text(code)));
        lamp.body.set("colour", None, Some(Value::Codes(vec!["blue".into(), "red".into()])));
        new.push(variant(id + 10 + n, &format!("{code} small"), &lamp));
        new.insert(2, lamp);
    }
    let schema = shop.schema().await;
    let mut changeset = creates(new.clone());
    for object in new {
        let keys = unique_keys(&schema, object.kind, &object.body);
        changeset.unique_added.extend(keys.into_iter().map(|key| write((key, object.id))));
    }
    shop.commit(changeset).await.unwrap();
    shop
}

/// Damage, and what is told of it.
const PLANTED: [(&str, &[&str]); 25] = [
    (
        "UPDATE objects SET type_id = 1 WHERE kind = 'document' AND code = 'a'",
        &[
            "document \"a\" follows no document type, catalog or link type",
            "document \"a\" isn't in the index by its words",
            "variant \"a small\" has a parent that is gone, of the wrong kind, or of another type or catalog",
        ],
    ),
    (
        "UPDATE objects SET parent_id = 10 WHERE code = 'b small'",
        &["variant \"b small\" has a parent that is gone, of the wrong kind, or of another type or catalog"],
    ),
    (
        "UPDATE objects SET parent_id = 77 WHERE code = 'c small'",
        &[
            "variant \"c small\" has a parent that is gone, of the wrong kind, or of another type or catalog",
            "row 27 of table objects can't be read: column parent_id holds 77, which is no object",
        ],
    ),
    (
        "UPDATE objects SET parent_id = (SELECT id FROM objects WHERE code = 'lamps') WHERE code = 'lights'",
        &["classification \"lamps\" is reached from no root", "classification \"lights\" is reached from no root"],
    ),
    ("UPDATE objects SET shown = 0 WHERE code = 'd small'", &["variant \"d small\" has impossible revisions"]),
    (
        "INSERT INTO placements (object_id, node_id, position) SELECT id, 15, 2 FROM objects WHERE code = 'b'",
        &["the placement of \"b\" is not of a document or an asset in a classification"],
    ),
    (
        "INSERT INTO unique_keys (field, key_hash, object_id) VALUES (5, 'x', 78)",
        &["the unique key of \"#78\" belongs to no object"],
    ),
    (
        "INSERT INTO predefined_values SELECT 90, 3, code, sequence, active, rev, created_at, created_by, updated_at,
            updated_by, labels FROM predefined_values WHERE id = 11",
        &["predefined value \"red\" belongs to no attribute"],
    ),
    (
        "INSERT INTO sessions (hash, account_id, family, lang, created_at, used_at) VALUES ('x', 79, 'x', 'x', 1, 1)",
        &["the tokens of account \"#79\" belong to no account"],
    ),
    (
        "UPDATE definitions SET body = replace(body, '\"root\":\"root\"', '\"root\":\"top\"') WHERE id = 9",
        &["catalog \"PIM\" should have the one root \"top\"; it has [\"root\"]"],
    ),
    ("UPDATE sequences SET next = 90 WHERE name = 'ids'", &["number 90 is in use, but 90 would be given out next"]),
    (
        "UPDATE definitions SET body = '{}' WHERE id = 1",
        &["row 1 of table definitions can't be read: column body holds no locale"],
    ),
    (
        "UPDATE predefined_values SET labels = '{\"en_GB\":1}' WHERE id = 12",
        &["row 12 of table predefined_values can't be read: column labels holds no map of texts \
           (invalid type: integer `1`, expected a string at line 1 column 10)"],
    ),
    (
        "UPDATE objects SET body = '[]' WHERE code = 'e small'",
        &["row 29 of table objects can't be read: column body holds no map of values"],
    ),
    (
        "UPDATE objects SET body = '{ }' WHERE code = 'f small'",
        &["variant \"f small\" has a body that is not in its one form"],
    ),
    (
        "UPDATE objects SET body = '{\"none\":1}' WHERE code = 'g small'",
        &["variant \"g small\" holds a value of attribute \"none\", which doesn't exist"],
    ),
    (
        "UPDATE objects SET body = '{\"colour\":[\"none\"]}' WHERE code = 'h small'",
        &[
            "variant \"h small\" names predefined value \"none\" of attribute \"colour\", which doesn't exist",
            "variant \"h small\" isn't in the index by its values",
        ],
    ),
    (
        "UPDATE objects SET body = '{\"sku\":\"other\"}' WHERE kind = 'document' AND code = 'g'",
        &[
            "document \"g\" doesn't hold the unique keys of its values",
            "document \"g\" isn't in the index by its values",
            "document \"g\" isn't in the index by its words",
        ],
    ),
    (
        "UPDATE placements SET position = 7 WHERE position = 1
            AND object_id = (SELECT id FROM objects WHERE kind = 'document' AND code = 'h')",
        &["document \"h\" has its classifications at positions [0, 7]"],
    ),
    (
        "DELETE FROM value_index WHERE field = 5 * 256 AND object_id = 15",
        &["document \"a\" isn't in the index by its values"],
    ),
    (
        "INSERT INTO value_index (field, key, object_id) VALUES (5 * 256, 'x', 16)",
        &["document \"b\" isn't in the index by its values"],
    ),
    (
        "INSERT INTO value_index (field, key, object_id) VALUES (5 * 256, 'x', 80)",
        &["the indexed values of object 80 belong to no object"],
    ),
    ("DELETE FROM search WHERE rowid = 17 * 256", &["document \"c\" isn't in the index by its words"]),
    (
        "DELETE FROM search WHERE rowid = 18 * 256;
            INSERT INTO search (rowid, words) VALUES (18 * 256, 'other')",
        &["document \"d\" isn't in the index by its words"],
    ),
    (
        "INSERT INTO search (rowid, words) VALUES (81 * 256 + 2, 'other')",
        &["the indexed words of \"#81\" belong to no object"],
    ),
];

on_both! {
    async fn what_is_whole_has_no_findings(engine: Engine) {
        let shop = full(engine).await;
        assert_eq!(findings(&shop).await, [""; 0]);
        // Still so with numbers drawn, and with what is deleted.
        let lamp = shop.get(ObjectKind::Variant, "a small").await.unwrap();
        shop.commit(deletes([&*lamp])).await.unwrap();
        assert_eq!(findings(&shop).await, [""; 0]);
    }

    async fn planted_damage_is_found(engine: Engine) {
        let shop = full(engine).await;
        let mut expected = Vec::new();
        for (sql, words) in PLANTED {
            damage(&shop.database, sql).await;
            expected.extend(words.iter().map(|words| (*words).to_owned()));
        }
        let mut found = findings(&shop).await;
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    async fn not_every_finding_is_kept(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(2_100).await.start;
        shop.create((id..id + 2_100).map(|id| document(id, &format!("lamp {id}")))).await;
        damage(&shop.database, "UPDATE objects SET body = '{ }' WHERE kind = 'document'").await;
        let found = findings(&shop).await;
        assert_eq!(found.len(), 1_001);
        assert_eq!(found[1_000], "and more");
    }
}

/// PostgreSQL watches over its files itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_found() {
    let shop = Shop::open(Engine::Sqlite).await;
    // The index now says that it is over another column than it was filled from.
    let sql = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '(type_id,', '(rev,') WHERE name = 'objects_type';
        PRAGMA schema_version = 1000";
    damage(&shop.database, sql).await;
    assert_eq!(findings(&shop).await, ["the file: row 1 missing from index objects_type"]);
}
