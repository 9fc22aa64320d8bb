#include "pressrun/api/names.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(names)

using namespace pressrun;
using namespace pressrun::api;

namespace {

const std::string uuid = "0C1F5A52-7d1e-4d0a-9a6b-3f5c1d2e4a01";

FontNames fonts() {
  return FontNames({{"id-1", "Ubuntu Mono", "google", {}},
                    {"id-2", "Inter", "google", {}},
                    {"id-3", "INTER", "custom", {}},
                    {"id-4", "Lora", "google", {}},
                    {"id-5", "Lora", "custom", {}},
                    {"id-6", "", "custom", {}}});
}

ListedDesign design(std::string id, std::string name, const std::string& project) {
  ListedDesign made;
  made.id = DesignId{std::move(id)};
  made.name = std::move(name);
  made.project_id = project.empty() ? "" : "id of " + project;
  made.project_name = project;
  return made;
}

DesignNames designs() {
  return DesignNames({design("d1", "Kite sale", "Kites"), design("d2", "Kite sale", "Boats"),
                      design("d3", "Teaser", "Kites"), design("d4", "TEASER", "Kites"),
                      design("d5", "Card", "Boats"), design("d6", "Card", "Boats"),
                      design("d7", "Flyer", "")});
}

template <class Found>
std::string id(const Found& found) {
  if (const auto* text = std::get_if<0>(&found)) {
    if constexpr (std::is_same_v<std::decay_t<decltype(*text)>, std::string>)
      return *text;
    else
      return text->text;
  }
  return "";
}

template <class Found>
std::string hint(const Found& found) {
  if (const auto* unknown = std::get_if<UnknownName>(&found)) return unknown->hint;
  const auto* several = std::get_if<AmbiguousName>(&found);
  return several != nullptr ? "several: " + several->hint : "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_font_is_found_in_any_case) {
  BOOST_TEST(id(fonts().find("Ubuntu Mono")) == "id-1");
  BOOST_TEST(id(fonts().find("ubuntu MONO")) == "id-1");
}

BOOST_AUTO_TEST_CASE(an_exact_name_wins_over_another_case) {
  BOOST_TEST(id(fonts().find("Inter")) == "id-2");
  BOOST_TEST(id(fonts().find("INTER")) == "id-3");
  BOOST_TEST(hint(fonts().find("inter")) == "several: write the id: id-2 (google) or id-3 (custom)");
}

BOOST_AUTO_TEST_CASE(a_uuid_is_its_own_answer) {
  BOOST_TEST(id(fonts().find(uuid)) == uuid);
  BOOST_TEST(id(designs().find(uuid, "")) == "0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01");
}

BOOST_AUTO_TEST_CASE(a_name_that_google_and_the_workspace_have_is_ambiguous) {
  const auto found = fonts().find("Lora");
  BOOST_REQUIRE(std::holds_alternative<AmbiguousName>(found));
  BOOST_TEST(std::get<AmbiguousName>(found).candidates ==
             (std::vector<std::string>{"id-4 (google)", "id-5 (custom)"}));
}

BOOST_AUTO_TEST_CASE(an_unknown_font_has_the_nearest_name_as_hint) {
  BOOST_TEST(hint(fonts().find("Ubuntu Mno")) == "did you mean 'Ubuntu Mono'?");
  BOOST_TEST(hint(fonts().find("Zapfino")) == "'pressrun fonts' lists them");
  BOOST_TEST(hint(fonts().find("")) == "'pressrun fonts' lists them");
  BOOST_TEST(hint(FontNames({}).find("Inter")) == "'pressrun fonts' lists them");
}

BOOST_AUTO_TEST_CASE(thousands_of_different_mistakes_are_not_all_searched_for) {
  const FontNames all = fonts();
  for (int i = 0; i < 500; ++i) hint(all.find("font " + std::to_string(i)));
  BOOST_TEST(hint(all.find("Ubuntu Mno")) == "'pressrun fonts' lists them");
  BOOST_TEST(id(all.find("Ubuntu Mono")) == "id-1");
}

BOOST_AUTO_TEST_CASE(a_design_is_found_by_its_name) {
  BOOST_TEST(id(designs().find("Flyer", "")) == "d7");
  BOOST_TEST(id(designs().find("flyer", "")) == "d7");
  BOOST_TEST(id(designs().find("Teaser", "")) == "d3");
}

BOOST_AUTO_TEST_CASE(equal_names_are_told_apart_by_the_project) {
  BOOST_TEST(id(designs().find("Kite sale", "Kites")) == "d1");
  BOOST_TEST(id(designs().find("kite sale", "boats")) == "d2");
  BOOST_TEST(id(designs().find("Kite sale", "id of Boats")) == "d2");
  BOOST_TEST(hint(designs().find("Kite sale", "")) ==
             "several: add 'project: NAME': d1 (in project 'Kites') or d2 (in project 'Boats')");
}

BOOST_AUTO_TEST_CASE(what_a_project_cannot_tell_apart_needs_the_id) {
  BOOST_TEST(hint(designs().find("Card", "Boats")) ==
             "several: write the design_id: d5 (in project 'Boats') or d6 (in project 'Boats')");
}

BOOST_AUTO_TEST_CASE(an_unknown_design_says_where_it_may_be) {
  BOOST_TEST(hint(designs().find("Kite sail", "")) == "did you mean 'Kite sale'?");
  BOOST_TEST(hint(designs().find("Flyer", "Kites")) == "it is in no project");
  BOOST_TEST(hint(designs().find("Teaser", "Kite")) == "it is in project 'Kites'");
  BOOST_TEST(hint(designs().find("Nothing like it", "Kitez")) == "the project: did you mean 'Kites'?");
  BOOST_TEST(hint(designs().find("Nothing like it", "")) == "'pressrun designs' lists them");
}

BOOST_AUTO_TEST_SUITE_END()
