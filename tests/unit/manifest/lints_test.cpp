#include "manifest/lint_table.hpp"
#include "unit/manifest/loaded.hpp"

#include <set>

BOOST_AUTO_TEST_SUITE(lints)

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// What a check tells of a design whose title is `payload`, with these rows.
struct Checked : Loaded {
  explicit Checked(const std::string& payload, const std::string& rows = "sku,title,price\nA1,Lamp,9.90\n",
                   const std::string& more = "") {
    as_check = true;
    sources.files["p.csv"] = rows;
    load(with_entry("    rows: p.csv\n    key: \"${row.sku}\"\n    elements:\n      title: {payload: \"" +
                        payload + "\"}\n" + more,
                    "vars: {slogan: Hi}\n"));
  }
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (const Diagnostic& finding : findings.items) all.insert(std::string(finding.lint));
    return all;
  }
  bool says(const std::string& words) const { return page().find(words) != std::string::npos; }
};

/// Texts that people print, of many languages and trades.
const std::vector<std::string> sound{"Up to 50% off, 30% more",
                                     "Nur 9,90 €!",
                                     "„Größe“ – Übergröße",
                                     "Jusqu’à −60 % : l’été",
                                     "¿Qué tal? ¡Oferta!",
                                     "SÃO PAULO, MAÇÃ, ÂNGULO",
                                     "Łódź, zażółć gęślą jaźń",
                                     "Скидка 50%",
                                     "割引 ５０％「今だけ」",
                                     "할인 50%",
                                     "خصم ٥٠٪",
                                     "מבצע 50%",
                                     "ลดราคา 50%",
                                     "Giảm giá",
                                     "İndirim",
                                     "नया",
                                     "Nan bread",
                                     "None of us",
                                     "null Bock",
                                     "Null Prozent",
                                     "The #1 lamp",
                                     "#deals",
                                     "# 1",
                                     "C#",
                                     "A & B",
                                     "<s>9.90</s>",
                                     "{season} sale",
                                     "100 % {x}",
                                     "$9.90",
                                     "US$ 5",
                                     "[NEW] lamp",
                                     "5 % of 10 %",
                                     "50%off%",
                                     "a %b% c",
                                     "👨‍👩‍👧 family",
                                     "e\\u0301te\\u0301",
                                     "x\\ty",
                                     "N/A",
                                     "n.a.",
                                     "undefined behaviour",
                                     "Café",
                                     "naïve",
                                     "«Preis»",
                                     "100°C",
                                     "© 2026",
                                     "Å, Ä, Ö",
                                     "ﬁne",
                                     "½ price",
                                     "„MENÜ“, »CAFÉ«, ”SMÅ”",
                                     "Påskrea – spara 30 %",
                                     "Ægte dansk smørrebrød",
                                     "Älä osta, vuokraa!",
                                     "Příliš žluťoučký kůň",
                                     "Árvíztűrő tükörfúrógép",
                                     "Ελληνικά: έως −50%",
                                     "Українська знижка",
                                     "Всё по 99 ₽",
                                     "新品上市 7折",
                                     "限时优惠：满¥199减¥50",
                                     "새로운 [한정판]",
                                     "ประหยัด\u200B50%",
                                     "می\u200Cخواهم",
                                     "\u200Fمبيعات ٥٠٪\u200E",
                                     "\u2066SALE\u2069",
                                     "Donau\u00ADdampfschiff",
                                     "TODO al 50%",
                                     "TBA",
                                     "A/B",
                                     "1.5E Motor",
                                     "5E+",
                                     "'90s party",
                                     "'til Sunday",
                                     "= 5 €",
                                     "=)",
                                     "R&D; more",
                                     "AT&T",
                                     "B&B; c",
                                     "100%25 cotton",
                                     "50%OFF",
                                     "C:\\\\Users",
                                     "[NEW] title inside",
                                     "<b>title</b> now",
                                     "{x}",
                                     "\\\\o/",
                                     "#SALE!",
                                     "#1!",
                                     "#NoFilter",
                                     "@home",
                                     "mail@row.example",
                                     "row.example",
                                     "Infinity",
                                     "Nil",
                                     "null komma nix",
                                     "Lämpöä",
                                     "à la carte",
                                     "¡Año nuevo, vida nueva!"};

}  // namespace

BOOST_AUTO_TEST_CASE(sound_texts_of_many_languages_are_let_be) {
  for (const std::string& text : sound) {
    const Checked found(text);
    BOOST_TEST(found.page() == "", text << "\n" << found.page());
  }
}

