//! Hosts of the web.

use super::{fetched, loopback};
use crate::support::app::Instance;
use crate::support::db::on_both;
use crate::support::site::{Page, Site};
use crate::support::until::until;

on_both! {
    /// One that is busy is asked again; one that has no such file isn't.
    async fn a_busy_host_is_asked_again(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let (app, site) = (instance.node_calling(loopback(), 1_000).await, Site::open().await);
        let (busy, gone) = (site.put("/busy", Page::Status(503, None)), site.put("/gone", Page::Status(404, None)));
        let ends = async {
            until(async || site.asked("/busy") > 0).await;
            site.put("/busy", Page::File(b"come".to_vec()));
        };
        let (came, ()) = tokio::join!(fetched(&app, &busy), ends);
        assert_eq!(came, Ok(("busy".to_owned(), b"come".to_vec())));
        assert!(site.asked("/busy") > 1);
        assert!(fetched(&app, &gone).await.expect_err("it is gone").contains("404"));
        assert_eq!(site.asked("/gone"), 1);
    }
}
