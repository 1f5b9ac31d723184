//! `GET /api/completeness`: how complete documents are, and how it was (ours).

use app::completeness::{Counted, Day, DaysQuery};
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use model::completeness::Spread;
use model::problem::Problem;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer;
use super::view::Asked;
use crate::AppState;
use crate::errors::Refusal;
use crate::params::{Params, bad};

/// How it is.
pub const NOW: &str = "/api/completeness";
/// How it was.
pub const DAYS: &str = "/api/completeness/history";

/// The indicator.
#[derive(Serialize, JsonSchema)]
struct SettingOut<'a> {
    /// Its id.
    id: &'a str,
}

/// How complete documents are by an indicator in a locale.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletenessNowOut<'a> {
    /// By which indicator.
    completeness_setting: SettingOut<'a>,
    /// In which locale.
    locale: &'a str,
    /// How many documents there are.
    documents: u64,
    /// How many of them have 100 percent.
    complete: u64,
    /// The mean of their percentages, 0 to 100.
    average: f64,
    /// How many have 0, 1 to 24, 25 to 49, 50 to 74, 75 to 99 and 100 percent.
    buckets: [u64; 6],
}

/// How complete documents were on a day.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletenessDayOut<'a> {
    /// The day, in UTC.
    date: &'a str,
    /// By which indicator.
    completeness_setting: SettingOut<'a>,
    /// In which locale.
    locale: &'a str,
    /// How many documents there were.
    documents: u64,
    /// How many of them had 100 percent.
    complete: u64,
    /// The mean of their percentages, 0 to 100.
    average: f64,
}

impl<'a> CompletenessNowOut<'a> {
    fn of(counted: &'a Counted) -> Self {
        let Counted { code, locale, spread, .. } = counted;
        let Spread { documents, complete, percents, buckets } = *spread;
        let average = Spread::average(documents, percents);
        Self { completeness_setting: SettingOut { id: code }, locale, documents, complete, average, buckets }
    }
}

impl<'a> CompletenessDayOut<'a> {
    fn of((code, day): &'a (String, Day)) -> Self {
        let Day { day: date, locale, documents, complete, percents, .. } = day;
        let average = Spread::average(*documents, *percents);
        let setting = SettingOut { id: code };
        Self { date, completeness_setting: setting, locale, documents: *documents, complete: *complete, average }
    }
}

/// How it is, by all indicators or by those of a document type.
pub async fn now(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let document_type = asked.params.get("documentType.id");
    let counted = state.app.completeness(&asked.actor.rights, document_type).await?;
    answer::json(&counted.iter().map(CompletenessNowOut::of).collect::<Vec<_>>())
}

/// How it was, a row for each day, indicator and locale.
pub async fn days(State(state): State<AppState>, asked: Asked) -> Result<Response, Refusal> {
    let text = |name: &str| asked.params.get(name).map(str::to_owned);
    let query = DaysQuery {
        setting: text("completenessSetting.id"),
        locale: text("locale"),
        first: day("after", "0000-01-01", &asked.params)?,
        last: day("before", "9999-12-31", &asked.params)?,
    };
    let days = state.app.completeness_days(&asked.actor.rights, query).await?;
    answer::json(&days.iter().map(CompletenessDayOut::of).collect::<Vec<_>>())
}

fn day(name: &str, default: &str, params: &Params) -> Result<String, Problem> {
    match params.get(name) {
        None => Ok(default.to_owned()),
        Some(text) => match Date::strptime("%Y-%m-%d", text) {
            Ok(day) => Ok(day.to_string()),
            Err(_) => Err(bad(name, "a day, such as 2026-11-30", text)),
        },
    }
}
