use super::{check, lamps};
use crate::support::db::on_both;

on_both! {
    /// What has no value comes last, whichever way; ties follow the order of creation.
    async fn by_values(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("order[attributes.price]=asc", "d4 d2 d1 d3 d5 c1"),
            ("order[attributes.price]=desc", "d3 d1 d2 d4 c1 d5"),
            ("order%5Battributes.launched%5D=asc&isActive=1", "d3 d2 d1 d5 c1"),
            ("order[attributes.finish]=asc", "d2 d1 d3 d4 d5 c1"),
            ("order[attributes.name]=asc", "d1 d2 d3 d4 d5 c1"),
            ("order[attributes.name.fr_FR]=asc", "d2 d4 d1 d3 d5 c1"),
            ("order[attributes.rooms]=asc", "d1 d2 d4 d3 d5 c1"),
            ("order[attributes.rooms]=DESC", "d4 d2 d1 c1 d5 d3"),
        ]).await;
    }
}

on_both! {
    async fn by_several_keys_and_by_what_all_have(engine: Engine) {
        let server = lamps(engine).await;
        check(&server.as_read(), &[
            ("", "c1 d1 d2 d3 d4 d5"),
            ("order[id]=desc", "d5 d4 d3 d2 d1 c1"),
            ("order[dateCreated]=asc", "d1 d2 d3 d4 d5 c1"),
            ("order[dateModified]=desc", "c1 d5 d4 d3 d2 d1"),
            ("order[attributes.dimmable]=asc&order[attributes.power]=desc", "d2 d1 d4 d3 c1 d5"),
            ("order[attributes.dimmable]=desc&order[id]=asc", "d1 d4 d2 c1 d3 d5"),
            ("order[colour]=asc&order[id]=asc", "c1 d1 d2 d3 d4 d5"),
        ]).await;
    }
}
