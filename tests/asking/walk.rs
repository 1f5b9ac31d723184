//! A walk by cursor while others write: what they leave alone comes exactly once, in its order.

use app::App;
use model::command::Patch;
use model::object::ObjectKind::Document;
use model::permission::Rights;
use model::query::{AttributeName, Query, Sort, SortBy, Start};
use serde_json::json;

use super::ask::ask;
use super::shop;
use super::truth::Truth;
use super::writes::{delete, must_write, object, values, write};
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::on_both;

const STILL: u64 = 60;

async fn put(app: &App, code: &str, chance: &mut Chance) {
    let put = object(Document, code, |put| {
        put.document_type = Patch::Value("lamp".into());
        put.values = values(&shop::lamp_values(chance));
        put.values.extend(values(&json!({"notes": format!("lamp {}", shop::text(chance))})));
    });
    must_write(app, vec![put]).await;
}

/// Others change, make and delete what begins with `moving`.
async fn disturb(app: &App, chance: &mut Chance) {
    for _ in 0..3 {
        let code = format!("moving {}", chance.below(30));
        if chance.below(3) == 0 {
            write(app, vec![delete(Document, &code)]).await;
        } else {
            put(app, &code, chance).await;
        }
    }
}

fn lists() -> Vec<Query> {
    let all = Query::all(Document, Rights::FULL);
    let by = |code: &str, locale: Option<&str>, descending| {
        let of = AttributeName { code: code.into(), part: locale.map(str::to_owned) };
        Sort { by: SortBy::Attribute(of), descending }
    };
    let ordered = |order: &[Sort]| Query { order: order.to_vec(), ..all.clone() };
    let code = Sort { by: SortBy::Code, descending: true };
    vec![
        all.clone(),
        ordered(&[by("power", None, false)]),
        ordered(&[by("price", None, true)]),
        ordered(&[by("notes", None, false)]),
        ordered(&[by("notes", None, true), code.clone()]),
        ordered(&[by("name", Some("fr_FR"), true)]),
        ordered(&[by("dimmable", None, true), by("power", None, true), code]),
        Query { search: Some("lamp".into()), ..all },
    ]
}

on_both! {
    async fn what_stays_comes_once(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        shop::open(&app).await;
        let mut chance = Chance::new(3);
        for n in 0..STILL {
            put(&app, &format!("still {n}"), &mut chance).await;
            put(&app, &format!("moving {}", n % 30), &mut chance).await;
        }
        let truth = Truth::read(&app).await;
        for query in lists() {
            let is_still = |code: &str| code.starts_with("still");
            let answer = truth.answer(&query).expect("a good query");
            let expected: Vec<_> = truth.codes(&answer.ids).into_iter().filter(|code| is_still(code)).collect();
            let (mut found, mut next) = (Vec::new(), Some(String::new()));
            while let Some(key) = next {
                let heads = ask(&app, &Query { start: Start::After(key), limit: 7, ..query.clone() }).await.unwrap();
                found.extend(heads.heads.into_iter().map(|head| head.code).filter(|code| is_still(code)));
                next = heads.next;
                disturb(&app, &mut chance).await;
                if chance.below(4) == 0 {
                    app.store().engine().forget();
                }
            }
            assert!(expected.len() as u64 == STILL);
            assert_eq!(found, expected, "{query:?}");
        }
    }
}
