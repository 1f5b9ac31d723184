//! Reading all of it, behind the back of what answers queries.

use std::sync::Arc;

use app::App;
use model::object::{Object, ObjectKind};
use model::schema::Schema;
use store::conn::Conn;
use store::{Error, objects};

use super::Truth;

impl Truth {
    /// All objects as they are now.
    pub async fn read(app: &App) -> Self {
        let schema = app.schema().await.unwrap();
        let shared = Arc::clone(&schema);
        let work = async move |conn: &mut Conn<'_>| all_objects(conn, &shared).await;
        Self::of(schema, app.store().snapshot(work).await.unwrap())
    }
}

/// All objects as a snapshot sees them.
pub async fn all_objects(conn: &mut Conn<'_>, schema: &Schema) -> Result<Vec<Object>, Error> {
    let mut all = Vec::new();
    for kind in ObjectKind::ALL {
        let rows = conn.query("SELECT id FROM objects WHERE kind = $1", &[kind.name().into()]).await?;
        let ids = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
        let sheets = objects::sheets(conn, kind, &ids, schema).await?.sheets;
        all.extend(sheets.into_iter().map(|sheet| Object::clone(&sheet.object)));
    }
    Ok(all)
}
