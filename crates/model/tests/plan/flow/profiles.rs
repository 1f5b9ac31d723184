use model::command::{ExportProfileFields, ImportProfileFields, LayoutFields, PutMode};
use model::plan::revert;
use model::schema::DefinitionKind;

use super::*;

fn put_import(mode: PutMode, change: impl FnOnce(&mut ImportProfileFields)) -> Action {
    let mut fields = ImportProfileFields::default();
    if mode == Create {
        fields.layout = LayoutFields { name: given("Shoes"), model: given("document.shoe"), ..Default::default() };
    }
    change(&mut fields);
    definition("p1", mode, DefinitionFields::ImportProfile(Box::new(fields)))
}

fn stored(store: &Store) -> ImportProfile {
    let definition = store.schema.definition(DefinitionKind::ImportProfile, "p1").expect("a profile");
    definition.says().cloned().expect("it says so")
}

#[test]
fn a_profile_says_what_it_was_told() {
    let mut store = shop();
    accept(store.write([put_import(Create, |_| {})]));
    let usual = ImportProfile::of(target("document.shoe"));
    let named =
        ImportProfile { layout: model::schema::Layout { name: "Shoes".into(), ..usual.layout.clone() }, ..usual };
    assert_eq!(stored(&store), named);
    let changed = put_import(Update, |fields| {
        fields.layout.separator = given("\t");
        fields.layout.decimal_separator = given(",");
        fields.layout.locales = all(&["fr_FR", "en_GB", "fr_FR"]);
        fields.layout.mappings = Patch::Value(input(
            r#"[{"@id": "/x/1", "@type": "Mapping", "column": "A", "target": {"@type": "T", "type": "attribute", "code": "weight", "locale": null}, "options": []},
                {"column": "B", "target": {"type": "property", "code": "document_code"}},
                {"target": {"type": "constant", "code": "sold"}, "options": [{"name": "value", "value": true}]}]"#,
        ));
        fields.create_missing = all(&["values"]);
        fields.loss_limit = Patch::Null;
    });
    accept(store.write([changed.clone()]));
    let now = stored(&store);
    assert_eq!((now.layout.notation.separator, now.layout.notation.decimal_separator), (Some('\t'), ','));
    assert_eq!(now.layout.locales, texts(&["fr_FR", "en_GB"]));
    assert_eq!((now.creates_values, now.creates_classifications, now.loss_limit), (true, false, None));
    let expected = vec![
        mapping("A", TargetKind::Attribute, "weight", None, &[]),
        mapping("B", TargetKind::Property, "document_code", None, &[]),
        mapping("", TargetKind::Constant, "sold", None, &[("value", "true")]),
    ];
    assert_eq!(now.layout.mappings, expected);
    assert_eq!(effect(&mut store, changed), Effect::Unchanged);
    let undone = revert(store.history.last().expect("a change")).expect("a revert");
    accept(store.write([undone]));
    assert_eq!(stored(&store), named);
}

