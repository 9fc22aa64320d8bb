#include "pressrun/domain/suggest.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(suggest)

using pressrun::nearest;

BOOST_AUTO_TEST_CASE(finds_slips_of_the_finger) {
  const std::vector<std::string> names{"headline", "subtitle", "cta"};
  BOOST_TEST(nearest("headlin", names).value() == "headline");
  BOOST_TEST(nearest("haedline", names).value() == "headline");
  BOOST_TEST(nearest("Sub_Title", {"sub-title"}).value() == "sub-title");
}

BOOST_AUTO_TEST_CASE(says_nothing_when_nothing_is_near) {
  BOOST_TEST(!nearest("background", {"headline", "cta"}));
  BOOST_TEST(!nearest("x", {}));
  BOOST_TEST(!nearest(std::string(100'000, 'a'), {std::string(100'000, 'a')}));
}

BOOST_AUTO_TEST_SUITE_END()
