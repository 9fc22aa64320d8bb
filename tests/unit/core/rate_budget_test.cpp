#include "pressrun/core/rate_budget.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(rate_budget)

using namespace pressrun;

namespace {

const Instant start{std::chrono::hours{1}};

/// Departures of a caller who always has something to send.
std::vector<Instant> departures(RateBudget& budget, Tier tier, int calls, Instant from = start) {
  std::vector<Instant> left;
  Instant now = from;
  for (int i = 0; i < calls; ++i) {
    now = budget.earliest(tier, now);
    budget.depart(tier, now);
    left.push_back(now);
  }
  return left;
}

std::size_t most_in_any(const std::vector<Instant>& calls, Duration span) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < calls.size(); ++last) {
    while (calls[last] - calls[first] >= span) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_second_sees_more_than_ten_even_with_jitter_on_the_way) {
  RateBudget budget{Policy{}};
  std::vector<Instant> arrivals = departures(budget, Tier::none, 500);
  std::mt19937 random{7};
  for (Instant& at : arrivals) at += std::chrono::milliseconds{random() % 50};
  std::ranges::sort(arrivals);
  BOOST_TEST(most_in_any(arrivals, std::chrono::seconds{1}) <= 10U);
}

BOOST_AUTO_TEST_CASE(the_ceiling_is_approached_as_far_as_latencies_allow) {
  std::mt19937 random{7};
  for (const unsigned jitter : {1U, 20U, 40U}) {
    RateBudget budget{Policy{}};
    for (int i = 0; i < 64; ++i)
      budget.took(Tier::polling, std::chrono::milliseconds{80 + random() % jitter});
    std::vector<Instant> arrivals = departures(budget, Tier::none, 2000);
    const double seconds = std::chrono::duration<double>(arrivals.back() - arrivals.front()).count();
    BOOST_TEST_CONTEXT(jitter) { BOOST_TEST(2000 / seconds > 10 / (1.015 + jitter * 0.0011)); }
    for (Instant& at : arrivals) at += std::chrono::milliseconds{random() % jitter};
    std::ranges::sort(arrivals);
    BOOST_TEST(most_in_any(arrivals, std::chrono::seconds{1}) <= 10U);
  }
}

BOOST_AUTO_TEST_CASE(slow_answers_of_one_tier_do_not_slow_the_rest) {
  RateBudget budget{Policy{}};
  std::mt19937 random{7};
  for (int i = 0; i < 64; ++i) {
    budget.took(Tier::none, std::chrono::milliseconds{80 + random() % 400});
    budget.took(Tier::polling, std::chrono::milliseconds{80});
  }
  const auto left = departures(budget, Tier::none, 500);
  BOOST_TEST(500 / std::chrono::duration<double>(left.back() - left.front()).count() > 9.85);
}

BOOST_AUTO_TEST_CASE(a_busy_caller_gets_more_than_nine_calls_a_second) {
  RateBudget budget{Policy{}};
  const auto left = departures(budget, Tier::none, 200);
  const double seconds = std::chrono::duration<double>(left.back() - left.front()).count();
  BOOST_TEST(200 / seconds > 9.0);
}

BOOST_AUTO_TEST_CASE(a_pause_earns_a_small_burst_and_no_more) {
  RateBudget budget{Policy{}};
  departures(budget, Tier::none, 10);
  const Instant later = start + std::chrono::minutes{1};
  const auto left = departures(budget, Tier::none, 3, later);
  BOOST_CHECK(left[1] == later);
  BOOST_CHECK(left[2] > later);
}

BOOST_AUTO_TEST_CASE(every_tier_draws_on_the_one_ceiling) {
  RateBudget budget{Policy{}};
  std::vector<Instant> all;
  Instant now = start;
  for (int i = 0; i < 90; ++i) {
    const Tier tier = i % 3 == 0 ? Tier::polling : i % 3 == 1 ? Tier::none : Tier::read;
    now = budget.earliest(tier, now);
    budget.depart(tier, now);
    all.push_back(now);
  }
  BOOST_TEST(most_in_any(all, std::chrono::seconds{1}) <= 10U);
}

BOOST_AUTO_TEST_CASE(reads_keep_to_their_minute_window) {
  RateBudget budget{Policy{}};
  BOOST_TEST(most_in_any(departures(budget, Tier::read, 400), std::chrono::minutes{1}) == 120U);
}

