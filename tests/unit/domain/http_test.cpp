#include "pressrun/domain/http.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(http)

BOOST_AUTO_TEST_CASE(header_names_are_compared_without_case_and_the_first_wins) {
  pressrun::HttpResponse response;
  response.headers = {{"retry-AFTER", "3"}, {"Retry-After", "4"}};
  BOOST_REQUIRE(response.header("Retry-After") != nullptr);
  BOOST_TEST(*response.header("Retry-After") == "3");
  BOOST_TEST(response.header("Retry") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