BOOST_AUTO_TEST_CASE(each_lint_has_a_name_of_its_own_and_says_something) {
  std::set<std::string_view> names;
  for (const manifest::Lint& lint : manifest::lint_table()) {
    BOOST_TEST(names.insert(lint.name).second, lint.name);
    BOOST_TEST(!lint.message.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_hole_is_told_with_its_cells) {
  const Checked found("From ${row.price} EUR", "sku,title,price\nA1,Lamp,9.90\nA2,Chair,\nA3,Desk,\" \"\n");
  BOOST_TEST(found.says("warning: 'row.price' is empty and leaves a hole in the text"), found.page());
  BOOST_TEST(found.says("p.csv:3:"));
  BOOST_TEST(found.says("p.csv:4:"));
  BOOST_TEST(found.says("(hole)"));
  BOOST_TEST(found.says("'${row.price:-}'"));
  BOOST_TEST(Checked("From ${row.price:-} EUR", "sku,title,price\nA2,Chair,\n").page() == "");
  BOOST_TEST(Checked("${row.price:+From ${row.price} EUR}Lamp", "sku,title,price\nA2,Chair,\n").page() == "");
  BOOST_TEST(Checked("${row.title} ${row.price}", "sku,title,price\nA2,Chair,\n").page() == "");
}

BOOST_AUTO_TEST_CASE(template_syntax_of_other_tools_that_names_something_known_is_told) {
  for (const char* text :
       {"{{ row.title }}", "{row.title}", "$row.title", "{{title}}", "%{row.title}", "<%= row.title %>",
        "{{{title}}}", "{{title|upper}}", "{{#if title}}", "#{title}", "[[title]]", "*|TITLE|*", "%(title)s",
        "%title%", "$title now", "<<title>>", "{vars.slogan}", "{{ slogan }}", "@{title}"}) {
    const Checked found(text);
    BOOST_TEST(found.names() == std::set<std::string>{"template-syntax"}, text << "\n" << found.page());
  }
  for (const char* text : {"{row[title]}",
                           "{{row['title']}}",
                           "{row.title!r}",
                           "{{product.title}}",
                           "{{ $json.title }}",
                           "{{lang}}",
                           "{{ row.titel }}",
                           "{{> title}}",
                           "{{&title}}",
                           "{!title}",
                           "<?= $title ?>",
                           "<?php echo $title; ?>",
                           "@@title@@",
                           "##title##",
                           "__title__",
                           "«title»",
                           "[title]",
                           "<title>",
                           "{% if title %}",
                           "<% title %>",
                           "row.title",
                           "=row.title",
                           "`row.title`",
                           "$(title)",
                           "Now: {{ Title | upper }}!",
                           "$ROW.TITLE",
                           "{ row . title }",
                           "{{title:>10}}"}) {
    const Checked found(text);
    BOOST_TEST(found.names() == std::set<std::string>{"template-syntax"}, text << "\n" << found.page());
  }
  BOOST_TEST(Checked("{{titel}}").says("nothing here is called 'titel'"));
  BOOST_TEST(Checked("{{ row.title }}").says("write '${row.title}'"));
  BOOST_TEST(Checked("{title}", "sku,title\nA,b\n", "      vars: {title: x}\n").page() == "");
  BOOST_TEST(Checked("${row.title}", "sku,title\nA,${row.sku}\n").names() ==
             std::set<std::string>{"template-syntax"});
}

BOOST_AUTO_TEST_CASE(what_tools_leave_in_cells_is_told) {
  for (const char* cell : {"#REF!", "#N/A", "#NAME?", "########", "nan", "NaN", "None", "null", "undefined",
                           "[object Object]", "#BEZUG!", "Err:502", "NaT", "<NA>", " nan "}) {
    const std::string rows = std::string("sku,title\nA,") + cell + "\n";
    BOOST_TEST(Checked("${row.title}", rows).names() == std::set<std::string>{"leftover"}, cell);
    BOOST_TEST(Checked("Now: ${row.title}!", rows).names().contains("leftover"), cell);
  }
  for (const char* cell : {"#VÄRDEFEL!",
                           "#ÉRTÉK!",
                           "#DEĞER!",
                           "#ССЫЛКА!",
                           "#LICZBA!",
                           "#PUUTTUU!",
                           "-nan",
                           "1.#QNAN",
                           "(null)",
                           "<nil>",
                           "\\N",
                           "Array",
                           "0000-00-00",
                           "Invalid Date",
                           "$NaN",
                           "NaN €",
                           "undefined EUR",
                           "nan%",
                           "4.00638E+12",
                           "=A1+B2",
                           "=SUM(A1)",
                           "\"=\"\"007\"\"\"",
                           "'007",
                           "'=x",
                           "{'a': 1}",
                           "\"[\"\"a\"\"]\"",
                           "b'Lamp'",
                           "Lamp%20Desk",
                           "Caf\\u00e9",
                           "Lamp &amp; Desk",
                           "a&nbsp;b",
                           "It&#39;s",
                           "Lorem ipsum dolor",
                           "<built-in method title>",
                           "<x object at 0x7f>",
                           "Timestamp('2026-01-01')",
                           "Loading..."}) {
    const Checked found("${row.title}", std::string("sku,title\nA,") + cell + "\n");
    BOOST_TEST(found.names() == std::set<std::string>{"leftover"}, cell << "\n" << found.page());
  }
  for (const char* cell : {"a\xE2\x80\xAE"
                           "b",
                           "a\xE2\x80\xA8"
                           "b",
                           "\xEF\x82\xB7 x",
                           "a\xEF\xBF\xBE"
                           "b"})
    BOOST_TEST(Checked("${row.title}", std::string("sku,title\nA,") + cell + "\n").names() ==
               std::set<std::string>{"control-character"});
  for (const char* cell : {"Ð¡ÐºÐ¸Ð´ÐºÐ°", "ã‚¹ãƒ‘ãƒ¼", "ÅÃ³dÅº Å‚Ã³dÅº"})
    BOOST_TEST(Checked("${row.title}", std::string("sku,title\nA,\"") + cell + "\"\n")
                   .names()
                   .contains("wrong-encoding"),
               cell);
  for (const char* cell : {"Caf\xEF\xBF\xBD",
                           "a\x02"
                           "b",
                           "Line1\x0BLine2",
                           "a\xC2\x85"
                           "b",
                           "\xEF\xBB\xBFx"})
    BOOST_TEST(Checked("${row.title}", std::string("sku,title\nA,") + cell + "\n").names() ==
               std::set<std::string>{"control-character"});
  for (const char* cell : {"CafÃ©", "9,90 â‚¬", "itâ€™s"})
    BOOST_TEST(Checked("${row.title}", std::string("sku,title\nA,\"") + cell + "\"\n").names() ==
               std::set<std::string>{"wrong-encoding"});
  for (const char* cell : {"\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\xA0\x80", "\xE3\x85\xA4",
                           "\xC2\xAD", "\xE2\x80\x8E"})
    BOOST_TEST(Checked("${row.title}", std::string("sku,title\nA,\"") + cell + "\"\n").names() ==
               std::set<std::string>{"blank-text"});
}

BOOST_AUTO_TEST_CASE(a_brace_too_many_behind_a_reference_is_told) {
  const Checked found("Only ${row.price}}");
  BOOST_TEST(found.names() == std::set<std::string>{"stray-brace"}, found.page());
  BOOST_TEST(found.says("p.csv") == false);
  BOOST_TEST(Checked("${row.title:-${row.sku}}}").names() == std::set<std::string>{"stray-brace"});
  for (const char* meant :
       {"${row.title} {season}", "{A ${row.title}}", "{a}${row.title}", "${row.title:-${row.sku}}"})
    BOOST_TEST(Checked(meant).names().contains("stray-brace") == false, meant);
}

BOOST_AUTO_TEST_CASE(a_row_that_repeats_the_header_is_told) {
  const Checked found("${row.title}", "sku,title,price\nA1,Lamp,1\nsku,title,price\nA2,Desk,2\n");
  BOOST_TEST(found.names() == std::set<std::string>{"header-row"}, found.page());
  BOOST_TEST(found.says("p.csv:3:1: warning"));
}

BOOST_AUTO_TEST_CASE(a_price_without_digits_among_others_is_told) {
  const std::string head = "sku,title,price\nA1,Lamp,\"9,90 €\"\nA2,Chair,\"19,90 €\"\nA3,Desk,\"1 €\"\n";
  const Checked found("${row.price}", head + "A4,Bed,TBA\n");
  BOOST_TEST(found.names() == std::set<std::string>{"no-digits"}, found.page());
  BOOST_TEST(found.says("p.csv:5:8: 'TBA'"));
  for (const char* cell : {"gratis", "Free", "auf Anfrage", "無料", "٩٫٩٠ €"})
    BOOST_TEST(Checked("${row.price}", head + "A4,Bed," + cell + "\n").page() == "", cell);
}

BOOST_AUTO_TEST_CASE(addresses_with_blanks_or_without_host_are_told) {
  const auto of = [](const std::string& url) {
    return Checked("x", "sku,title\nA1,Lamp\n", "      photo: {image_url: \"" + url + "\"}\n");
  };
  BOOST_TEST(of("https://x.example/a b.jpg").names() == std::set<std::string>{"url"});
  BOOST_TEST(of("https:///a.jpg").names() == std::set<std::string>{"url"});
  BOOST_TEST(of("https://x.example/a%20b.jpg?x=1#y").page() == "");
}

BOOST_AUTO_TEST_CASE(a_hidden_layer_is_not_looked_at) {
  BOOST_TEST(
      Checked("x", "sku,title\nA1,\n", "      sub: {hidden: true, payload: \"From ${row.title} nan\"}\n")
          .page() == "");
}

BOOST_AUTO_TEST_CASE(names_behind_a_default_must_exist_too) {
  const Checked column("${row.titel:-New}");
  BOOST_TEST(column.says("error: the rows have no column 'titel'"), column.page());
  BOOST_TEST(column.says("did you mean 'row.title'?"));
  BOOST_TEST(Checked("${vars.slogn:-x}").says("did you mean 'vars.slogan'?"));
  BOOST_TEST(Checked("${env.NONE:-x}").page() == "");
  Loaded json;
  json.as_check = true;
  json.sources.files["p.jsonl"] = "{\"a\": 1}\n{\"a\": 2, \"b\": 3}\n";
  json.load(with_entry("    rows: p.jsonl\n    elements: {t: {payload: \"${row.b:-x}${row.c:-y}\"}}\n"));
  BOOST_TEST(json.page().find("no column 'c'") != std::string::npos, json.page());
  BOOST_TEST(json.page().find("no column 'b'") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_that_differ_in_what_cannot_be_seen_are_spelled_out) {
  const std::string rows = "sku,Product\xC2\xA0name,Gro\xCC\x88ße\nA1,Lamp,L\n";
  BOOST_TEST(Checked("${row.Product name}", rows).says("the column is 'Product<U+00A0>name'"));
  BOOST_TEST(Checked("${row.Größe}", rows).says("the column is 'Gro<U+0308>ße'"));
}

BOOST_AUTO_TEST_CASE(a_pattern_of_rows_that_matches_nothing_is_told) {
  const auto of = [](const std::string& pattern) {
    Loaded loaded;
    loaded.as_check = true;
    loaded.sources.files["p.csv"] = "sku,title\nA1,Lamp\n";
    loaded.load(
        with_entry("    rows: p.csv\n    exclude: [" + pattern + "]\n    elements: {t: {payload: x}}\n"));
    return loaded.page();
  };
  BOOST_TEST(of("{row: {SKU: A1}}").find("error: the rows have no column 'SKU'") != std::string::npos,
             of("{row: {SKU: A1}}"));
  BOOST_TEST(of("{row: {SKU: A1}}").find("did you mean 'sku'?") != std::string::npos);
  BOOST_TEST(of("{row: A1}").find("'row' must be a mapping") != std::string::npos);
  BOOST_TEST(of("{row: {sku: B1}}").find("warning: no row matches this pattern of 'exclude'") !=
             std::string::npos);
  BOOST_TEST(of("{row: {sku: [B1, A1]}}").find("matches") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_variable_of_the_command_line_must_be_there) {
  Loaded loaded;
  loaded.options.set = {{"seasn", "x"}, {"a.b", "2"}};
  loaded.load(
      with_entry("    elements: {t: {payload: \"${vars.a.b}\"}}\n", "vars: {season: x, a: {b: 1}}\n"));
  BOOST_TEST(loaded.page().find("error: --set names 'seasn'") != std::string::npos, loaded.page());
  BOOST_TEST(loaded.page().find("did you mean 'season'?") != std::string::npos);
  BOOST_REQUIRE(loaded.jobs.size() == 1U);
  BOOST_TEST(loaded.scalar(0, {"elements", "t", "payload"}).text == "2");
}

BOOST_AUTO_TEST_CASE(variables_that_may_hold_secrets_are_not_read) {
  for (const char* name :
       {"ABYSSALE_API_KEY", "MY_TOKEN", "PGPASSFILE", "AWS_REGION", "X_SECRET", "PRESSRUN_SET"})
    BOOST_TEST(Checked("${env." + std::string(name) + ":-x}").says("such variables hold secrets"), name);
}

BOOST_AUTO_TEST_CASE(an_allowance_that_is_misspelt_is_told) {
  Loaded loaded;
  loaded.load(with_entry("    elements: {t: {payload: x}}  # pressrun: allow hoel\n"));
  BOOST_TEST(loaded.page().find("there is no warning 'hoel' to allow") != std::string::npos, loaded.page());
  BOOST_TEST(loaded.page().find("did you mean 'hole'?") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
