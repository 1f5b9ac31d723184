//! How complete documents are, straight from what is asked of them.

use model::object::ObjectKind;
use model::query::{CompletenessName, Test};
use model::schema::{AttributeSet, CompletenessSetting, LinkType};
use model::value::Stored;

use super::{Thing, Truth};

impl Truth {
    /// What the indicator says, if there are it and the locale.
    fn indicator(&self, name: &CompletenessName) -> Option<&CompletenessSetting> {
        self.schema.locale(&name.locale)?;
        self.schema.get::<CompletenessSetting>(&name.indicator).map(|(_, own)| own)
    }

    /// Whether percentages of it can be asked for.
    pub fn is_counted(&self, name: &CompletenessName) -> bool {
        self.indicator(name).is_some()
    }

    /// Whether the test of percentages can be asked.
    pub fn is_percent(asked: &Test) -> bool {
        let is_whole = |text: &String| text.parse::<i64>().is_ok();
        match asked {
            Test::Exists => true,
            Test::Equals(texts) => texts.iter().all(is_whole),
            Test::Greater(text, _) | Test::Less(text, _) => is_whole(text),
            Test::Between(from, to) => is_whole(from) && is_whole(to),
            Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => false,
        }
    }

    /// How complete a thing is; `None`: nobody says.
    pub fn percent(&self, name: &CompletenessName, thing: &Thing) -> Option<i64> {
        let (own, object) = (self.indicator(name)?, &thing.object);
        let locale = self.schema.locale(&name.locale)?;
        let is_of_type = own.document_type == self.schema.code_of(object.type_id);
        if object.kind != ObjectKind::Document || !is_of_type || !locale.is_data || !locale.is_active {
            return None;
        }
        let is_linked = |code: &String| {
            let of_type = self.schema.get::<LinkType>(code).map(|(id, _)| id);
            let is_from = |link: &Thing| link.object.parent.as_ref().is_some_and(|origin| origin.id == object.id);
            self.of_kind(ObjectKind::Link).any(|link| Some(link.object.type_id) == of_type && is_from(link))
        };
        let is_held = |code: &String| match object.body.0.get(code) {
            // Links may be its values.
            None => self.schema.attribute(code).and_then(|own| own.link_type.as_ref()).is_some_and(is_linked),
            Some(Stored::Plain(_)) => true,
            Some(Stored::Localised(values)) => values.contains_key(&name.locale),
        };
        let set = object.set.and_then(|set| self.schema.by_id(set)?.says::<AttributeSet>());
        let is_within = |code: &&String| set.is_none_or(|set| set.attributes.contains(*code));
        let all = own.attributes.iter().filter(is_within).map(is_held).chain(own.link_types.iter().map(is_linked));
        let (mut there, mut asked) = (0, 0);
        for is_there in all {
            asked += 1;
            there += i64::from(is_there);
        }
        Some(if asked == 0 { 100 } else { 100 * there / asked })
    }
}
