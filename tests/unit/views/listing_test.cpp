#include "pressrun/views/listing_json.hpp"
#include "pressrun/views/listing_table.hpp"
#include "support/listed_designs.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(listing)

using namespace pressrun;
using namespace pressrun::views;
using namespace pressrun::test;

BOOST_AUTO_TEST_CASE(designs_are_sorted_by_project_and_name_whatever_their_case) {
  std::vector<ListedDesign> designs{listed_design("1", "a"),          listed_design("2", "b", "Kites"),
                                    listed_design("3", "A", "kites"), listed_design("4", "zebra", "Boats"),
                                    listed_design("5", "a", "Kites"), listed_design("6", "B", "Kites"),
                                    listed_design("0", "a", "Kites")};
  sort(designs);
  BOOST_TEST(ids(designs) ==
             "4"
             "05"
             "62"
             "3"
             "1");
}

BOOST_AUTO_TEST_CASE(fonts_and_projects_are_sorted_by_name) {
  std::vector<Font> fonts{{"2", "lora", "google", {}},
                          {"1", "Inter", "google", {}},
                          {"0", "lora", "custom", {}},
                          {"3", "Élan", "custom", {}}};
  sort(fonts);
  BOOST_TEST((fonts[0].id + fonts[1].id + fonts[2].id + fonts[3].id) == "1023");
  std::vector<Project> projects{{"1", "print", {}}, {"2", "Boats", {}}};
  sort(projects);
  BOOST_TEST(projects[0].id == "2");
}

BOOST_AUTO_TEST_CASE(what_the_api_did_not_tell_leaves_a_gap_in_the_table) {
  std::vector<ListedDesign> designs{listed_design("1", "Sale", "Kites"), listed_design("2", "")};
  designs[0].updated_at = 1'781'000'000;
  designs[1].type = DesignType::unknown;
  BOOST_TEST(table_of(designs).text({}) ==
             "name  type     project  updated     id\n"
             "Sale  static   Kites    2026-06-09  1\n"
             "      unknown                       2\n");
}

BOOST_AUTO_TEST_CASE(every_field_is_in_the_json_under_a_stable_key) {
  ListedDesign one = listed_design("1", "Kite \"sale\"/2026 \x1B[2J", "Kites");
  one.updated_at = 1'781'000'000;
  const auto designs = boost::json::parse(json_of(std::vector{one, listed_design("2", "")}, {}));
  BOOST_TEST(
      boost::json::serialize(designs.at(0)) ==
      R"({"id":"1","name":"Kite \"sale\"/2026 \u001b[2J","type":"static","updated_at":"2026-06-09T10:13:20Z",)"
      R"("project_id":"aaaaaaaa-0000-4000-8000-000000000001","project_name":"Kites","formats":null})");
  BOOST_TEST(
      boost::json::serialize(designs.at(1)) ==
      R"({"id":"2","name":null,"type":"static","updated_at":null,"project_id":null,"project_name":null,"formats":null})");
  BOOST_TEST(json_of(std::vector<Font>{{"f", "Inter", "google", {"400", "700-italic"}}}) ==
             "[\n  {\"id\": \"f\", \"name\": \"Inter\", \"type\": \"google\", \"weights\": [\"400\", "
             "\"700-italic\"]}\n]\n");
  BOOST_TEST(json_of(std::vector<Project>{{"p", "Print", 0}, {"q", "", {}}}) ==
             "[\n  {\"id\": \"p\", \"name\": \"Print\", \"created_at\": \"1970-01-01T00:00:00Z\"},\n"
             "  {\"id\": \"q\", \"name\": null, \"created_at\": null}\n]\n");
  BOOST_TEST(json_of(std::vector<Project>{}) == "[]\n");
}

BOOST_AUTO_TEST_SUITE_END()
