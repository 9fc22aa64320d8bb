#include "simulator/assets/colour.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(asset_colour)

using namespace pressrun::simulator;

namespace {

void check_colour(std::string_view text, const Colour& expected) {
  const auto colour = colour_in(text);
  BOOST_TEST_REQUIRE(colour.has_value(), text);
  const boost::test_tools::predicate_result same =
      std::abs(colour->red - expected.red) < 0.003 && std::abs(colour->green - expected.green) < 0.003 &&
      std::abs(colour->blue - expected.blue) < 0.003 && std::abs(colour->alpha - expected.alpha) < 0.003;
  BOOST_TEST(same, text << " reads " << colour->red << ' ' << colour->green << ' ' << colour->blue << ' '
                        << colour->alpha);
}

}  // namespace

BOOST_AUTO_TEST_CASE(hex_is_read_with_three_six_and_eight_digits) {
  check_colour("#fff", {1, 1, 1});
  check_colour("#336699", {0.2, 0.4, 0.6});
  check_colour("#FF000080", {1, 0, 0, 0.502});
}

BOOST_AUTO_TEST_CASE(print_colours_become_light) {
  check_colour("cmyka(0, 100, 100, 0, 100)", {1, 0, 0});
  check_colour("cmyka(0%,0%,0%,50%,40%)", {0.5, 0.5, 0.5, 0.4});
  check_colour("cmyka(0,0,0,0)", {1, 1, 1});
}

BOOST_AUTO_TEST_CASE(of_a_gradient_the_first_stop_counts) {
  check_colour("linear-gradient(45deg, #00FF00 0%, #0000FF 100%)", {0, 1, 0});
}

BOOST_AUTO_TEST_CASE(what_is_no_colour_is_none) {
  for (const char* text : {"", "#", "#12345", "red", "cmyka(", "cmyka(1,2", "#GGGGGG"})
    BOOST_TEST(!colour_in(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(ink_stands_out_from_its_ground) {
  BOOST_TEST(luminance(readable_on({1, 1, 1})) < 0.3);
  BOOST_TEST(luminance(readable_on({0, 0, 0.2})) > 0.9);
}

BOOST_AUTO_TEST_SUITE_END()
