#include "api/check_value.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

BOOST_AUTO_TEST_SUITE(check_value)

using namespace pressrun;
using namespace pressrun::api;

namespace {

Scalar written(const std::string& text, bool quoted = true) { return {text, !quoted}; }

std::optional<Fault> fault(const std::string& text, ValueKind kind, const Limit& limit,
                           Medium medium = Medium::unknown) {
  return check_scalar(written(text), kind, limit, medium);
}

bool is_number(ValueKind kind) { return kind == ValueKind::number || kind == ValueKind::number_or_corners; }

std::string figure(double number) {
  std::string text = std::to_string(number);
  return text.substr(0, text.find_last_not_of('0') + 1) + (std::trunc(number) == number ? "0" : "");
}

/// Inside the limit is sound; outside is an error, or a warning where the reference leaves it open.
void hold(const Limit& limit, ValueKind kind, const std::string& inside, const std::string& outside) {
  BOOST_TEST_CONTEXT("inside " << inside.substr(0, 40)) { BOOST_TEST(!fault(inside, kind, limit)); }
  BOOST_TEST_CONTEXT("outside " << outside.substr(0, 40)) {
    const auto found = fault(outside, kind, limit);
    BOOST_REQUIRE(found);
    BOOST_CHECK(found->severity == (limit.verified ? Severity::error : Severity::warning));
    BOOST_TEST(found->must.starts_with("must "));
  }
}

void hold_number(const Limit& limit, ValueKind kind) {
  if (std::isfinite(limit.min)) {
    hold(limit, kind, figure(limit.min + (limit.above_min ? 0.5 : 0)),
         figure(limit.above_min ? limit.min : limit.min - 1));
  }
  if (std::isfinite(limit.max)) hold(limit, kind, figure(limit.max), figure(limit.max + 1));
  if (limit.step > 0) hold(limit, kind, figure(limit.min + limit.step), figure(limit.min + limit.step / 2));
}

void hold_choices(const Limit& limit) {
  for (const std::string_view choice : limit.choices)
    hold(limit, ValueKind::text, std::string{choice}, std::string{choice} + "!");
}

void hold_length(const Limit& limit) {
  const auto most = static_cast<std::size_t>(limit.max);
  hold(limit, ValueKind::text, std::string(most, 'x'), std::string(most + 1, 'x'));
  std::string accented;
  for (std::size_t i = 0; i < most; ++i) accented += "é";  // characters are counted, not bytes
  hold(limit, ValueKind::text, accented, accented + "é");
  if (limit.min > 0) hold(limit, ValueKind::text, "x", "");
}

/// How many of the limits there were to hold.
template <class Rules>
int hold_all(const Rules& rules) {
  int held = 0;
  for (const auto& rule : rules) {
    BOOST_TEST_CONTEXT("section " << rule.source) {
      const Limit& limit = rule.limit;
      if (is_number(rule.kind)) {
        hold_number(limit, rule.kind);
      } else if (!limit.choices.empty() && rule.kind == ValueKind::text) {
        hold_choices(limit);
      } else if (std::isfinite(limit.max)) {
        hold_length(limit);
      } else {
        continue;
      }
      ++held;
    }
  }
  return held;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_limit_of_the_tables_is_held) {
  BOOST_TEST(hold_all(property_rules()) > 60);
  BOOST_TEST(hold_all(field_rules()) >= 5);
}

BOOST_AUTO_TEST_CASE(numbers_are_what_yaml_and_csv_people_write) {
  const Limit any;
  for (const std::string good : {"7", "-7", "+7", "0x1F", "1.5", ".5", "1e3", " 12 "})
    BOOST_TEST_CONTEXT(good) { BOOST_TEST(!fault(good, ValueKind::number, any)); }
  for (const std::string bad :
       {"", " ", "seven", "1,5", "1_000", "12px", "inf", ".nan", "1e999", "--1", "true"})
    BOOST_TEST_CONTEXT(bad) { BOOST_TEST(fault(bad, ValueKind::number, any).has_value()); }
}

BOOST_AUTO_TEST_CASE(booleans_are_what_yaml_and_csv_people_write) {
  for (const std::string good : {"true", "False", "TRUE", "yes", "No", "1", "0", " true "})
    BOOST_TEST_CONTEXT(good) { BOOST_TEST(!fault(good, ValueKind::boolean, {})); }
  for (const std::string bad : {"", "on", "off", "y", "2", "truely", "null"}) BOOST_TEST_CONTEXT(bad) {
      BOOST_TEST(fault(bad, ValueKind::boolean, {}).has_value());
    }
}

BOOST_AUTO_TEST_CASE(null_is_never_what_is_wanted) {
  for (const ValueKind kind :
       {ValueKind::text, ValueKind::number, ValueKind::boolean, ValueKind::boolean_or_text}) {
    BOOST_TEST(check_scalar(written("null", false), kind, {}, Medium::unknown).has_value());
    BOOST_TEST(check_scalar(written("~", false), kind, {}, Medium::unknown).has_value());
  }
  BOOST_TEST(!fault("null", ValueKind::text, {}));  // quoted, it is a text like another
}

BOOST_AUTO_TEST_CASE(a_slip_in_a_choice_is_told_with_the_nearest) {
  const PropertyRule* rule = rule_of("image", "fitting_type");
  BOOST_REQUIRE(rule != nullptr);
  const auto found = fault("covr", rule->kind, rule->limit);
  BOOST_REQUIRE(found);
  BOOST_TEST(found->must == "must be one of 'cover', 'fill'");
  BOOST_TEST(found->hint == "did you mean 'cover'?");
}

BOOST_AUTO_TEST_CASE(colours_depend_on_the_place_and_the_medium) {
  struct Row {
    std::string text;
    Notation notation;
    Medium medium;
    int verdict;  // 0: sound, 1: warning, 2: error
  };
  const std::string gradient = "linear-gradient(0% 0% 100% 0%,0% #FF0000 1,100% #00FF00 0.5)";
  const std::string three = "linear-gradient(0% 0% 100% 0%,0% #FF0000 1,50% #0000FF 1,100% #00FF00 1)";
  const std::string radial = "radial-gradient(50% 50% 50%,0% #FF0000 1,100% #00FF00 1)";
  const std::vector<Row> rows{{"#12abEF", Notation::hex, Medium::screen, 0},
                              {"#12abEF80", Notation::hex, Medium::print, 0},
                              {"#12a", Notation::hex, Medium::screen, 1},
                              {"#12a8", Notation::hex, Medium::screen, 1},
                              {"#12345", Notation::hex, Medium::screen, 2},
                              {"#12345G", Notation::hex, Medium::screen, 2},
                              {"123456", Notation::hex, Medium::screen, 2},
                              {"red", Notation::hex, Medium::screen, 2},
                              {"", Notation::hex, Medium::screen, 2},
                              {"rgb(1,2,3)", Notation::colour, Medium::screen, 2},
                              {gradient, Notation::colour, Medium::screen, 0},
                              {gradient, Notation::fill, Medium::print, 0},
                              {gradient, Notation::colour, Medium::print, 1},
                              {gradient, Notation::hex, Medium::screen, 2},
                              {three, Notation::colour, Medium::screen, 1},
                              {radial, Notation::fill, Medium::screen, 1},
                              {gradient + " ", Notation::colour, Medium::screen, 2},
                              {"cmyka(0,50,100,20)", Notation::colour, Medium::print, 0},
                              {"cmyka(0,50,100,20,80)", Notation::hex_or_print, Medium::print, 0},
                              {"cmyka(0,50,100,20)", Notation::colour, Medium::unknown, 0},
                              {"cmyka(0,50,100,20)", Notation::colour, Medium::screen, 2},
                              {"cmyka(0,50,100,20)", Notation::hex, Medium::print, 2},
                              {"cmyka(0,50,100,20)", Notation::hex_or_cmyk, Medium::screen, 0},
                              {"cmyka(0,50,101,20)", Notation::colour, Medium::print, 2},
                              {"cmyka(0,50,100)", Notation::colour, Medium::print, 2},
                              {"cmyka(0.5,50,100,20)", Notation::colour, Medium::print, 1},
                              {"cmyk(0,50,100,20)", Notation::colour, Medium::print, 1},
                              {"cmyka(0%,50%,100%,20%)", Notation::colour, Medium::print, 1}};
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.text << " notation " << static_cast<int>(row.notation) << " medium "
                                << static_cast<int>(row.medium)) {
      const auto found = fault(row.text, ValueKind::text, Limit{.notation = row.notation}, row.medium);
      const int verdict = !found ? 0 : found->severity == Severity::warning ? 1 : 2;
      BOOST_TEST(verdict == row.verdict);
    }
  }
}