BOOST_AUTO_TEST_CASE(polls_keep_to_their_hour_window) {
  RateBudget budget{Policy{}};
  BOOST_TEST(most_in_any(departures(budget, Tier::polling, 40'000), std::chrono::hours{1}) == 18'000U);
}

BOOST_AUTO_TEST_CASE(processes_that_share_a_budget_keep_one_ceiling) {
  RateBudget one{Policy{}};
  RateBudget other{Policy{}};
  std::vector<Instant> all;
  Instant now = start;
  std::mt19937 random{3};
  while (all.size() < 400) {
    RateBudget& mine = random() % 2 == 0 ? one : other;
    RateBudget& theirs = &mine == &one ? other : one;
    now = mine.earliest(Tier::none, now);
    mine.depart(Tier::none, now);
    all.push_back(now);
    for (const BookedCall& call : mine.take_booked()) theirs.departs_elsewhere(call);
  }
  BOOST_TEST(most_in_any(all, std::chrono::seconds{1}) <= 10U);
  BOOST_TEST(400 / std::chrono::duration<double>(all.back() - all.front()).count() > 9.0);
}

BOOST_AUTO_TEST_CASE(who_booked_last_gives_the_others_the_start) {
  const Policy policy;
  RateBudget budget{policy};
  budget.depart(Tier::none, start);
  BOOST_CHECK(budget.lead(start) == policy.lead);  // nobody else is there
  budget.departs_elsewhere({Tier::none, start});
  BOOST_CHECK(budget.lead(start) == policy.lead);
  budget.depart(Tier::none, start);
  BOOST_CHECK(budget.lead(start) < policy.lead);
  BOOST_CHECK(budget.lead(start + std::chrono::minutes{1}) == policy.lead);
}

BOOST_AUTO_TEST_CASE(calls_of_a_foreign_client_are_noticed_and_yielded_to) {
  const auto makespan = [](int foreign_a_call) {
    RateBudget budget{Policy{}};
    Instant now = start;
    int remaining = 600;
    for (int i = 0; i < 100; ++i) {
      now = budget.earliest(Tier::polling, now);
      budget.depart(Tier::polling, now);
      remaining -= 1 + foreign_a_call;
      budget.came_back(Tier::polling);
      budget.correct(Tier::polling, {600, remaining, std::chrono::minutes{1} - (now - start)}, now);
    }
    BOOST_TEST(budget.foreign_calls() == static_cast<std::uint64_t>(99 * foreign_a_call));
    return now - start;
  };
  BOOST_CHECK(makespan(1) > 1.8 * makespan(0));
}

BOOST_AUTO_TEST_CASE(what_another_process_sent_long_ago_explains_no_call_of_now) {
  RateBudget budget{Policy{}};
  budget.departs_elsewhere({Tier::polling, start});
  const auto answer = [&](int remaining, Instant now) {
    budget.depart(Tier::polling, now);
    budget.came_back(Tier::polling);
    budget.correct(Tier::polling, {600, remaining, std::chrono::minutes{1}}, now);
  };
  answer(598, start + std::chrono::milliseconds{1});
  BOOST_TEST(budget.foreign_calls() == 0U);
  answer(596, start + std::chrono::minutes{5});  // two, of which we know one
  BOOST_TEST(budget.foreign_calls() == 0U);      // another minute: nothing to compare with
  answer(594, start + std::chrono::minutes{5} + std::chrono::seconds{1});
  BOOST_TEST(budget.foreign_calls() == 1U);
}

BOOST_AUTO_TEST_CASE(our_own_calls_under_way_are_not_taken_for_foreign_ones) {
  RateBudget budget{Policy{}};
  for (int i = 0; i < 3; ++i) budget.depart(Tier::polling, start);
  budget.departs_elsewhere({Tier::polling, start});
  int remaining = 600;
  for (int i = 0; i < 3; ++i) {  // the server counts each as it answers, and the fourth before the last
    remaining -= i == 2 ? 2 : 1;
    budget.came_back(Tier::polling);
    budget.correct(Tier::polling, {600, remaining, std::chrono::minutes{1}}, start);
  }
  BOOST_TEST(budget.foreign_calls() == 0U);
}

BOOST_AUTO_TEST_CASE(retry_after_closes_its_tier_alone) {
  RateBudget budget{Policy{}};
  budget.hold(Tier::polling, start + std::chrono::seconds{1700});
  BOOST_CHECK(budget.earliest(Tier::polling, start) == start + std::chrono::seconds{1700});
  BOOST_CHECK(budget.earliest(Tier::none, start) == start);
}

BOOST_AUTO_TEST_CASE(headers_that_leave_nothing_close_the_tier_until_the_reset) {
  RateBudget budget{Policy{}};
  budget.correct(Tier::polling, {600, 1, std::chrono::seconds{40}}, start);
  departures(budget, Tier::polling, 1);
  BOOST_CHECK(budget.earliest(Tier::polling, start) > start + std::chrono::seconds{39});
  BOOST_CHECK(budget.earliest(Tier::polling, start + std::chrono::seconds{60}) ==
              start + std::chrono::seconds{60});
}

BOOST_AUTO_TEST_CASE(an_overtaken_answer_does_not_reopen_the_tier) {
  RateBudget budget{Policy{}};
  budget.correct(Tier::polling, {600, 0, std::chrono::seconds{40}}, start);
  budget.correct(Tier::polling, {600, 5, std::chrono::seconds{40}}, start);
  BOOST_CHECK(budget.earliest(Tier::polling, start) > start + std::chrono::seconds{39});
}

BOOST_AUTO_TEST_CASE(a_bare_429_halves_the_pace_once_a_window_and_it_comes_back) {
  RateBudget budget{Policy{}};
  budget.slow_down(start);
  budget.slow_down(start + std::chrono::milliseconds{10});
  BOOST_TEST(budget.pace(start + std::chrono::milliseconds{10}) > 0.49);
  BOOST_TEST(budget.pace(start) == 0.5);
  budget.slow_down(start + std::chrono::seconds{2});
  BOOST_TEST(budget.pace(start + std::chrono::seconds{2}) < 0.31);
  BOOST_TEST(budget.pace(start + std::chrono::minutes{1}) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_late_departure_counts_from_when_it_left) {
  RateBudget budget{Policy{}};
  std::vector<Instant> left;
  Instant now = start;
  for (int i = 0; i < 60; ++i) {
    const Instant booked = budget.earliest(Tier::none, now);
    budget.depart(Tier::none, booked);
    const Instant really = i % 10 == 0 ? booked + std::chrono::milliseconds{90} : booked;
    if (really > booked) budget.departed_late(booked, really);
    left.push_back(really);
    now = std::max(booked, now);
  }
  std::ranges::sort(left);
  BOOST_TEST(most_in_any(left, std::chrono::seconds{1}) <= 10U);
}

BOOST_AUTO_TEST_CASE(a_raised_rate_raises_the_tiers_along) {
  Policy policy;
  policy.rate_calls = 100;
  RateBudget budget{policy};
  BOOST_TEST(most_in_any(departures(budget, Tier::polling, 2000), std::chrono::seconds{1}) > 90U);
}

BOOST_AUTO_TEST_CASE(what_a_429_closes_whatever_was_called) {
  const Policy policy;
  const Duration asked = std::chrono::minutes{28};
  const Trouble with_wait{TroubleKind::throttled, {}, asked};
  const Trouble without{TroubleKind::throttled, {}, {}};
  const Trouble bare{TroubleKind::bare_429, {}, {}};
  for (const Tier tier : {Tier::none, Tier::polling, Tier::read}) {
    RateBudget held{policy};
    held.answered(tier, {{}, {}, &with_wait}, start);
    BOOST_CHECK(held.earliest(tier, start) == start + asked);
    BOOST_CHECK(held.earliest(Tier::write, start) == start);  // the other tiers go on
    RateBudget usual{policy};
    usual.answered(tier, {{}, {}, &without}, start);
    BOOST_CHECK(usual.earliest(tier, start) == start + policy.backoff_first);
    RateBudget slowed{policy};
    slowed.answered(tier, {{}, {}, &bare}, start);
    BOOST_TEST(slowed.pace(start) == 0.5);
    const bool all_wait = slowed.earliest(Tier::write, start) == start + policy.bare_429_probe;
    BOOST_TEST(all_wait == (tier != Tier::none));  // of a submission core/account says what it means
  }
}

BOOST_AUTO_TEST_CASE(an_answer_without_trouble_corrects_and_closes_nothing) {
  RateBudget budget{Policy{}};
  budget.depart(Tier::polling, start);
  budget.answered(Tier::polling, {RateReading{600, 0, std::chrono::seconds{40}}, {}, nullptr}, start);
  BOOST_CHECK(budget.earliest(Tier::polling, start) > start + std::chrono::seconds{39});
  BOOST_TEST(budget.pace(start) == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
