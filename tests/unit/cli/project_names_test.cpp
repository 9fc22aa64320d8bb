#include "wiring/project_names.hpp"

#include "support/listed_designs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(project_names)

using namespace pressrun;
using namespace pressrun::wiring;
using namespace pressrun::test;

BOOST_AUTO_TEST_CASE(a_project_is_found_by_its_id_or_name_without_regard_to_case) {
  const std::vector<ListedDesign> designs{listed_design("1", "a", "Kites"), listed_design("2", "b", "Boats"),
                                          listed_design("3", "c", "kites"), listed_design("4", "d")};
  BOOST_TEST(ids(designs_of(designs, "Kites")) == "1");
  BOOST_TEST(ids(designs_of(designs, "KITES")) == "13");
  BOOST_TEST(ids(designs_of(designs, "bbbbbbbb-0000-4000-8000-000000000002")) == "2");
  BOOST_TEST(designs_of(designs, "Kite").empty());
}

BOOST_AUTO_TEST_CASE(a_project_that_is_none_has_its_nearest_as_hint) {
  const std::vector<Project> projects{{kites, "Kites", {}}, {boats, "Boats", {}}};
  BOOST_TEST(!unknown_project(projects, "kites").has_value());
  BOOST_TEST(!unknown_project(projects, "bbbbbbbb-0000-4000-8000-000000000002").has_value());
  BOOST_TEST(unknown_project(projects, "Botas").value() ==
             "there is no project 'Botas'; did you mean 'Boats'?\n  pressrun projects lists them");
  BOOST_TEST(unknown_project(projects, "x\x1By").value() ==
             "there is no project 'x\\x1By'\n  pressrun projects lists them");
}

BOOST_AUTO_TEST_SUITE_END()
