#include "pressrun/api/encode_request.hpp"

#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(encode_request)

using namespace pressrun;
using namespace pressrun::api;

namespace {

Job job(const JobSpec& spec, const Design* design = nullptr) {
  auto made = encode(spec, design);
  if (const auto* findings = std::get_if<Diagnostics>(&made)) {
    for (const auto& item : findings->items) BOOST_TEST_MESSAGE(render(item));
  }
  BOOST_REQUIRE(std::holds_alternative<Job>(made));
  return std::get<Job>(std::move(made));
}

std::vector<Diagnostic> findings(const JobSpec& spec) {
  auto made = encode(spec, nullptr);
  BOOST_REQUIRE(std::holds_alternative<Diagnostics>(made));
  return std::get<Diagnostics>(std::move(made)).items;
}

/// What a property becomes, as JSON.
std::string sent(const std::string& property, const Value& value) {
  const std::string body = job(with_property(property, value)).body;
  const std::string before = R"({"elements":{"layer":{")" + property + "\":";
  BOOST_REQUIRE(body.starts_with(before));
  return body.substr(before.size(), body.size() - before.size() - 3);
}

std::string refusal(const std::string& property, const Value& value) {
  const auto all = findings(with_property(property, value));
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].path == "elements.layer." + property);
  return all[0].message;
}

Value nested(int levels) {
  Value value = plain("1");
  for (int i = 0; i < levels; ++i) value = map({entry("a", value)});
  return value;
}

}  // namespace

BOOST_AUTO_TEST_CASE(texts_go_exactly_as_written) {
  for (const std::string text :
       {"007", "1.10", "2026-11-27", "no", "true", "1e3", ".nan", "0x1F", " padded ", "Bientôt 🎈"}) {
    BOOST_TEST(sent("payload", plain(text)) == '"' + text + '"');
    BOOST_TEST(sent("payload", quoted(text)) == '"' + text + '"');
  }
  BOOST_TEST(sent("payload", quoted("")) == R"("")");
  BOOST_TEST(sent("payload", quoted("null")) == R"("null")");
  BOOST_TEST(sent("payload", quoted("a\"b\\c\nd")) == R"("a\"b\\c\nd")");
  BOOST_TEST(sent("background_padding", plain("10")) == R"("10")");
  BOOST_TEST(sent("color", quoted("#FFFFFF")) == R"("#ffffff")");
}

BOOST_AUTO_TEST_CASE(numbers_come_from_numeric_strings_and_integers_stay_integers) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"12", "12"},
      {"+12", "12"},
      {"-7", "-7"},
      {"007", "7"},
      {"1e3", "1000"},
      {".5", "0.5"},
      {"5.", "5"},
      {"1.10", "1.1"},
      {"0x1F", "31"},
      {"0o17", "15"},
      {" 12 ", "12"},
      {"9223372036854775807", "9223372036854775807"},
      {"18446744073709551615", "18446744073709551615"},
  };
  for (const auto& [text, expected] : cases) {
    BOOST_TEST(sent("font_size", quoted(text)) == expected);
    BOOST_TEST(sent("font_size", plain(text)) == expected);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_a_finding) {
  for (const std::string text : {"", "big", "12px", "1,5", "1.2.3", "true", "--1", "0x", "1_000"}) {
    BOOST_TEST(refusal("font_size", quoted(text)) == "'" + text + "' is not a number");
  }
  for (const std::string text : {".nan", ".inf", "-.inf", "1e999", "0xFFFFFFFFFFFFFFFFFF"}) {
    BOOST_TEST(refusal("font_size", plain(text)) == "'" + text + "' is not a finite number");
    BOOST_TEST(refusal("something_new", plain(text)) == "'" + text + "' is not a finite number");
  }
}

