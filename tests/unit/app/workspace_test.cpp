#include "pressrun/app/workspace.hpp"

#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

#include <charconv>

BOOST_AUTO_TEST_SUITE(workspace)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;
using app::Stop;

namespace {

std::size_t query(const std::string& target, const std::string& key, std::size_t otherwise) {
  const std::size_t at = target.find(key + "=");
  if (at == std::string::npos) return otherwise;
  std::size_t value = 0;
  std::from_chars(target.data() + at + key.size() + 1, target.data() + target.size(), value);
  return value;
}

/// Projects p`first` to p`last` - 1 as the API lists them.
std::string projects(std::size_t first, std::size_t last) {
  std::string items;
  for (std::size_t i = first; i < last; ++i) {
    const std::string n = std::to_string(i);
    items +=
        (items.empty() ? "" : ",") + std::string(R"({"id":"p)") + n + R"(","name":"Project )" + n + "\"}";
  }
  return "[" + items + "]";
}

/// A workspace of `total` projects that shows `size` of them at a time.
std::function<HttpOutcome(const std::string&, std::size_t)> paged(std::size_t total, std::size_t size) {
  return [=](const std::string& target, std::size_t) {
    const std::size_t per_page = query(target, "per_page", size);
    const std::size_t first = (query(target, "page", 1) - 1) * per_page;
    return reply(200, projects(first, std::min(total, first + per_page)),
                 {{"X-Total-Count", std::to_string(total)}});
  };
}

HttpOutcome throttled() {
  return reply(429, R"({"id":"request_rate_limited","message":"no"})", {{"Retry-After", "1700"}});
}

/// One after the other; the last again and again.
std::function<HttpOutcome(const std::string&, std::size_t)> in_turn(std::vector<HttpOutcome> answers) {
  return [answers = std::move(answers)](const std::string&, std::size_t number) {
    return answers[std::min(number, answers.size()) - 1];
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_api_that_does_not_page_is_asked_once) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) { return reply(200, projects(0, 70)); };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 70U);
  BOOST_TEST(listed.items.front().name == "Project 0");
  BOOST_TEST(listed.calls.read == 1U);
  BOOST_TEST(listed.missing == 0U);
  BOOST_CHECK(listed.stop == Stop::none);
  BOOST_TEST(world.transport.asked == std::vector<std::string>{"/projects"});
}

BOOST_AUTO_TEST_CASE(an_api_that_pages_is_followed_to_the_end) {
  Reads world;
  world.transport.answer = paged(23, 10);
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 23U);
  BOOST_TEST(listed.items.back().id == "p22");
  BOOST_TEST(world.transport.asked == (std::vector<std::string>{"/projects", "/projects?page=2&per_page=10",
                                                                "/projects?page=3&per_page=10"}));
}

BOOST_AUTO_TEST_CASE(a_full_last_page_needs_no_further_call) {
  Reads world;
  world.transport.answer = paged(20, 10);
  BOOST_TEST(world.read(app::read_projects).items.size() == 20U);
  BOOST_TEST(world.transport.asked.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_server_that_repeats_its_first_page_is_not_asked_for_ever) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(200, projects(0, 10), {{"X-Total-Count", "50"}});
  };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 10U);
  BOOST_TEST(listed.missing == 40U);
  BOOST_TEST(listed.calls.read == 2U);
}

BOOST_AUTO_TEST_CASE(a_total_without_items_ends_the_listing) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(200, "[]", {{"X-Total-Count", "5"}});
  };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.empty());
  BOOST_TEST(listed.missing == 5U);
  BOOST_TEST(listed.calls.read == 1U);
}

BOOST_AUTO_TEST_CASE(a_listing_without_end_is_left_after_a_thousand_pages) {
  Reads world;
  world.transport.answer = paged(1'000'000, 3);
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 3000U);
  BOOST_TEST(listed.missing == 997'000U);
  BOOST_TEST(listed.calls.read == 1000U);
}

BOOST_AUTO_TEST_CASE(an_item_that_moved_to_the_next_page_is_listed_once) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t number) {
    return reply(200, number == 1 ? projects(0, 3) : projects(2, 4), {{"X-Total-Count", "4"}});
  };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 4U);
  BOOST_TEST(listed.items[2].id == "p2");
  BOOST_TEST(listed.items[3].id == "p3");
}

BOOST_AUTO_TEST_CASE(an_unreadable_item_is_counted_and_not_asked_for_again) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(200, R"([{"id":"p1","name":"One"},7])", {{"X-Total-Count", "2"}});
  };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 1U);
  BOOST_TEST(listed.missing == 0U);
  BOOST_TEST(listed.calls.read == 1U);
}

BOOST_AUTO_TEST_CASE(trouble_in_the_middle_is_waited_out) {
  Reads world;
  const auto pages = paged(23, 10);
  world.transport.answer = [&](const std::string& target, std::size_t number) -> HttpOutcome {
    if (number == 2) return reply(503, "<html>");
    if (number == 3) return reply(200, "[{");
    if (number == 4) return TransportFailure{TransportError::timeout, true, "slow"};
    return pages(target, number);
  };
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 23U);
  BOOST_TEST(listed.calls.read == 6U);
  BOOST_CHECK(world.elapsed() > 3s);
}