BOOST_AUTO_TEST_CASE(addresses_ids_prompts_and_profiles_are_held_to_their_notation) {
  struct Row {
    std::string text;
    Notation notation;
    bool sound;
  };
  const std::vector<Row> rows{{"https://x.test/a.png?b=c#d", Notation::web_address, true},
                              {"HTTP://x.test", Notation::web_address, true},
                              {"https://x.test/%C3%A9", Notation::web_address, true},
                              {"https://x.test/é", Notation::web_address, false},
                              {"https://x.test/a b", Notation::web_address, false},
                              {"x.test/a.png", Notation::web_address, false},
                              {"ftp://x.test/a.png", Notation::web_address, false},
                              {"https://", Notation::web_address, false},
                              {"javascript:alert(1)", Notation::web_address, false},
                              {"64238d01-d402-474b-8c2d-fbc957e9d290", Notation::uuid, true},
                              {"64238D01-D402-474B-8C2D-FBC957E9D290", Notation::uuid, true},
                              {"64238d01d402474b8c2dfbc957e9d290", Notation::uuid, false},
                              {"hero", Notation::uuid, false},
                              {"a red kite", Notation::prompt, true},
                              {"a  red\tkite,https://x.test/a.png", Notation::prompt, true},
                              {"red kite", Notation::prompt, false},
                              {"red kite,https://x.test/a.png", Notation::prompt, false},
                              {"CMYK ISO Uncoated", Notation::color_profile, true},
                              {"iso uncoated", Notation::color_profile, true},
                              {"e0c86a8a-050c-41f1-885a-0f74b9baac50", Notation::color_profile, true},
                              {"ISO Uncoatet", Notation::color_profile, false}};
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.text) {
      BOOST_TEST(fault(row.text, ValueKind::text, Limit{.notation = row.notation}).has_value() != row.sound);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_callback_without_tls_is_a_warning) {
  const FieldRule* rule = rule_of_field("callback_url");
  BOOST_REQUIRE(rule != nullptr);
  BOOST_TEST(!fault("https://x.test/hook", rule->kind, rule->limit));
  const auto found = fault("http://x.test/hook", rule->kind, rule->limit);
  BOOST_REQUIRE(found);
  BOOST_CHECK(found->severity == Severity::warning);
}