BOOST_AUTO_TEST_CASE(booleans_are_read_as_people_write_them) {
  for (const char* text : {"true", "True", "TRUE", "yes", "Yes", "1"}) {
    BOOST_TEST(sent("hidden", quoted(text)) == "true");
    BOOST_TEST(sent("hidden", plain(text)) == "true");
  }
  for (const char* text : {"false", "no", "NO", "0"}) BOOST_TEST(sent("hidden", quoted(text)) == "false");
  for (const std::string text : {"", "on", "2", "maybe"}) {
    BOOST_TEST(refusal("hidden", quoted(text)) == "'" + text + "' is neither true nor false");
  }
}

BOOST_AUTO_TEST_CASE(muting_is_a_number_as_the_api_has_it) {
  BOOST_TEST(sent("audio_muted", plain("1")) == "1");
  BOOST_TEST(refusal("audio_muted", plain("true")) == "'true' is not a number");
}

BOOST_AUTO_TEST_CASE(text_to_image_takes_a_switch_or_a_prompt) {
  BOOST_TEST(sent("text_to_image", plain("true")) == "true");
  BOOST_TEST(sent("text_to_image", quoted("false")) == "false");
  BOOST_TEST(sent("text_to_image", quoted("a red kite")) == R"("a red kite")");
}

BOOST_AUTO_TEST_CASE(members_of_objects_are_coerced_too) {
  BOOST_TEST(sent("mask_properties", map({entry("skew_y", quoted("-3")), entry("radius", quoted("8"))})) ==
             R"({"radius":8,"skew_y":-3})");
  BOOST_TEST(sent("mask_properties",
                  map({entry("radius", map({entry("tl", quoted("1")), entry("br", plain("2"))}))})) ==
             R"({"radius":{"br":2,"tl":1}})");
  BOOST_TEST(
      sent("auto_focus_properties", map({entry("focus_objects", list({plain("7"), quoted("Dog")}))})) ==
      R"({"focus_objects":["7","Dog"]})");
  BOOST_TEST(sent("auto_focus_properties", map({entry("focus_objects", plain("Dog"))})) ==
             R"({"focus_objects":["Dog"]})");
  const auto bad =
      findings(with_property("mask_properties", map({entry("radius", map({entry("tl", quoted("x"), 9)}))})));
  BOOST_REQUIRE(bad.size() == 1U);
  BOOST_TEST(bad[0].path == "elements.layer.mask_properties.radius.tl");
}

BOOST_AUTO_TEST_CASE(unknown_properties_follow_the_core_schema) {
  BOOST_TEST(sent("something_new", plain("007")) == "7");
  BOOST_TEST(sent("something_new", quoted("007")) == R"("007")");
  BOOST_TEST(sent("something_new", plain("True")) == "true");
  BOOST_TEST(sent("something_new", plain("no")) == R"("no")");
  BOOST_TEST(sent("something_new", plain("~")) == "null");
  BOOST_TEST(
      sent("something_new", list({plain("1"), map({entry("b", plain("x")), entry("a", plain(""))})})) ==
      R"([1,{"a":null,"b":"x"}])");
  // A known name below an unknown one has no rule of its own.
  BOOST_TEST(sent("something_new", map({entry("payload", plain("7"))})) == R"({"payload":7})");
}

BOOST_AUTO_TEST_CASE(a_value_of_the_wrong_shape_is_a_finding) {
  BOOST_TEST(refusal("payload", list({plain("x")})) == "text is wanted here");
  BOOST_TEST(refusal("payload", map({})) == "text is wanted here");
  BOOST_TEST(refusal("payload", plain("null")) == "'null' is no text; leave it out, or quote it");
  BOOST_TEST(refusal("font_size", list({})) == "a number is wanted here");
  BOOST_TEST(refusal("hidden", map({})) == "true or false is wanted here");
  BOOST_TEST(refusal("mask_properties", plain("8")) == "a mapping is wanted here");
  BOOST_TEST(findings(spec_of({entry("elements", plain("x"))})).at(0).message == "a mapping is wanted here");
  BOOST_TEST(findings(spec_of({entry("elements", map({entry("a", list({}))}))})).at(0).path == "elements.a");
  BOOST_TEST(findings(spec_of({entry("pages", map({entry("page_1", plain("x"))}))})).at(0).path ==
             "pages.page_1");
  BOOST_TEST(findings(spec_of({entry("template_format_names", map({}))})).at(0).message ==
             "a list is wanted here");
}

