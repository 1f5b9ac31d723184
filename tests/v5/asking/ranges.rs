use super::{check, lamps};
use crate::support::db::on_both;

on_both! {
    async fn numbers_compare_by_value(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.price[gt]=9.99", "d1 d3"),
            ("attributes.price[gte]=9.990", "d1 d2 d3"),
            ("attributes.price[lt]=0", "d4"),
            ("attributes.price[lte]=12.5", "d1 d2 d4"),
            ("attributes.price[between]=-1..12.5", "d1 d2 d4"),
            ("attributes.price[between]=-5..-1&attributes.price[between]=100..200", "d3"),
            ("attributes.price[between]=5..1", ""),
            ("attributes.power[gt]=9&attributes.power[lt]=100", "d1 d2"),
            ("attributes.power[gt]=9", "d1 d2 d3"),
        ]).await;
    }
}

on_both! {
    async fn days_moments_and_texts_compare_too(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("attributes.launched[gte]=2026-01-15", "d1 d2"),
            ("attributes.launched[lt]=2026-01-15", "d3"),
            ("attributes.launched[between]=2026-01-01..2026-02-28", "d2"),
            ("attributes.reviewed[gt]=2026-03-01T10:00:00", "d2"),
            ("attributes.reviewed[gte]=2026-03-01", "d1 d2"),
            ("attributes.reviewed[lt]=2026-03-01T10:00:01Z", "d1"),
            ("attributes.finish[gt]=BRASS", "d1 d3"),
            ("attributes.finish[between]=br..bs", "d1 d2"),
            ("attributes.name.fr_FR[gte]=lampe", "d1"),
        ]).await;
    }
}
