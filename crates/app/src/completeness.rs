//! How complete documents are, counted over all of a type; and how it was, day by day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use model::completeness::Spread;
use model::object::ObjectKind;
use model::permission::Rights;
use model::problem::{Kind, Problem};
use model::query::{CompletenessName, Facet, Question, Resource};
use model::schema::{CompletenessSetting, DefinitionKind, Locale, Schema, State};
use model::value::Value;
use store::Urgency;
use store::answer::{self, Answer};
use store::completeness as rows;
use store::conn::Conn;
use tokio::sync::watch;

use crate::{App, Failure};

pub use store::completeness::Day;

/// How often it is looked whether a day is to be written down.
const LOOK: Duration = Duration::from_mins(1);
/// Times that a question is asked anew because the definitions had changed.
const ROUNDS: usize = 8;

/// How complete documents are by an indicator in a locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The number of the indicator.
    pub setting: i64,
    /// Its code.
    pub code: String,
    /// The code of the locale.
    pub locale: String,
    /// How complete they are.
    pub spread: Spread,
}

/// Which days are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysQuery {
    /// By this indicator alone.
    pub setting: Option<String>,
    /// In this locale alone.
    pub locale: Option<String>,
    /// From this day on, such as `2026-11-30`.
    pub first: String,
    /// Up to this day.
    pub last: String,
}

impl App {
    /// How complete the documents are that exist for a reader, by the indicators that do, in all locales that hold data.
    /// Errors: `Unavailable` while documents are counted anew.
    pub async fn completeness(&self, rights: &Rights, document_type: Option<&str>) -> Result<Vec<Counted>, Failure> {
        rights.check_read(&Resource::Objects(ObjectKind::Document))?;
        for _ in 0..ROUNDS {
            let schema = self.confirmed().await?;
            let seen = |own: &CompletenessSetting| {
                rights.sees_indicator(own, &schema) && document_type.is_none_or(|code| own.document_type == code)
            };
            if let Some(counted) = self.counted(rights, names(&schema, seen), &schema).await? {
                return Ok(counted);
            }
        }
        Err(Problem::new(Kind::Unavailable, "The definitions change faster than documents are counted. Try again.")
            .into())
    }

    /// Counts by type, all of one moment each. `None`: the definitions are others by now.
    async fn counted(
        &self,
        rights: &Rights,
        names: BTreeMap<String, Vec<CompletenessName>>,
        schema: &Arc<Schema>,
    ) -> Result<Option<Vec<Counted>>, Failure> {
        let mut all = Vec::new();
        for (document_type, names) in names {
            let question = Question::of_completeness(&document_type, &names, rights, schema)?;
            let (engine, by) = (Arc::clone(self.store.engine()), Arc::clone(schema));
            let ask = async move |conn: &mut Conn<'_>| answer::ask(conn, &engine, &question, &by).await;
            let Answer::Heads(heads) = self.store.snapshot(ask).await? else { return Ok(None) };
            all.extend(names.into_iter().zip(&heads.facets).filter_map(|(name, facet)| {
                let CompletenessName { indicator: code, locale } = name;
                let setting = schema.definition(DefinitionKind::CompletenessSetting, &code)?.id;
                Some(Counted { setting, code, locale, spread: spread(facet) })
            }));
        }
        Ok(Some(all))
    }