BOOST_AUTO_TEST_CASE(a_finding_stands_where_the_value_does) {
  const auto all = findings(
      spec_of({entry("elements", map({entry("title", map({entry("font_size", plain("big", 7), 6)}))})),
               entry("file_compression_level", plain("best", 9), 8)}));
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].at.line == 7U);
  BOOST_TEST(all[0].path == "elements.title.font_size");
  BOOST_TEST(all[1].at.line == 9U);
  BOOST_TEST(all[1].path == "file_compression_level");
}

BOOST_AUTO_TEST_CASE(a_bare_string_stands_for_a_layer) {
  const auto made =
      job(spec_of({entry("elements", map({entry("title", plain("007")), entry("cta", quoted("Soon"))}))}));
  BOOST_TEST(made.body == R"({"elements":{"cta":"Soon","title":"007"}})");
}

BOOST_AUTO_TEST_CASE(variables_of_the_design_are_texts) {
  const auto made = job(spec_of({entry(
      "elements", map({entry("vars", map({entry("city", plain("7")), entry("payload", plain("no"))}))}))}));
  BOOST_TEST(made.body == R"({"elements":{"vars":{"city":"7","payload":"no"}}})");
}

BOOST_AUTO_TEST_CASE(fields_of_the_body_are_coerced) {
  const auto made = job(spec_of({
      entry("image_file_type", plain("png")),
      entry("file_compression_level", quoted("80")),
      entry("html5", map({entry("repeat", plain("null")), entry("include_backup_image", quoted("yes")),
                          entry("page_title", plain("2026")), entry("ad_network", plain("adform"))})),
      entry("gif", map({entry("max_fps", quoted("9"))})),
      entry("print", map({entry("display_crop_marks", quoted("true"))})),
      entry("something_new", map({entry("fps", plain("7"))})),
  }));
  BOOST_TEST(
      made.body ==
      R"({"file_compression_level":80,"gif":{"max_fps":9},)"
      R"("html5":{"ad_network":"adform","include_backup_image":true,"page_title":"2026","repeat":null},)"
      R"("image_file_type":"png","print":{"display_crop_marks":true},"something_new":{"fps":7}})");
}

BOOST_AUTO_TEST_CASE(an_empty_request_is_an_empty_object) {
  const Job made = job(spec_of({}));
  BOOST_TEST(made.body == "{}");
  BOOST_TEST(made.variables_json == "{}");
  BOOST_CHECK(made.endpoint == Endpoint::generate);
}

BOOST_AUTO_TEST_CASE(the_order_of_members_does_not_count) {
  const Job one = job(spec_of({entry("image_file_type", plain("png")),
                               entry("elements", map({entry("b", quoted("1")), entry("a", quoted("2"))}))}));
  const Job two = job(spec_of({entry("elements", map({entry("a", quoted("2")), entry("b", quoted("1"))})),
                               entry("image_file_type", quoted("png"))}));
  BOOST_TEST(one.body == two.body);
  BOOST_TEST(one.fingerprint.text == two.fingerprint.text);
}

BOOST_AUTO_TEST_CASE(formats_are_read_from_the_body) {
  const auto formats = [](Value value) {
    return job(spec_of({entry("template_format_names", std::move(value))}));
  };
  const Job two = formats(list({plain("square"), plain("7")}));
  BOOST_TEST(two.formats == (std::vector<std::string>{"square", "7"}));
  BOOST_TEST(two.body == R"({"template_format_names":["square","7"]})");
  BOOST_TEST(formats(plain("square")).body == R"({"template_format_names":["square"]})");
  BOOST_TEST(formats(list({plain("square"), quoted("square")})).formats ==
             std::vector<std::string>{"square"});
  BOOST_TEST(formats(list({plain("square"), quoted("square")})).body ==
             R"({"template_format_names":["square"]})");
}

