use super::lamps;
use crate::support::db::on_both;

on_both! {
    /// Each error names what was asked, what was expected and what came.
    async fn are_told_in_full(engine: Engine) {
        let server = lamps(engine).await;
        let read = server.as_read();
        let cases = [
            ("attributes.colour=red", "attributes.colour: expected the code of an attribute; got \"colour\"."),
            ("attributes.name.xx=a", "attributes.name.xx: expected a locale (de_DE, en_GB, fr_FR); got \"xx\"."),
            ("attributes.power.fr_FR=1", "expected no locale, as the attribute isn't localised; got \"fr_FR\"."),
            ("attributes.power[gt]=much", "attributes.power: expected an integer; got \"much\"."),
            ("attributes.price=12,5", "attributes.price: expected a number; got \"12,5\"."),
            ("attributes.power[like]=1", "attributes.power[like]: expected equals, notEquals, in, notIn,"),
            ("attributes.power[contains]=1", "as its type is integer; got \"contains\"."),
            ("attributes.socket[gt]=e14", "as its type is select; got \"gt\"."),
            ("attributes.dimmable=maybe", "attributes.dimmable: expected true, false, 1 or 0; got \"maybe\"."),
            ("attributes.launched[lt]=soon", "attributes.launched: expected a date YYYY-MM-DD; got \"soon\"."),
            ("attributes.price[between]=1-2", "attributes.price[between]: expected a range such as 10..20; got \"1-2\"."),
            ("isActive=yes", "isActive: expected true, false, 1 or 0; got \"yes\"."),
            ("dateCreated[after]=soon", "dateCreated[after]: expected a date such as"),
            ("dateCreated[since]=2026-01-01", "dateCreated[since]: expected after, before, strictly_after or strictly_before"),
            ("exists[attributes.colour]=true", "attributes.colour: expected the code of an attribute"),
            ("exists[attributes.power]=yes", "exists[attributes.power]: expected true, false, 1 or 0; got \"yes\"."),
            ("order[id]=up", "order[id]: expected asc or desc; got \"up\"."),
            ("order[attributes.colour]=asc", "attributes.colour: expected the code of an attribute"),
            ("facets[]=socket", "facets[]: expected attributes.{code} or attributes.{code}.{locale}; got \"socket\"."),
            ("filter=%7B%22or%22%3A1%7D", "filter.or: expected a list of objects; got \"1\"."),
            ("filter=%7B%22colour%22%3A1%7D", "filter.colour: expected the name of a filter, and, or, not; got \"colour\"."),
            ("cursor=%21", "cursor: expected a cursor from a next link"),
        ];
        for (query, expected) in cases {
            let refused = read.get(&format!("/api/documents?{query}")).await.expect(400).json();
            let message = refused["hydra:description"].as_str().expect("a description");
            assert!(message.contains(expected), "{query}: {message}");
        }
        let many = (0..201).map(|n| format!("attributes.power[gt]={n}")).collect::<Vec<_>>().join("&");
        let refused = read.accept("application/json").get(&format!("/api/documents?{many}")).await.expect(400);
        assert_eq!(refused.header("content-type"), "application/problem+json; charset=utf-8");
        assert_eq!(refused.json()["detail"], "Expected at most 200 conditions in a filter; got 201.");
    }
}
