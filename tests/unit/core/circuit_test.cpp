#include "pressrun/core/circuit.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(circuit)

using namespace pressrun;

namespace {

const Instant t0{std::chrono::hours{1}};
const Policy policy;

}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_outcome_opens_it_and_a_later_get_closes_it) {
  Circuit circuit{policy};
  BOOST_TEST(circuit.closed());
  circuit.on_unknown_outcome(t0);
  BOOST_TEST(!circuit.closed());
  circuit.on_read(true, t0 + 1s, t0 + 2s);
  BOOST_TEST(circuit.closed());
}

BOOST_AUTO_TEST_CASE(a_get_that_left_before_the_unknown_outcome_proves_nothing) {
  Circuit circuit{policy};
  circuit.on_unknown_outcome(t0);
  circuit.on_read(true, t0 - 1s, t0 + 1s);
  BOOST_TEST(!circuit.closed());
}

BOOST_AUTO_TEST_CASE(another_unknown_outcome_asks_for_another_get) {
  Circuit circuit{policy};
  circuit.on_unknown_outcome(t0);
  circuit.on_unknown_outcome(t0 + 2s);
  circuit.on_read(true, t0 + 1s, t0 + 3s);
  BOOST_TEST(!circuit.closed());
}

BOOST_AUTO_TEST_CASE(one_get_at_a_time_looks_whether_the_service_is_back) {
  Circuit circuit{policy};
  circuit.on_unknown_outcome(t0);
  BOOST_TEST(circuit.wants_probe(t0 + 1s));
  circuit.probe_left();
  BOOST_TEST(!circuit.wants_probe(t0 + 1s));
  circuit.on_read(false, t0 + 1s, t0 + 1s);
  BOOST_TEST(!circuit.wants_probe(t0 + 2s));
  BOOST_TEST(circuit.wants_probe(t0 + 3s));
}

BOOST_AUTO_TEST_CASE(what_was_under_way_when_it_opened_does_not_put_off_the_first_look) {
  Circuit circuit{policy};
  circuit.on_unknown_outcome(t0);
  const auto first = circuit.next_probe();
  for (int i = 0; i < 6; ++i) {
    circuit.on_unknown_outcome(t0);
    circuit.on_read(false, t0 - 1s, t0);
  }
  BOOST_CHECK(circuit.next_probe() == first);
  circuit.probe_left();
  circuit.on_read(false, *first, *first);
  BOOST_CHECK(circuit.next_probe() > first);
}

BOOST_AUTO_TEST_CASE(reads_that_fail_in_a_row_open_it) {
  Circuit circuit{policy};
  for (int i = 0; i < policy.failures_to_suspect - 1; ++i) circuit.on_read(false, t0, t0);
  BOOST_TEST(circuit.closed());
  circuit.on_read(false, t0, t0);
  BOOST_TEST(!circuit.closed());
}

BOOST_AUTO_TEST_CASE(it_knows_since_when_nothing_has_succeeded) {
  Circuit circuit{policy};
  circuit.on_read(false, t0, t0);
  circuit.on_read(false, t0, t0 + 60s);
  BOOST_CHECK(circuit.away_since() == t0);
  circuit.on_read(true, t0 + 61s, t0 + 61s);
  BOOST_CHECK(!circuit.away_since());
}

BOOST_AUTO_TEST_SUITE_END()