BOOST_AUTO_TEST_CASE(naming_no_format_is_the_same_as_leaving_the_field_out) {
  const Job made = job(spec_of({entry("image_file_type", plain("png")),
                                entry("template_format_names", list({})), entry("video", map({}))}));
  BOOST_TEST(made.formats.empty());
  BOOST_TEST(made.body == R"({"image_file_type":"png","video":{}})");
}

BOOST_AUTO_TEST_CASE(jobs_that_differ_in_their_formats_alone_are_of_one_bundle) {
  const auto bundle = [](Value formats, const char* type, Mapping more = {}) {
    more.push_back(entry("template_format_names", std::move(formats)));
    more.push_back(entry("image_file_type", plain(type)));
    return job(spec_of(std::move(more))).bundle.text;
  };
  const std::string square = bundle(list({plain("square")}), "png");
  BOOST_TEST(!square.empty());
  BOOST_TEST(bundle(list({plain("wide"), plain("tall")}), "png") == square);
  BOOST_TEST(bundle(list({plain("square")}), "jpeg") != square);
  BOOST_TEST(bundle(list({}), "png") != square);  // all formats, of which nothing is known here
  BOOST_TEST(bundle(list({}), "png") == job(spec_of({entry("image_file_type", plain("png"))})).bundle.text);
}

BOOST_AUTO_TEST_CASE(a_version_of_a_visual_and_a_job_that_calls_back_go_alone) {
  BOOST_TEST(job(spec_of({entry("original_visual_id", plain("7"))})).bundle.empty());
  BOOST_TEST(job(spec_of({entry("callback_url", plain("https://hooks.example/1"))})).bundle.empty());
}

BOOST_AUTO_TEST_CASE(pages_choose_the_multipage_endpoint) {
  const Job made = job(spec_of(
      {entry("pages", map({entry("page_2", map({entry("price", map({entry("payload", plain("12"))}))})),
                           entry("page_1", map({}))}))}));
  BOOST_CHECK(made.endpoint == Endpoint::generate_multipage_pdf);
  BOOST_TEST(made.body == R"({"pages":{"page_1":{},"page_2":{"price":{"payload":"12"}}}})");
}

BOOST_AUTO_TEST_CASE(pages_stand_alone) {
  const auto all = findings(spec_of(
      {entry("pages", map({})), entry("elements", map({}), 4), entry("template_format_names", list({}), 5)}));
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].at.line == 4U);
  BOOST_TEST(all[1].at.line == 5U);
}

BOOST_AUTO_TEST_CASE(the_job_is_told_apart_as_the_spec_says) {
  JobSpec spec = spec_of({});
  spec.variables = {entry("cta", quoted("007")), entry("age", plain("7")),
                    entry("row", map({entry("b", plain("no")), entry("a", plain(".nan"))})),
                    entry("bad", quoted("\xff"))};
  const Job made = job(spec);
  BOOST_TEST(made.key.text == "hero/one");
  BOOST_TEST(made.position == 3U);
  BOOST_TEST(made.design_name == "hero");
  BOOST_TEST(made.variables_json == R"({"cta":"007","age":7,"row":{"b":"no","a":".nan"},"bad":")"
                                    "\xEF\xBF\xBD"
                                    R"("})");
}

BOOST_AUTO_TEST_CASE(bad_utf8_never_reaches_the_body) {
  BOOST_TEST(refusal("payload", quoted("caf\xe9")) == "the text is not valid UTF-8");
  BOOST_TEST(refusal("something_new", quoted("\xc0\x80")) == "the text is not valid UTF-8");
  BOOST_TEST(findings(spec_of({entry("elements", map({entry("\xff", quoted("x"))}))})).at(0).message ==
             "a key is not valid UTF-8");
}

