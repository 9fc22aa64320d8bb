#include "pressrun/core/deadline.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(deadline)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

const Instant start{1h};
const WallTime midnight{500'000h};
const Deadline six{start + 6h, midnight + 6h};

}  // namespace

BOOST_AUTO_TEST_CASE(none_is_never_over) {
  BOOST_TEST(!Deadline{}.is_over(Instant::max(), WallTime::max()));
  BOOST_TEST(!Deadline{}.next_look(start).has_value());
}

BOOST_AUTO_TEST_CASE(both_clocks_agree_where_nothing_happens) {
  BOOST_TEST(!six.is_over(start + 6h - 1ms, midnight + 6h - 1ms));
  BOOST_TEST(six.is_over(start + 6h, midnight + 6h));
}

BOOST_AUTO_TEST_CASE(a_machine_that_slept_is_late_by_the_calendar) {
  BOOST_TEST(six.is_over(start + 1h, midnight + 7h));
}

BOOST_AUTO_TEST_CASE(a_calendar_that_is_set_back_lengthens_nothing) {
  BOOST_TEST(six.is_over(start + 6h, midnight + 1h));
}

BOOST_AUTO_TEST_CASE(with_a_calendar_it_looks_now_and_then) {
  BOOST_CHECK(six.next_look(start) == start + 15s);
  BOOST_CHECK(six.next_look(start + 6h - 1s) == start + 6h);
  const Deadline span{start + 6h, {}};
  BOOST_CHECK(span.next_look(start) == start + 6h);
}

BOOST_AUTO_TEST_SUITE_END()
