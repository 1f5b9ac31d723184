use super::{check, lamps};
use crate::support::db::on_both;

on_both! {
    async fn values_are_compared_as_their_types_do(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.power=40", "d1"),
            ("attributes.price=1.25e1", "d1"),
            ("attributes.power%5B%5D=40&attributes.power[]=60", "d1 d2"),
            ("attributes.power[equals]=60&attributes.power=9", "d2 d4"),
            ("attributes.finish=BRUSHED%20brass", "d1"),
            ("attributes.finish=brushed", ""),
            ("attributes.name=elan", "d2"),
            ("attributes.name.fr_FR=elan", ""),
            ("attributes.name.fr_FR[equals]=LAMPADAIRE", "d4"),
            ("attributes.socket=e27", "d1"),
            ("attributes.socket=E27", ""),
            ("attributes.rooms=study", "d1 d4"),
            ("attributes.rooms[in]=hall,kitchen", "d1 d2 d4"),
            ("attributes.dimmable=true", "d1 d4"),
            ("attributes.dimmable[equals]=0", "d2"),
            ("attributes.launched=2026-01-15", "d2"),
            ("attributes.reviewed=2026-03-01T11:00:01%2B01:00", "d2"),
        ]).await;
    }
}

on_both! {
    /// What has no value isn't equal either.
    async fn negations_include_what_is_empty(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.power[notEquals]=40", "c1 d2 d3 d4 d5"),
            ("attributes.power[notEquals]=40&attributes.power[notEquals]=60", "c1 d3 d4 d5"),
            ("attributes.rooms[notIn]=study,hall", "c1 d2 d3 d5"),
            ("attributes.name[notEquals]=elan", "c1 d1 d3 d4 d5"),
            ("attributes.dimmable[notEquals]=1", "c1 d2 d3 d5"),
        ]).await;
    }
}

on_both! {
    async fn by_what_a_document_is_and_where_it_stands(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("id=d5", "d5"),
            ("id=D5", ""),
            ("id[]=d5&id[]=c1&id[]=nope", "c1 d5"),
            ("id[startsWith]=d&id[notEquals]=d5", "d1 d2 d3 d4"),
            ("documentType.id=chair", "c1"),
            ("documentType.id[]=chair&documentType.id[]=nope", "c1"),
            ("documentType.id[]=nope", ""),
            ("isActive=false", "d4"),
            ("isActive=1", "c1 d1 d2 d3 d5"),
            ("classifications.id[]=desk", "d1 d3"),
            ("classifications.id[]=desk&classifications.id[]=seating", "c1 d1 d3"),
            ("classifications[descendants]=lighting", "d1 d2 d3 d4"),
            ("classifications.id=lighting", "d4"),
            ("classifications[descendants]=nope", ""),
            ("catalogs.id[]=PIM", "c1 d1 d2 d3 d4"),
            ("catalogs.id[]=DAM", ""),
            ("orphan=true", "d5"),
            ("orphan=0", "c1 d1 d2 d3 d4"),
        ]).await;
    }
}

on_both! {
    async fn different_filters_must_all_match(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.rooms=study&isActive=1", "d1"),
            ("classifications.id=desk&attributes.price[gt]=100", "d3"),
            ("classifications.id=desk&classifications.id=floor&attributes.socket=e14", "d2"),
            ("attributes.rooms=study&documentType.id=chair", ""),
            ("colour=red&tags.id[]=new&workflows.node.id=x&documentType.id=chair", "c1"),
        ]).await;
    }
}

on_both! {
    async fn what_was_written_is_found_at_once(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        check(&full, &[("attributes.power=40", "d1"), ("orphan=true", "d5")]).await;
        let body = serde_json::json!({"attributes": {"power": 40}, "classifications": [{"id": "desk"}]});
        full.put("/api/documents/d5", body).await.expect(200);
        check(&full, &[("attributes.power=40", "d1 d5"), ("orphan=true", ""), ("classifications.id=desk", "d1 d3 d5")])
            .await;
        full.delete("/api/documents/d1").await.expect(204);
        check(&full, &[("attributes.power=40", "d5"), ("classifications.id=desk", "d3 d5")]).await;
    }
}