    /// How it was, the oldest day first. Errors: `Forbidden` for those who see a part alone, as all was counted.
    pub async fn completeness_days(&self, rights: &Rights, query: DaysQuery) -> Result<Vec<(String, Day)>, Failure> {
        rights.check_read(&Resource::Objects(ObjectKind::Document))?;
        rights.check_whole()?;
        let schema = self.schema().await?;
        let all = schema.all(DefinitionKind::CompletenessSetting);
        let wanted = all.filter(|own| query.setting.as_ref().is_none_or(|code| own.code == *code));
        let codes: BTreeMap<i64, String> = wanted.map(|own| (own.id, own.code.clone())).collect();
        let settings: Vec<i64> = codes.keys().copied().collect();
        if settings.is_empty() {
            return Ok(Vec::new());
        }
        let read = async move |conn: &mut Conn<'_>| {
            let locale = query.locale.as_deref().unwrap_or_default();
            rows::days(conn, settings.clone(), (&query.first, &query.last), locale).await
        };
        let days = self.store.read(read).await?;
        Ok(days.into_iter().filter_map(|day| Some((codes.get(&day.setting)?.clone(), day))).collect())
    }

    /// Writes every day down how complete documents are, until `stopped` says so: a task for a server.
    pub async fn keep_counting(&self, mut stopped: watch::Receiver<bool>) {
        loop {
            if let Err(failure) = self.count_today().await {
                tracing::warn!(%failure, "how complete documents are could not be written down; the next try is soon");
            }
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Writes down what isn't known yet of today. Several nodes may: the first one counts.
    pub async fn count_today(&self) -> Result<(), Failure> {
        let day = day_of(self.now());
        let schema = self.confirmed().await?;
        // Those that are counted anew just now follow later.
        let is_settled = |own: &CompletenessSetting| {
            schema.all(DefinitionKind::CompletenessSetting).any(|definition| {
                definition.state == State::Active && definition.says::<CompletenessSetting>() == Some(own)
            })
        };
        let mut names = names(&schema, is_settled);
        if names.is_empty() {
            return Ok(());
        }
        let today = day.clone();
        let known = self.store.read(async move |conn: &mut Conn<'_>| rows::known(conn, &today).await).await?;
        leave_unknown(&mut names, &known, &schema);
        let Some(counted) = self.counted(&Rights::FULL, names, &schema).await? else { return Ok(()) };
        let days = counted.into_iter().map(|one| day_with(&day, one));
        self.note_completeness(days.collect()).await
    }

    /// Writes days down that aren't known yet.
    pub async fn note_completeness(&self, days: Vec<Day>) -> Result<(), Failure> {
        if days.is_empty() {
            return Ok(());
        }
        let add = async move |conn: &mut Conn<'_>| rows::add(conn, &days).await;
        Ok(self.store.write(Urgency::Bulk, add).await?)
    }
}

/// The day of a moment, in UTC.
pub fn day_of(moment: i64) -> String {
    Timestamp::from_microsecond(moment).unwrap_or_default().strftime("%Y-%m-%d").to_string()
}

fn day_with(day: &str, Counted { setting, locale, spread, .. }: Counted) -> Day {
    let Spread { documents, complete, percents, .. } = spread;
    Day { day: day.to_owned(), setting, locale, documents, complete, percents }
}

/// The indicators for which it holds, in all locales that hold data, by document type.
fn names(schema: &Schema, is_wanted: impl Fn(&CompletenessSetting) -> bool) -> BTreeMap<String, Vec<CompletenessName>> {
    let holds_data = |code: &&str| schema.locale(code).is_some_and(Locale::holds_data);
    let locales = schema.all(DefinitionKind::Locale).map(|locale| locale.code.as_str()).filter(holds_data);
    let locales: Vec<&str> = locales.collect();
    let mut names = BTreeMap::<_, Vec<_>>::new();
    for definition in schema.all(DefinitionKind::CompletenessSetting) {
        let Some(own) = definition.says::<CompletenessSetting>().filter(|own| is_wanted(own)) else { continue };
        let name =
            |locale: &&str| CompletenessName { indicator: definition.code.clone(), locale: (*locale).to_owned() };
        names.entry(own.document_type.clone()).or_default().extend(locales.iter().map(name));
    }
    names
}

fn leave_unknown(
    names: &mut BTreeMap<String, Vec<CompletenessName>>,
    known: &BTreeSet<(i64, String)>,
    schema: &Schema,
) {
    let number = |code: &str| schema.definition(DefinitionKind::CompletenessSetting, code).map(|own| own.id);
    for names in names.values_mut() {
        names.retain(|name| {
            number(&name.indicator).is_some_and(|setting| !known.contains(&(setting, name.locale.clone())))
        });
    }
    names.retain(|_, names| !names.is_empty());
}

fn spread(facet: &Facet) -> Spread {
    let mut spread = Spread::default();
    spread.add(0, facet.missing);
    for (value, documents) in &facet.counts {
        let percent = match value {
            Value::Number(text) => text.parse().unwrap_or_default(),
            _ => 0,
        };
        spread.add(percent, *documents);
    }
    spread
}