BOOST_AUTO_TEST_CASE(a_finding_names_the_value_or_the_cell_that_has_it) {
  Diagnostics findings;
  Value value{Scalar{"big", true}};
  report_value(findings, value, "elements.title.font_size", "font_size", {"must be a number", "write 12"});
  BOOST_TEST(findings.items[0].message == "'font_size' must be a number, not 'big'");
  BOOST_TEST(findings.items[0].hint == "write 12");
  value.from = {std::make_shared<const std::string>("rows.csv"), 3, 17};
  report_value(findings, value, "elements.title.font_size", "font_size", {"must be a number", "write 12"});
  BOOST_TEST(findings.items[1].message == "'font_size' must be a number");
  BOOST_REQUIRE(findings.items[1].seen.size() == 1U);
  BOOST_TEST(findings.items[1].seen[0].value == "big");
  BOOST_TEST(findings.items[1].seen[0].hint == "write 12");
  BOOST_TEST(findings.items[1].hint.empty());
}

BOOST_AUTO_TEST_CASE(texts_that_have_a_grammar_are_read_by_it) {
  struct Row {
    const char* type;
    const char* property;
    std::vector<std::string> good;
    std::vector<std::string> doubtful;
    std::vector<std::string> wrong;
  };
  const std::string picture = "data:image/png;base64,AAAA";
  const std::vector<Row> rows{
      {"text",
       "background_padding",
       {"4 8", "12", "1.5 0"},
       {"4px", "4px 8px"},
       {"", "four", "4  8", "4 8 2", "-3", "5%"}},
      {"image",
       "image_encoded",
       {"AAAA", "iVBORw0KGgo=", "AA=="},
       {picture, "AAA", "AA AA", "A_-A"},
       {"", "no picture!", "A=AA", "data:image/png,AAAA"}},
      {"logo", "image_encoded", {"AAAA"}, {picture}, {"="}},
      {"audio",
       "audio_encoded",
       {"AAAA", "data:audio/mp3;base64,AAAA"},
       {"AAA"},
       {"data:audio/mp3;base64,", "no sound!"}},
  };
  for (const auto& [type, property, good, doubtful, wrong] : rows) {
    const PropertyRule& rule = *rule_of(type, property);
    const auto fault = [&](const std::string& text) {
      return check_scalar(Scalar{text, false}, rule.kind, rule.limit, Medium::screen);
    };
    BOOST_TEST_CONTEXT(property) {
      for (const std::string& text : good) BOOST_TEST(!fault(text).has_value(), text);
      for (const std::string& text : doubtful)
        BOOST_TEST((fault(text) && fault(text)->severity == Severity::warning), text);
      for (const std::string& text : wrong)
        BOOST_TEST((fault(text) && fault(text)->severity == Severity::error), text);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_click_leads_to_an_address_behind_a_macro_or_not) {
  const FieldRule& rule = *rule_of_field("html5.click_tag");
  const auto fault = [&](const std::string& text) {
    return check_scalar(Scalar{text, false}, rule.kind, rule.limit, Medium::screen);
  };
  for (const char* good : {"https://shop.example", "[MACRO]https://shop.example"}) BOOST_TEST(!fault(good));
  for (const char* doubtful : {"%%CLICK%%https://shop.example", "%%CLICK%%", "[MACRO]"})
    BOOST_CHECK(fault(doubtful) && fault(doubtful)->severity == Severity::warning);
  for (const char* wrong : {"www.shop.example", "shop", ""})
    BOOST_CHECK(fault(wrong) && fault(wrong)->severity == Severity::error);
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_wrong_is_told_why) {
  const auto hint = [](const char* type, const char* property, const std::string& text) {
    const Limit& limit = rule_of(type, property)->limit;
    const auto fault = check_scalar(Scalar{text, false}, ValueKind::text, limit, Medium::screen);
    return fault ? fault->hint : "no fault";
  };
  const std::string ends = "linear-gradient(0% 0% 100% 0%,";
  BOOST_TEST(hint("text", "color", ends + "0% #FF0000 1, 100% #0000FF 1)") == "no space after a comma");
  BOOST_TEST(hint("text", "color", ends + "#FF0000,#0000FF)").starts_with("write linear-gradient(x1% y1%"));
  BOOST_TEST(hint("text", "color", "radial-gradient(red,blue)").starts_with("write radial-gradient(cx% cy%"));
  BOOST_TEST(hint("text", "stroke_color", ends + "0% #FF0000 1,100% #0000FF 1)") ==
             "no gradient can stand here");
  BOOST_TEST(hint("text", "color", "crimson") == "");
}

BOOST_AUTO_TEST_CASE(all_choices_are_told_where_none_is_near_and_not_all_are_shown) {
  const Limit& limit = rule_of("image", "alignment")->limit;
  const auto far = check_scalar(Scalar{"somewhere else", true}, ValueKind::text, limit, Medium::screen);
  BOOST_REQUIRE(far.has_value());
  BOOST_TEST(far->hint.starts_with("all: 'top', 'middle', "));
  BOOST_TEST(far->hint.ends_with("'custom custom'"));
  BOOST_TEST(check_scalar(Scalar{"topp left", true}, ValueKind::text, limit, Medium::screen)->hint ==
             "did you mean 'top left'?");
  const Limit& few = rule_of("image", "fitting_type")->limit;
  BOOST_TEST(check_scalar(Scalar{"stretch", true}, ValueKind::text, few, Medium::screen)->hint == "");
}

BOOST_AUTO_TEST_SUITE_END()
