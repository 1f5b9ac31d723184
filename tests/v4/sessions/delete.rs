use super::{PATH, access, cookie, login, user, with_cookie, works};
use crate::support::client::DIGEST_OF_NOTHING;
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// 6, 39: token and cookie die together, whichever is shown.
    async fn ends_both(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "erp").await;
        let made = server.anonymous().post(PATH, login("erp", true)).await.expect(201);
        let ended = server.anonymous().bearer(&access(&made)).delete(PATH).await.expect(204);
        assert_eq!(ended.header("quable-digest"), DIGEST_OF_NOTHING);
        assert!(ended.header("set-cookie").contains("Max-Age=0"), "{:?}", ended.headers);
        assert!(!works(&server, &access(&made)).await);
        with_cookie(&server, &cookie(&made).0).get(PATH).await.expect(401);

        let made = server.anonymous().post(PATH, login("erp", true)).await.expect(201);
        with_cookie(&server, &cookie(&made).0).delete(PATH).await.expect(204);
        assert!(!works(&server, &access(&made)).await);
    }
}

on_both! {
    async fn needs_credentials(engine: Engine) {
        let server = Server::bare(engine).await;
        server.anonymous().delete(PATH).await.expect(401);
        // A token of the instance is no session: it stays.
        let answer = server.as_full().delete(PATH).await;
        assert!(answer.status < 500, "{}", answer.text());
        assert!(works(&server, &server.instance().token("full")).await);
    }
}
