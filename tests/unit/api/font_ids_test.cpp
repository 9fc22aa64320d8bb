#include "pressrun/api/encode_request.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(font_ids)

using namespace pressrun;
using namespace pressrun::api;

namespace {

const std::string mono = "0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01";
const std::string lora = "5d8f1f0e-4a8b-4f43-8e0b-6f1a9d7c2b02";
const std::string other = "7e2a4c61-3b9d-4f58-a1c7-5d0e8b6f9c03";

const FontNames& fonts() {
  static const FontNames all(
      {{mono, "Ubuntu Mono", "google", {}}, {lora, "Lora", "google", {}}, {other, "Lora", "custom", {}}});
  return all;
}

std::string body(const JobSpec& spec, const FontNames* names) {
  const auto encoded = encode(spec, nullptr, names);
  BOOST_REQUIRE(std::holds_alternative<Job>(encoded));
  return std::get<Job>(encoded).body;
}

Diagnostic finding(const JobSpec& spec) {
  const auto encoded = encode(spec, nullptr, &fonts());
  BOOST_REQUIRE(std::holds_alternative<Diagnostics>(encoded));
  BOOST_REQUIRE(std::get<Diagnostics>(encoded).items.size() == 1U);
  return std::get<Diagnostics>(encoded).items.front();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_name_of_a_font_is_sent_as_its_id) {
  BOOST_TEST(body(with_property("font", plain("ubuntu mono")), &fonts()) ==
             R"({"elements":{"layer":{"font":")" + mono + R"("}}})");
  BOOST_TEST(body(with_property("font", quoted("Ubuntu Mono")), &fonts()) ==
             R"({"elements":{"layer":{"font":")" + mono + R"("}}})");
}

BOOST_AUTO_TEST_CASE(fonts_within_pages_are_replaced_too) {
  const JobSpec spec = spec_of(
      {entry("pages", map({entry("page_1", map({entry("t", map({entry("font", plain("Ubuntu Mono"))}))})),
                           entry("page_2", map({entry("t", map({entry("font", plain(lora))}))}))}))});
  BOOST_TEST(body(spec, &fonts()) == R"({"pages":{"page_1":{"t":{"font":")" + mono +
                                         R"("}},"page_2":{"t":{"font":")" + lora + R"("}}}})");
}

BOOST_AUTO_TEST_CASE(an_id_stays_whether_or_not_it_is_listed) {
  const std::string unlisted = "a4d6b8f2-1c3e-4a57-9b80-2e7f5c9d1a04";
  BOOST_TEST(body(with_property("font", plain(unlisted)), &fonts()) ==
             R"({"elements":{"layer":{"font":")" + unlisted + R"("}}})");
}

BOOST_AUTO_TEST_CASE(a_variable_called_font_is_text) {
  const JobSpec spec =
      spec_of({entry("elements", map({entry("vars", map({entry("font", plain("Ubuntu Mono"))}))}))});
  BOOST_TEST(body(spec, &fonts()) == R"({"elements":{"vars":{"font":"Ubuntu Mono"}}})");
}

BOOST_AUTO_TEST_CASE(only_the_property_font_is_a_font) {
  BOOST_TEST(body(with_property("payload", plain("Ubuntu Mono")), &fonts()) ==
             R"({"elements":{"layer":{"payload":"Ubuntu Mono"}}})");
  const JobSpec element =
      spec_of({entry("elements", map({entry("font", map({entry("payload", plain("x"))}))}))});
  BOOST_TEST(body(element, &fonts()) == R"({"elements":{"font":{"payload":"x"}}})");
}

BOOST_AUTO_TEST_CASE(an_unknown_font_is_a_finding_at_its_place) {
  const Diagnostic got = finding(with_property("font", plain("Ubuntu Mno", 12)));
  BOOST_TEST(got.message == "there is no font named 'Ubuntu Mno'");
  BOOST_TEST(got.hint == "did you mean 'Ubuntu Mono'?");
  BOOST_TEST(got.path == "elements.layer.font");
  BOOST_TEST(got.at.line == 12U);
  BOOST_TEST(got.seen.empty());
}

BOOST_AUTO_TEST_CASE(an_ambiguous_font_lists_the_ids) {
  const Diagnostic got = finding(with_property("font", plain("lora", 12)));
  BOOST_TEST(got.message == "there are several fonts named 'lora'");
  BOOST_TEST(got.hint == "write the id: " + lora + " (google) or " + other + " (custom)");
}

BOOST_AUTO_TEST_CASE(a_font_from_a_row_is_seen_in_its_cell) {
  Value cell = plain("Ubuntu Mno", 12);
  cell.from = at(700, 3);
  const Diagnostic got = finding(with_property("font", cell));
  BOOST_TEST(got.message == "there is no font of this name");
  BOOST_TEST(got.hint == "");
  BOOST_TEST(got.at.line == 12U);
  BOOST_REQUIRE(got.seen.size() == 1U);
  BOOST_TEST(got.seen[0].at.line == 700U);
  BOOST_TEST(got.seen[0].value == "Ubuntu Mno");
  BOOST_TEST(got.seen[0].hint == "did you mean 'Ubuntu Mono'?");
}

BOOST_AUTO_TEST_CASE(without_a_listing_what_is_written_is_sent) {
  BOOST_TEST(body(with_property("font", plain("Ubuntu Mono")), nullptr) ==
             R"({"elements":{"layer":{"font":"Ubuntu Mono"}}})");
}

BOOST_AUTO_TEST_CASE(the_id_decides_the_fingerprint) {
  const auto by_name = encode(with_property("font", plain("Ubuntu Mono")), nullptr, &fonts());
  const auto by_id = encode(with_property("font", plain(mono)), nullptr, &fonts());
  BOOST_TEST(std::get<Job>(by_name).fingerprint.text == std::get<Job>(by_id).fingerprint.text);
}

BOOST_AUTO_TEST_SUITE_END()
