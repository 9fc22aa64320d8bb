#include "pressrun/core/run_control.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_control)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

constexpr Stop all_reasons[] = {Stop::journal,     Stop::unauthorized, Stop::account,      Stop::max_credits,
                                Stop::deadline,    Stop::signal,       Stop::service_away, Stop::all_lost,
                                Stop::fail_fast,   Stop::max_failures, Stop::untrusted,    Stop::source,
                                Stop::other_server};

struct Night {
  Policy policy;
  Circuit circuit{policy};
  Instant now{1h};
  WallTime midnight{500'000h};
  RunControl control{policy, Deadline{now + 6h, midnight + 6h}, false};

  [[nodiscard]] RunSigns signs(int signals = 0) const {
    RunSigns made;
    made.now = now;
    made.wall = midnight + std::chrono::duration_cast<std::chrono::milliseconds>(now - Instant{1h});
    made.signals = signals;
    made.work_left = true;
    return made;
  }
  void look(int signals = 0) { control.look(signs(signals), circuit); }
  [[nodiscard]] Stop first() const {
    return control.stops().empty() ? Stop::none : control.stops().front().why;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(nothing_stops_a_run_where_all_is_well, Night) {
  look();
  BOOST_CHECK(first() == Stop::none);
  BOOST_TEST(control.takes_in());
  BOOST_TEST(control.submits());
  BOOST_TEST(!control.draining());
}

BOOST_AUTO_TEST_CASE(after_each_reason_this_goes_on) {
  for (const Stop why : all_reasons) {
    Night night;
    night.control.stop(why, "because", night.now);
    const bool submits = why == Stop::max_credits || why == Stop::source;
    const bool polls = submits || why == Stop::account || why == Stop::fail_fast ||
                       why == Stop::max_failures || why == Stop::all_lost || why == Stop::other_server;
    BOOST_TEST_CONTEXT("reason " << static_cast<int>(why)) {
      BOOST_TEST(!night.control.takes_in());
      BOOST_TEST(night.control.submits() == submits);
      BOOST_TEST(night.control.draining() == !polls);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_reason_counts_once_and_a_worse_one_is_added, Night) {
  control.stop(Stop::max_credits, "first", now);
  control.stop(Stop::max_credits, "again", now);
  control.stop(Stop::journal, "then", now);
  BOOST_REQUIRE(control.stops().size() == 2U);
  BOOST_TEST(control.stops().front().reason == "first");
  BOOST_TEST(control.draining());
  BOOST_TEST(!control.submits());
}

BOOST_FIXTURE_TEST_CASE(answers_under_way_are_awaited_and_cut_off_once, Night) {
  look(1);
  BOOST_CHECK(first() == Stop::signal);
  BOOST_CHECK(control.drain_until() == now + policy.drain);
  BOOST_TEST(!control.cuts_off(now, 1));
  now += policy.drain;
  BOOST_TEST(control.cuts_off(now, 1));
  BOOST_TEST(!control.cuts_off(now + 1h, 2));
  BOOST_TEST(control.draining());
}

BOOST_FIXTURE_TEST_CASE(a_second_signal_cuts_them_off_at_once, Night) {
  look(1);
  BOOST_TEST(control.cuts_off(now, 2));
}

BOOST_FIXTURE_TEST_CASE(a_later_reason_does_not_lengthen_the_wait, Night) {
  look(1);
  const Instant until = control.drain_until();
  now += 3s;
  control.stop(Stop::journal, "the disk is full", now);
  BOOST_CHECK(control.drain_until() == until);
}

BOOST_FIXTURE_TEST_CASE(the_deadline_stops_only_where_work_is_left, Night) {
  now += 7h;
  RunSigns done = signs();
  done.work_left = false;
  control.look(done, circuit);
  BOOST_CHECK(first() == Stop::none);
  look();
  BOOST_CHECK(first() == Stop::deadline);
}

BOOST_FIXTURE_TEST_CASE(before_the_first_call_it_says_that_nothing_was_submitted, Night) {
  BOOST_TEST(!control.look_before_calls(signs()));
  now += 7h;
  BOOST_TEST(control.look_before_calls(signs()));
  BOOST_TEST(control.stops().front().reason == "the deadline came before anything was submitted");
}

BOOST_FIXTURE_TEST_CASE(a_service_that_is_never_there_ends_it_soon, Night) {
  for (int i = 0; i < policy.patience_at_start; ++i) {
    look();
    BOOST_CHECK(first() == Stop::none);
    circuit.on_read(false, now, now);
  }
  look();
  BOOST_CHECK(first() == Stop::service_away);
}

BOOST_FIXTURE_TEST_CASE(one_that_has_answered_before_has_the_whole_patience, Night) {
  RunControl patient{policy, {}, true};
  for (int i = 0; i < 3 * policy.patience_at_start; ++i) circuit.on_read(false, now, now);
  patient.look(signs(), circuit);
  BOOST_TEST(patient.stops().empty());
  now += policy.patience;
  patient.look(signs(), circuit);
  BOOST_TEST(!patient.stops().empty());
}

BOOST_FIXTURE_TEST_CASE(the_reason_names_the_trouble_that_was_told, Night) {
  BOOST_TEST(!control.note_trouble("all is well", circuit));  // the circuit is closed
  circuit.on_unknown_outcome(now);
  BOOST_TEST(control.note_trouble("no route to host", circuit));
  BOOST_TEST(!control.note_trouble("no route to host", circuit));  // told once
  now += policy.patience;
  look();
  BOOST_TEST(control.stops().front().reason == "the service could not be reached: no route to host");
}

BOOST_FIXTURE_TEST_CASE(submissions_that_are_all_lost_end_it_with_their_trouble, Night) {
  control.note_lost("a page of a firewall");
  RunSigns lost = signs();
  lost.all_lost = true;
  control.look(lost, circuit);
  BOOST_CHECK(first() == Stop::all_lost);
  BOOST_TEST(control.stops().front().reason.ends_with(": a page of a firewall"));
  BOOST_TEST(!control.submits());
  BOOST_TEST(!control.draining());
}

BOOST_FIXTURE_TEST_CASE(it_looks_again_for_the_deadline_and_for_a_service_that_is_away, Night) {
  RunControl endless{policy, {}, false};
  BOOST_CHECK(endless.next_look(now, circuit) == Instant::max());
  BOOST_CHECK(control.next_look(now, circuit) == now + 15s);
  circuit.on_unknown_outcome(now);
  BOOST_CHECK(endless.next_look(now, circuit) == now + policy.patience);
  endless.stop(Stop::signal, "by a signal", now);
  BOOST_CHECK(endless.next_look(now, circuit) == Instant::max());
}

BOOST_AUTO_TEST_SUITE_END()
