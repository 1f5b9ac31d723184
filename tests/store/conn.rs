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
}
