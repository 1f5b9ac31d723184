use serde_json::json;

use super::found;
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn by_place_and_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/classifications/seating", json!({"sequence": 1, "isActive": false})).await.expect(200);
        full.put("/api/classifications/lighting", json!({"sequence": 2})).await.expect(200);
        full.put("/api/classifications/floor", json!({"sequence": 3})).await.expect(200);
        full.put("/api/classifications/desk", json!({"sequence": 4})).await.expect(200);
        let cases = [
            ("catalogs.id[]=PIM&level[]=1&level[]=2", "seating lighting floor desk"),
            ("catalogs.id=DAM", "root_DAM"),
            ("objectType=asset", "root_DAM"),
            ("parent.id=root", "seating lighting"),
            ("parent.id[]=root&parent.id[]=lighting&order[id]=asc", "desk floor lighting seating"),
            ("parent.id=nope", ""),
            ("id[descendants]=lighting", "lighting floor desk"),
            ("id[descendants]=lighting&parent.id=lighting&id[notEquals]=desk", "floor"),
            ("level=2&order[sequence]=desc", "desk floor"),
            ("isActive=0", "seating"),
            ("exists[parent]=false&objectType=document", "root"),
            ("attributes.title[contains]=LAMPS", "floor desk"),
            ("attributes.title.en_GB[startsWith]=seat", "seating"),
            ("search=desk+lamps", "desk"),
            ("id[]=desk&id[]=floor&documentType.id=lamp", "floor desk"),
            ("order[attributes.title]=desc&level=1", "seating lighting"),
        ];
        for (query, expected) in cases {
            assert_eq!(found(&full, &format!("/api/classifications?{query}")).await, expected, "{query}");
        }
    }
}
