use std::cmp::Ordering;

use proptest::prelude::*;

use super::{asked_words, fold, html, is_cut, number_key, number_of, text_key, words};
use crate::attribute::compare_numbers;

#[test]
fn ways_to_write_the_same_fold_to_one() {
    let cases = [
        ("Éclair à la CRÈME", "eclair a la creme"),
        ("\u{212b}ngström, STRASSE, Straße", "angstrom, strasse, strasse"),
        ("e\u{ad}ffi\u{200b}ciency", "efficiency"),
        ("e\u{fb03}ciency", "efficiency"),
        ("CO\u{2082}", "co2"),
        ("Ｎｏ．１", "no.1"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("İstanbul", "istanbul"),
        ("a\nb\tc\u{1}d\u{85}e", "a b c d e"),
        ("שָׁלוֹם", "שלום"),
        // These signs are letters of their own.
        ("ก็", "ก็"),
        ("किताब", "किताब"),
        ("ば", "ば"),
        ("ｶﾞ", "ガ"),
        ("<\u{338}", "\u{226e}"),
    ];
    for (text, folded) in cases {
        assert_eq!(fold(text), folded, "{text}");
    }
}

#[test]
fn a_text_has_these_words() {
    let cases: [(&str, &[&str]); 9] = [
        ("the e\u{fb03}ciency of CO\u{2082}", &["the", "efficiency", "of", "co2"]),
        ("Vestes d'hiver, 3.14_x", &["vestes", "d", "hiver", "3", "14", "x"]),
        ("iPhone手机壳", &["iphone", "手机", "机壳", "壳"]),
        ("壳", &["壳"]),
        ("カメラ、レンズ", &["カメ", "メラ", "ラ", "レン", "ンズ", "ズ"]),
        ("किताब", &["किताब"]),
        ("สวัส", &["สว", "วั", "ัส", "ส"]),
        ("שלום", &["שלום"]),
        (" -- ", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), expected, "{text}");
    }
    assert_eq!(words(&"é".repeat(100)), ["e".repeat(64)]);
}

/// Whether the text is found by its words, the last one being the beginning of a word.
fn finds(asked: &str, text: &str) -> bool {
    let stored = words(text);
    let asked = asked_words(asked);
    let Some((last, others)) = asked.split_last() else { return false };
    others.iter().all(|word| stored.contains(word)) && stored.iter().any(|word| word.starts_with(last.as_str()))
}

#[test]
fn what_is_looked_for_is_found() {
    assert!(finds("efficiency", "high e\u{fb03}ciency"));
    assert!(finds("CO2", "CO\u{2082}-neutral"));
    assert!(finds("veste", "Vestes d'hiver") && !finds("vestes", "veste"));
    assert!(finds("手机", "苹果手机壳") && finds("机", "苹果手机壳") && !finds("果机", "苹果手机壳"));
    assert!(finds("手机 pro", "苹果手机壳 Pro") && finds("苹果手机", "苹果手机壳"));
}

#[test]
fn rich_text_is_read_without_its_tags() {
    let cases = [
        ("CO<sub>2</sub>", "CO2"),
        ("<p>one</p><p>two<br/>three</p>", " one  two three "),
        ("a &lt;b&gt; &eacute;t&#233; &amp;c &unknown;", "a <b> été &c &unknown;"),
        ("1 < 2 <!-- <p>no</p> --> 3", "1 < 2   3"),
        ("<a href='x'>link</a> <B>x</B> <open", "link x  "),
    ];
    for (text, plain) in cases {
        assert_eq!(html::plain(text), plain, "{text}");
    }
}

#[test]
fn numbers_have_a_key_and_back() {
    for number in ["0", "1", "-1", "10", "100", "0.1", "0.01", "-0.015", "12.5", "-123456789.000001", "100000.5"] {
        assert_eq!(number_of(&number_key(number)).as_deref(), Some(number), "{}", number_key(number));
    }
    for other in ["", "1", "é12", "x5001", "-500", "12a41"] {
        assert_eq!(number_of(other), None, "{other}");
    }
}

fn number() -> impl Strategy<Value = String> {
    let texts = prop_oneof!["-?(0|[1-9][0-9]{0,3})", "-?(0|[1-9][0-9]{0,40})\\.[0-9]{0,40}[1-9]", "-?0\\.0{0,3}[1-9]"];
    texts.prop_map(|text| if text == "-0" { "0".into() } else { text })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~àé\u{300}\u{338}\u{fb01}ßİΣΐ手机คแक\u{94d}ば\u{3099}\u{200b}]{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn keys_of_numbers_stand_in_their_order(left in number(), right in number()) {
        let by_key = number_key(&left).cmp(&number_key(&right));
        prop_assert_eq!(Some(by_key), compare_numbers(&left, &right));
        prop_assert_eq!(number_of(&number_key(&left)), Some(left));
    }

    #[test]
    fn folded_twice_is_folded_once(text in any_text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert!(!is_cut(&folded) && !folded.contains(char::is_control));
    }

    #[test]
    fn parts_fold_alone_as_together(text in any_text(), other in any_text()) {
        prop_assert_eq!(fold(&format!("{text} {other}")), format!("{} {}", fold(&text), fold(&other)));
    }

    #[test]
    fn a_key_is_the_text_or_its_beginning(text in any_text(), tail in "[a-zé]{0,80}") {
        let folded = fold(&(text + &tail));
        let key = text_key(&folded);
        prop_assert_eq!(is_cut(&key), folded.len() > 64);
        let shown = key.split('\u{1}').next().unwrap_or_default();
        prop_assert!(folded.starts_with(shown) && shown.len() <= 64);
        prop_assert!(!is_cut(&key) || (shown.len() > 60 && key.len() == shown.len() + 23));
    }

    #[test]
    fn keys_of_texts_stand_in_their_order_up_to_the_cut(left in any_text(), right in any_text()) {
        let (left, right) = (fold(&left), fold(&right));
        if left.len() <= 64 && right.len() <= 64 {
            prop_assert_eq!(text_key(&left).cmp(&text_key(&right)), left.cmp(&right));
        }
        prop_assert_eq!(text_key(&left) == text_key(&right), left.cmp(&right) == Ordering::Equal);
    }

    #[test]
    fn a_text_is_found_by_its_own_beginning(text in any_text()) {
        let asked = asked_words(&text);
        prop_assume!(!asked.is_empty());
        prop_assert!(finds(&text, &text));
    }
}