BOOST_AUTO_TEST_CASE(a_service_that_is_not_there_is_given_up_soon) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return TransportFailure{TransportError::refused, false, "connection refused"};
  };
  const auto listed = world.read(app::read_fonts);
  BOOST_CHECK(listed.stop == Stop::service_away);
  BOOST_TEST(listed.reason == "connection refused");
  BOOST_TEST(listed.calls.read == 4U);
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_at_once) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"Unauthorized: invalid API key."})");
  };
  const auto listed = world.read(app::list_designs);
  BOOST_CHECK(listed.stop == Stop::unauthorized);
  BOOST_TEST(listed.reason == "the API refuses the key: Unauthorized: invalid API key.");
  BOOST_TEST(listed.calls.read == 1U);
}

BOOST_AUTO_TEST_CASE(a_call_that_the_api_refuses_keeps_the_apis_words) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(429, R"({"id":"feature_not_in_plan","message":"No fonts for you."})");
  };
  const auto listed = world.read(app::read_fonts);
  BOOST_CHECK(listed.stop == Stop::none);
  BOOST_REQUIRE(listed.refusal.has_value());
  BOOST_TEST(listed.refusal->message == "No fonts for you.");
}

BOOST_AUTO_TEST_CASE(a_wait_that_the_api_asks_for_is_kept_and_told) {
  Reads world;
  world.transport.answer = in_turn({throttled(), reply(200, projects(0, 1))});
  const auto listed = world.read(app::read_projects);
  BOOST_TEST(listed.items.size() == 1U);
  BOOST_TEST(listed.calls.rate_limited == 1U);
  BOOST_CHECK(world.elapsed() >= 1700s);
  BOOST_TEST(world.progress.said == std::vector<std::string>{"rate limited: the API asks to wait 28m 20s"});
}

BOOST_AUTO_TEST_CASE(a_ceiling_that_stays_full_is_given_up_some_time) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) { return reply(429, ""); };
  const auto listed = world.read(app::read_projects);
  BOOST_CHECK(listed.stop == Stop::service_away);
  BOOST_CHECK(world.elapsed() >= world.options.policy.patience);
  BOOST_CHECK(world.elapsed() < 2 * world.options.policy.patience);
}

BOOST_AUTO_TEST_CASE(a_signal_cuts_a_long_wait_short) {
  Reads world;
  world.transport.answer = [&](const std::string&, std::size_t) { return throttled(); };
  world.watch = [&](Duration) { world.shutdown.request(); };
  const auto listed = world.read(app::read_projects);
  BOOST_CHECK(listed.stop == Stop::signal);
  BOOST_TEST(listed.calls.read == 1U);
  world.shutdown.request();  // nobody listens any more
}

BOOST_AUTO_TEST_CASE(the_deadline_cuts_a_long_wait_short) {
  Reads world;
  world.options.deadline.at = world.began + 10s;
  world.transport.answer = [](const std::string&, std::size_t) { return throttled(); };
  BOOST_CHECK(world.read(app::read_projects).stop == Stop::deadline);
  BOOST_CHECK(world.elapsed() == 10s);
}

BOOST_AUTO_TEST_CASE(designs_and_fonts_come_from_their_own_listings) {
  Reads world;
  world.transport.answer = in_turn({reply(200, R"([{"id":"d","name":"Kite sale","type":"static"}])"),
                                    reply(200, R"([{"id":"f","name":"Inter","type":"google"}])")});
  BOOST_TEST(world.read(app::list_designs).items.at(0).name == "Kite sale");
  BOOST_TEST(world.read(app::read_fonts).items.at(0).name == "Inter");
  BOOST_TEST(world.transport.asked == (std::vector<std::string>{"/designs", "/fonts"}));
}

BOOST_AUTO_TEST_CASE(a_balance_is_read_where_the_api_tells_it) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(200, R"({"generation_credits":{"available":12,"extra":3}})");
  };
  const auto reading = world.read(app::read_balance);
  BOOST_REQUIRE(reading.balance.has_value());
  BOOST_TEST(reading.balance->available.value() == 12);
  BOOST_TEST(reading.balance->extra == 3);
  BOOST_TEST(world.transport.asked == std::vector<std::string>{"/credits"});
}

BOOST_AUTO_TEST_CASE(an_api_without_balance_is_no_trouble) {
  Reads world;
  world.transport.answer = [](const std::string&, std::size_t) {
    return reply(404, R"({"id":"endpoint_not_found","message":"no"})");
  };
  const auto reading = world.read(app::read_balance);
  BOOST_TEST(!reading.balance.has_value());
  BOOST_CHECK(reading.stop == Stop::none);
  BOOST_TEST(reading.calls.read == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