BOOST_AUTO_TEST_CASE(depth_is_bounded) {
  job(spec_of({entry("something_new", nested(30))}));
  BOOST_TEST(findings(spec_of({entry("something_new", nested(40))})).at(0).message == "nested too deeply");
  Value lists = plain("1");
  for (int i = 0; i < 40; ++i) lists = list({lists});
  BOOST_TEST(findings(spec_of({entry("something_new", lists)})).at(0).message == "nested too deeply");
}

BOOST_AUTO_TEST_CASE(depth_of_the_variables_is_bounded) {
  JobSpec spec = spec_of({});
  spec.variables = {entry("deep", nested(100))};
  BOOST_TEST(job(spec).variables_json.find("…") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(size_is_bounded) {
  const auto all = findings(with_property("image_encoded", quoted(std::string(std::size_t{33} << 20, 'A'))));
  BOOST_TEST(all.at(0).message == "the request is larger than 32 MiB");
}

BOOST_AUTO_TEST_CASE(the_design_gives_version_and_cost) {
  struct Case {
    Design design;
    Mapping request;
    int credits;
    bool exact;
    int each;  ///< a format; a document whole
  };
  Design timeless = animated_design();
  timeless.duration_s.reset();
  Design formatless = static_design();
  formatless.formats.clear();
  const Mapping one_format{entry("template_format_names", plain("square"))};
  const Mapping pages{entry("pages", map({}))};
  const std::vector<Case> cases{
      {static_design(), {}, 2, true, 1},           {static_design(), one_format, 1, true, 1},
      {printer_design(), {}, 1, true, 1},          {animated_design(), {}, 16, true, 8},
      {animated_design(), one_format, 8, true, 8}, {timeless, {}, 2, false, 1},
      {multipage_design(), pages, 2, true, 2},     {formatless, {}, 1, false, 1},
      {Design{}, one_format, 1, false, 1},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    BOOST_TEST_CONTEXT("case " << i) {
      const Job made = job(spec_of(cases[i].request), &cases[i].design);
      BOOST_TEST(made.credits_estimate == cases[i].credits);
      BOOST_TEST(made.credits_exact == cases[i].exact);
      BOOST_TEST(made.credits_each == cases[i].each);
      BOOST_CHECK(made.design_version == cases[i].design.updated_at);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_the_design_version_and_cost_stay_open) {
  const Job made = job(spec_of({entry("template_format_names", list({plain("a"), plain("b")}))}));
  BOOST_TEST(made.credits_estimate == 2);
  BOOST_TEST(!made.credits_exact);
  BOOST_TEST(!made.design_version.has_value());
  BOOST_TEST(job(spec_of({})).credits_estimate == 1);
  const Job multipage = job(spec_of({entry("pages", map({}))}));
  BOOST_TEST(multipage.credits_estimate == 1);
  BOOST_TEST(!multipage.credits_exact);
}

BOOST_AUTO_TEST_CASE(all_formats_stay_unnamed_even_where_the_design_is_known) {
  const Design design = static_design();
  BOOST_TEST(job(spec_of({}), &design).formats.empty());
}

BOOST_AUTO_TEST_CASE(a_document_is_a_pdf_and_nothing_else_is_said_of_it) {
  const JobSpec spec =
      spec_of({entry("pages", map({entry("page_1", map({}))})), entry("image_file_type", plain("pdf")),
               entry("file_compression_level", plain("80"))});
  const auto made = encode(spec, nullptr, nullptr);
  BOOST_REQUIRE(std::holds_alternative<Job>(made));
  BOOST_TEST(std::get<Job>(made).body == R"({"pages":{"page_1":{}}})");
  BOOST_TEST(std::get<Job>(made).output == "pdf");
}

BOOST_AUTO_TEST_SUITE_END()
