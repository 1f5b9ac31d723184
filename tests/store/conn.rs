//! What a unit of work may ask of its connection.

use store::conn::{Conn, Kind, Statement, Value};
use store::{Error, Urgency};

use crate::support::db::{Database, on_both};

const CREATE: &str = "CREATE TABLE things (id {id}, yes BOOLEAN, whole BIGINT, part DOUBLE PRECISION, word {text})";
const INSERT: &str =
    "INSERT INTO things (id, yes, whole, part, word) SELECT r.id, r.yes, r.whole, r.part, r.word FROM {rows}";
const SELECT: &str = "SELECT id, yes, whole, part, word FROM things ORDER BY id";
const COLUMNS: &[(&str, Kind)] =
    &[("id", Kind::Int), ("yes", Kind::Bool), ("whole", Kind::Int), ("part", Kind::Double), ("word", Kind::Text)];
const PAIR: &[(&str, Kind)] = &[("id", Kind::Int), ("word", Kind::Text)];

on_both! {
    async fn values_of_every_kind_come_back(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let rows = vec![
            vec![1.into(), true.into(), i64::MAX.into(), 0.1.into(), "Été \u{1F56F} 'quoted' $1 {id}".into()],
            vec![2.into(), false.into(), i64::MIN.into(), f64::MIN_POSITIVE.into(), "".into()],
            vec![3.into(), Value::Null, Value::Null, Value::Null, Value::Null],
        ];
        let written = rows.clone();
        store
            .write(Urgency::Interactive, async move |conn: &mut Conn<'_>| {
                conn.execute(CREATE, &[]).await?;
                conn.batch(vec![Statement::over(INSERT, COLUMNS, written.clone())]).await
            })
            .await
            .unwrap();
        let found = store.read(async |conn: &mut Conn<'_>| conn.query(SELECT, &[]).await).await.unwrap();
        assert_eq!(found.len(), 3);
        assert!(found[0].bool(1).unwrap() && !found[1].bool(1).unwrap());
        assert_eq!((found[0].int(2).unwrap(), found[1].int(2).unwrap()), (i64::MAX, i64::MIN));
        assert_eq!(found[0].double(3).unwrap().to_bits(), 0.1_f64.to_bits());
        assert_eq!((found[0].text(4).unwrap(), found[1].text(4).unwrap()), ("Été \u{1F56F} 'quoted' $1 {id}", ""));
        assert_eq!((found[2].opt_int(2).unwrap(), found[2].opt_text(4).unwrap()), (None, None));
        assert!(matches!(found[2].int(2), Err(Error::Column { index: 2, .. })));
    }

    async fn lists_and_rows_of_any_length(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| conn.execute(CREATE, &[]).await).await.unwrap();
        for (count, before) in [(0, 0), (1, 0), (10_000, 1)] {
            let rows = (1..=count).map(|n| vec![n.into(), true.into(), n.into(), Value::Null, format!("word {n}").into()]);
            let insert = Statement::over(format!("{INSERT} WHERE true ON CONFLICT DO NOTHING RETURNING id"), COLUMNS, rows.collect());
            let select = |list: &str| format!("SELECT COUNT(*) FROM things WHERE {list}");
            let (ids, words) = (select("id {in $1}"), select("whole > $2 AND word {in $1}"));
            let given: Vec<i64> = (1..=count).collect();
            let named: Vec<String> = given.iter().map(|n| format!("word {n}")).collect();
            let found = store
                .write(Urgency::Interactive, async move |conn: &mut Conn<'_>| {
                    conn.batch(vec![
                        insert.clone(),
                        Statement::new(ids.clone(), vec![given.clone().into()]),
                        Statement::new(words.clone(), vec![named.clone().into(), 0.into()]),
                    ])
                    .await
                })
                .await
                .unwrap();
            assert_eq!(found[0].len(), usize::try_from(count - before).unwrap(), "what RETURNING gave of {count}");
            assert_eq!((found[1][0].int(0).unwrap(), found[2][0].int(0).unwrap()), (count, count));
        }
    }

    async fn rows_take_further_parameters_after_their_own(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let found = store
            .write(Urgency::Bulk, async |conn: &mut Conn<'_>| {
                conn.execute(CREATE, &[]).await?;
                let rows = vec![vec![1.into(), "one".into()], vec![2.into(), "two".into()]];
                let mut insert = Statement::over(
                    "INSERT INTO things (id, whole, word) SELECT r.id, $3, r.word FROM {rows}",
                    PAIR,
                    rows.clone(),
                );
                insert.params = vec![7.into()];
                let update = "UPDATE things SET word = things.word || r.word FROM {rows} \
                              WHERE things.id = r.id RETURNING things.id, things.whole, things.word";
                let mut answers = conn.batch(vec![insert, Statement::over(update, PAIR, rows)]).await?;
                Ok(answers.remove(1))
            })
            .await
            .unwrap();
        let mut words: Vec<_> = found.iter().map(|row| (row.int(0).unwrap(), row.int(1).unwrap(), row.text(2).unwrap())).collect();
        words.sort_unstable();
        assert_eq!(words, [(1, 7, "oneone"), (2, 7, "twotwo")]);
    }

    async fn execute_tells_how_many_rows_it_wrote(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let written = store
            .write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
                conn.execute(CREATE, &[]).await?;
                conn.execute("INSERT INTO things (id) VALUES ($1), ($2), ($3)", &[1.into(), 2.into(), 3.into()]).await?;
                let some = conn.execute("UPDATE things SET yes = true WHERE id > $1", &[1.into()]).await?;
                let none = conn.execute("DELETE FROM things WHERE id > $1", &[9.into()]).await?;
                Ok((some, none))
            })
            .await
            .unwrap();
        assert_eq!(written, (2, 0));
    }

    async fn a_violated_key_names_itself_and_is_stale(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let twice = "INSERT INTO definitions (id, kind, code, rev, created_at, created_by, updated_at, updated_by, body) \
                     VALUES ($1, 'a', 'b', 1, 0, '', 0, '', '')";
        let insert = async move |conn: &mut Conn<'_>, id: i64| conn.execute(twice, &[id.into()]).await;
        store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| insert(conn, 1).await).await.unwrap();
        let again = store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| insert(conn, 2).await).await;
        assert!(matches!(&again, Err(Error::Stale(key)) if key.contains("code")), "{again:?}");
        let orphan = "INSERT INTO placements (object_id, node_id, position) VALUES (1, 2, 0)";
        let orphan = store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| conn.execute(orphan, &[]).await).await;
        assert!(matches!(orphan, Err(Error::Stale(_))), "{orphan:?}");
    }

    async fn mistakes_in_statements_are_told(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        for (sql, params) in [
            ("SELECT {nothing}", vec![]),
            ("SELECT COUNT(*) FROM {rows}", vec![]),
            ("SELECT code FROM objects WHERE id = $1", vec![]),
            ("SELECT code FROM objects WHERE id = $1", vec![1.into(), 2.into()]),
            ("SELECT no_such_column FROM objects", vec![]),
        ] {
            let failed = store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &params).await).await;
            assert!(matches!(failed, Err(Error::Bug(_) | Error::Database(_))), "{sql}: {failed:?}");
        }
    }
}