#[test]
fn what_a_profile_cannot_say_is_refused() {
    let mut store = shop();
    let mut refused = |change: fn(&mut ImportProfileFields)| {
        let violations = refusal(&mut store, put_import(Create, change)).violations;
        violations.iter().map(|violation| path(&violation.field)).collect::<Vec<_>>()
    };
    assert_eq!(refused(|fields| fields.layout.name = Patch::Absent), ["name"]);
    assert_eq!(refused(|fields| fields.layout.model = Patch::Absent), ["model"]);
    assert_eq!(refused(|fields| fields.layout.model = given("boat")), ["model"]);
    assert_eq!(refused(|fields| fields.layout.model = given("document.boat")), ["model"]);
    assert_eq!(refused(|fields| fields.layout.extension = given("pdf")), ["extension"]);
    assert_eq!(refused(|fields| fields.layout.separator = given(";;")), ["separator"]);
    assert_eq!(refused(|fields| fields.layout.decimal_separator = given(";")), ["decimalSeparator"]);
    assert_eq!(refused(|fields| fields.layout.date_format = given("dd/MM")), ["dateFormat"]);
    assert_eq!(refused(|fields| fields.layout.date_time_separator = given("12")), ["dateTimeSeparator"]);
    assert_eq!(refused(|fields| fields.layout.multi_value_separator = given(".")), ["multiValueSeparator"]);
    assert_eq!(refused(|fields| fields.layout.locales = all(&["xx_XX"])), ["locales"]);
    assert_eq!(refused(|fields| fields.empty_cell = given("maybe")), ["emptyCell"]);
    assert_eq!(refused(|fields| fields.action = given("merge")), ["action"]);
    assert_eq!(refused(|fields| fields.create_missing = all(&["documents"])), ["createMissing"]);
    assert_eq!(refused(|fields| fields.loss_limit = Patch::Value(101)), ["lossLimit"]);
    let mappings = |json: &str| {
        let mut store = shop();
        let json = json.to_owned();
        let put = put_import(Create, |fields| fields.layout.mappings = Patch::Value(input(&json)));
        refusal(&mut store, put).violations.iter().map(|violation| path(&violation.field)).collect::<Vec<_>>()
    };
    assert_eq!(mappings(r#"{"a": 1}"#), ["mappings"]);
    assert_eq!(mappings("[1]"), ["mappings[0].target.type", "mappings[0].target.code", "mappings[0].column"]);
    let bad = r#"[{"column": "A", "target": {"type": "attribute", "code": "x"}, "options": [{"name": "shout"}]}]"#;
    assert_eq!(mappings(bad), ["mappings[0].options"]);
}

#[test]
fn a_password_is_kept_and_never_told() {
    let mut store = shop();
    let address = "sftp://me:secret@host/in.csv";
    accept(store.write([put_import(Create, |fields| fields.layout.remote_path = given(address))]));
    let masked = put_import(Update, |fields| {
        fields.layout.remote_path = given("sftp://me:***@host/in.csv");
        fields.layout.description = given("With a mask");
    });
    accept(store.write([masked]));
    assert_eq!(stored(&store).layout.remote_path.as_deref(), Some(address));
    let other = put_import(Update, |fields| fields.layout.remote_path = given("sftp://you:***@host/in.csv"));
    let refused = refusal(&mut store, other).violations;
    assert_eq!(refused.iter().map(|violation| path(&violation.field)).collect::<Vec<_>>(), ["remotePath"]);
    accept(store.write([put_import(Update, |fields| fields.layout.remote_path = Patch::Null)]));
    let copied = put_import(Update, |fields| fields.layout.remote_path = given("sftp://you:***@host/in.csv"));
    assert_eq!(warnings(&mut store, copied).len(), 1, "what another instance printed is taken");
    let told: String =
        store.history.iter().flat_map(|change| [&change.before, &change.after]).flatten().cloned().collect();
    assert!(told.contains("sftp://me:***@host") && !told.contains("secret"), "{told}");
}

#[test]
fn the_header_of_a_profile_names_its_things_first() {
    let store = shop();
    let header = |profile: &ImportProfile| Columns::template(profile, &store.schema).expect("a header");
    let mut profile = import("variant.shoe");
    profile.layout.locales = texts(&["fr_FR"]);
    assert_eq!(
        header(&profile),
        ["variant_code", "document_code", "position", "is_active", "weight", "story", "size", "wash", "sold"]
    );
    profile.layout.locales.push("en_GB".into());
    assert!(
        header(&profile).contains(&"story-fr_FR".to_owned()) && header(&profile).contains(&"story-en_GB".to_owned())
    );
    profile.layout.mappings = vec![
        mapping("Size", TargetKind::Attribute, "size", None, &[]),
        mapping("Of", TargetKind::Property, "document_code", None, &[]),
        mapping("", TargetKind::Constant, "is_active", None, &[("value", "1")]),
    ];
    assert_eq!(header(&profile), ["variant_code", "Size", "Of"]);
}

#[test]
fn an_export_writes_what_its_mappings_say() {
    let mut store = shop();
    accept(store.write([
        document("d1").values(r#"{"weight": 1.5, "wash": ["w30", "dry"], "story": {"fr_FR": "a"}}"#).into(),
        value("size", "S"),
    ]));
    let mut profile = ExportProfile::of(target("document.shoe"));
    profile.layout.notation.decimal_separator = ',';
    profile.layout.mappings = vec![
        mapping("SKU", TargetKind::Property, "document_code", None, &[("upper", "true")]),
        mapping("Source", TargetKind::Constant, "whatever", None, &[("value", r#""vitrine""#)]),
        mapping("Poids", TargetKind::Attribute, "weight", None, &[("suffix", r#"" kg""#)]),
        mapping("Texte", TargetKind::Attribute, "story", Some("fr_FR"), &[]),
        mapping("Texts", TargetKind::Attribute, "story", Some("en_GB"), &[("default", r#""–""#)]),
        mapping("Wash", TargetKind::Attribute, "wash", None, &[("print", r#""label""#)]),
    ];
    let columns = columns(&store, &profile);
    assert_eq!(columns.header(), ["SKU", "Source", "Poids", "Texte", "Texts", "Wash"]);
    let sheet = sheet(&store, store.find(Document, "d1").expect("it is stored"));
    assert_eq!(cells(&store, &columns, Item::Sheet(&sheet)), ["D1", "vitrine", "1,5 kg", "a", "–", "w30|dry"]);
    profile.layout.mappings[2].target.code = "lost".into();
    let faults = Columns::of(&profile, &store.schema).expect_err("there is no such attribute");
    assert_eq!(faults.iter().map(|fault| path(&fault.field)).collect::<Vec<_>>(), ["mappings[2].target"]);

    let fields = ExportProfileFields {
        layout: LayoutFields { name: given("All"), model: given("asset"), ..Default::default() },
        filters: Patch::Value(input(r#"{"attributes.weight[gt]": 1, "isActive": true}"#)),
    };
    let put = definition("e1", Create, DefinitionFields::ExportProfile(Box::new(fields)));
    accept(store.write([put]));
    let (_, stored) = store.schema.get::<ExportProfile>("e1").expect("it is stored");
    assert_eq!(stored.filters, r#"{"attributes.weight[gt]":1,"isActive":true}"#);
}
