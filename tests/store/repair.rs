//! What follows from objects and definitions is made anew where it is damaged; all else is named and left.

use model::index::words_row;
use store::Urgency;
use store::changes::{self, Cursor};
use store::check::{self, Repaired};
use store::conn::{Conn, Row};
use store::progress::Progress;

use super::check::{damage, findings, full};
use super::shop::{Shop, creates, document};
use crate::support::db::on_both;
use crate::support::until::until;

async fn repair(shop: &Shop) -> Repaired {
    let repair = async |conn: &mut Conn<'_>| check::repair(conn, &Progress::untold()).await;
    shop.store.write(Urgency::Bulk, repair).await.unwrap()
}

/// All derived rows, and how often others were told to read them anew.
async fn derived(shop: &Shop) -> (Vec<String>, i64) {
    let read = async |conn: &mut Conn<'_>| {
        let mut all = Vec::new();
        let text = |row: &Row| Ok(format!("{} {} {}", row.int(0)?, row.text(1)?, row.int(2)?));
        for sql in [
            "SELECT field, key, object_id FROM value_index ORDER BY field, key, object_id",
            "SELECT field, key_hash, object_id FROM unique_keys ORDER BY field, key_hash",
            "SELECT rowid, 'words', 0 FROM search ORDER BY rowid",
        ] {
            let rows = conn.query(sql, &[]).await?;
            all.extend(rows.iter().map(text).collect::<Result<Vec<_>, store::Error>>()?);
        }
        let told = conn.query("SELECT count(*) FROM changes WHERE kind = 'index'", &[]).await?[0].int(0)?;
        Ok((all, told))
    };
    shop.store.read(read).await.unwrap()
}

/// Damage to rows that follow from others, a table or two at a time.
const DERIVED: [&str; 11] = [
    "DELETE FROM value_index WHERE object_id = 15",
    "DELETE FROM value_index",
    "INSERT INTO value_index (field, key, object_id) VALUES (5 * 256, 'x', 16)",
    "INSERT INTO value_index (field, key, object_id) VALUES (5 * 256, 'x', 80), (7 * 256, 'y', 81)",
    "DELETE FROM search WHERE rowid = 17 * 256",
    "DELETE FROM search WHERE rowid >= 0",
    "DELETE FROM search WHERE rowid = 18 * 256; INSERT INTO search (rowid, words) VALUES (18 * 256, 'other')",
    "INSERT INTO search (rowid, words) VALUES (81 * 256 + 2, 'other')",
    "DELETE FROM unique_keys WHERE object_id = 15",
    "UPDATE unique_keys SET object_id = 16 WHERE object_id = 15",
    "INSERT INTO unique_keys (field, key_hash, object_id) VALUES (5, 'x', 78)",
];

on_both! {
    async fn what_follows_is_made_anew(engine: Engine) {
        let shop = full(engine).await;
        let (whole, _) = derived(&shop).await;
        assert!(whole.iter().any(|row| row == &format!("{} words 0", words_row(17, 0))), "{whole:?}");
        for sql in DERIVED {
            damage(&shop.database, sql).await;
            let found = findings(&shop).await;
            assert!(!found.is_empty(), "{sql}");
            let Repaired { mended, left } = repair(&shop).await;
            assert_eq!((mended, left), (found, vec![]), "{sql}");
            assert_eq!(findings(&shop).await, [""; 0], "{sql}");
            assert_eq!(derived(&shop).await.0, whole, "{sql}");
        }
        assert_eq!(repair(&shop).await, Repaired::default());
        assert_eq!(derived(&shop).await, (whole, 11));
        // The feed tells of it too, once other transactions of the server are over.
        let told = async || {
            let changes = async |conn: &mut Conn<'_>| changes::after(conn, Cursor::default(), 1_000).await;
            let changes = shop.store.read(changes).await.unwrap();
            changes.iter().filter(|it| it.change.kind == "index").count()
        };
        until(async || told().await >= DERIVED.len()).await;
    }

    async fn more_than_a_page_is_mended(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(2_100).await.start;
        shop.commit(creates((id..id + 2_100).map(|id| document(id, &format!("lamp {id}"))))).await.unwrap();
        let (whole, _) = derived(&shop).await;
        damage(&shop.database, "DELETE FROM value_index; DELETE FROM search WHERE rowid >= 0").await;
        let repaired = repair(&shop).await;
        assert_eq!((repaired.mended.len(), repaired.left.len()), (1_001, 0));
        assert_eq!(derived(&shop).await.0, whole);
    }

    async fn what_would_be_guessed_is_left(engine: Engine) {
        let shop = full(engine).await;
        damage(&shop.database, "UPDATE objects SET shown = 0 WHERE code = 'd small'; DELETE FROM value_index").await;
        // Two objects with one unique value: one of them keeps its key.
        damage(&shop.database, "UPDATE objects SET body = replace(body, 'sku b', 'sku a') WHERE code = 'b'").await;
        let Repaired { mended, left } = repair(&shop).await;
        assert!(mended.iter().all(|one| one.ends_with("isn't in the index by its values")) && mended.len() == 8, "{mended:?}");
        assert_eq!(left, findings(&shop).await);
        let about = |words: &str| left.iter().any(|one| one.contains(words));
        assert!(left.len() == 2 && about("impossible revisions") && about("unique keys"), "{left:?}");
    }

    /// What objects should hold isn't known without the definitions.
    async fn nothing_is_mended_where_definitions_are_damaged(engine: Engine) {
        let shop = full(engine).await;
        damage(&shop.database, "UPDATE definitions SET body = '{}' WHERE id = 1; DELETE FROM value_index").await;
        let before = derived(&shop).await;
        let Repaired { mended, left } = repair(&shop).await;
        assert_eq!((mended.len(), left), (0, findings(&shop).await));
        assert_eq!(derived(&shop).await, before);
    }
}
