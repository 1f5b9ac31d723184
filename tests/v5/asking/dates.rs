use serde_json::Value;

use super::{check, lamps};
use crate::support::client::Caller;
use crate::support::db::on_both;

async fn date(caller: &Caller, id: &str) -> String {
    let json: Value = caller.get(&format!("/api/documents/{id}")).await.expect(200).json();
    json["dateCreated"].as_str().expect("a date").to_owned()
}

on_both! {
    /// A date goes back as it was printed, its `+` escaped or not.
    async fn whole_seconds_are_compared(engine: Engine) {
        let server = lamps(engine).await;
        let read = server.as_read();
        let (all, none) = ("c1 d1 d2 d3 d4 d5", "");
        let at = date(&read, "d1").await;
        assert_eq!(at, date(&read, "c1").await, "one commit has one date");
        for at in [at.clone(), at.replace('+', "%2B"), at.replace("+00:00", ""), at.replace("+00:00", "Z")] {
            check(&read, &[
                (&format!("dateCreated[after]={at}"), all),
                (&format!("dateCreated[strictly_after]={at}"), none),
                (&format!("dateCreated[before]={at}"), all),
                (&format!("dateModified[strictly_before]={at}"), none),
                (&format!("dateCreated[after]={at}&dateModified[before]={at}&id=d2"), "d2"),
            ]).await;
        }
        check(&read, &[
            ("dateCreated[after]=2020-01-01", all),
            ("dateModified[after]=2999-01-01%2012:00:00", none),
            ("dateModified[before]=2020-01-01&dateModified[before]=2999-01-01", all),
        ]).await;
    }
}
