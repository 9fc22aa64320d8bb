#include "pressrun/app/workspace_reading.hpp"

#include "pressrun/app/preflight.hpp"
#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;
using app::Stop;

namespace {

const DesignId hero{"11111111-1111-4111-8111-111111111111"};
const DesignId card{"22222222-2222-4222-8222-222222222222"};

std::string design(const DesignId& id, int version) {
  return R"({"id":")" + id.text + R"(","name":"n","type":"static","updated_at":)" + std::to_string(version) +
         R"(,"formats":[],"elements":[]})";
}

app::KeptDesign kept(const DesignId& id, int version, WallTime read_at) {
  app::KeptDesign made;
  made.design.id = id;
  made.design.updated_at = version;
  made.read_at = read_at;
  return made;
}

/// A workspace of two designs, both of version 7 now.
HttpOutcome workspace(const std::string& target, std::size_t) {
  if (target.starts_with("/designs/" + hero.text)) return reply(200, design(hero, 7));
  if (target.starts_with("/designs/" + card.text)) return reply(200, design(card, 7));
  if (target == "/designs") return reply(200, "[" + design(hero, 7) + "," + design(card, 7) + "]");
  if (target.starts_with("/fonts")) return reply(200, R"([{"id":"f","name":"Lora","type":"google"}])");
  return reply(404, R"({"id":"endpoint_not_found","message":"no such route"})");
}

struct WorkspaceFixture : Reads {
  WorkspaceFixture() {
    transport.answer = workspace;
    request.wanted = [](const std::vector<ListedDesign>&) { return std::vector{hero, card}; };
  }

  app::WorkspaceReading reading() {
    std::optional<app::WorkspaceReading> result;
    app::Deps deps{context.get_executor(), clock, transport, budget, progress, shutdown, "key", {}, {}};
    asio::co_spawn(context, app::ask_workspace(request, options, deps),
                   [&](const std::exception_ptr& error, app::WorkspaceReading value) {
                     if (error) std::rethrow_exception(error);
                     result.emplace(std::move(value));
                   });
    clock.run([] { return false; });
    return std::move(result).value();
  }

  app::WorkspaceQuestions request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(workspace_reading, WorkspaceFixture)

/// A clock that runs ahead would make an edit seem to be older than the read before it.
BOOST_AUTO_TEST_CASE(a_read_is_dated_by_the_apis_clock_where_it_says) {
  Design read;
  read.id = hero;
  const WallTime ours{1h};
  BOOST_CHECK(app::reading_of(read, ours).at == ours);
  read.answered_at = WallTime{5min};
  BOOST_CHECK(app::reading_of(read, ours).at == WallTime{5min});
}

BOOST_AUTO_TEST_CASE(without_kept_designs_each_is_read_once) {
  const app::WorkspaceReading found = reading();
  BOOST_TEST(found.designs.size() == 2U);
  BOOST_CHECK(found.read == (std::vector{hero, card}));
  BOOST_TEST(transport.asked.size() == 2U);
  BOOST_TEST(found.calls.read == 2U);
}

BOOST_AUTO_TEST_CASE(kept_designs_cost_one_listing) {
  const WallTime now = clock.wall_now();
  request.kept = {kept(hero, 7, now - 1h), kept(card, 7, now - 1h)};
  const app::WorkspaceReading found = reading();
  BOOST_TEST(found.designs.size() == 2U);
  BOOST_TEST(found.read.empty());
  BOOST_CHECK(transport.asked == std::vector<std::string>{"/designs"});
}

BOOST_AUTO_TEST_CASE(only_what_changed_is_read_again) {
  const WallTime now = clock.wall_now();
  request.kept = {kept(hero, 6, now - 1h), kept(card, 7, now - 1h)};
  const app::WorkspaceReading found = reading();
  BOOST_CHECK(found.read == std::vector{hero});
  BOOST_TEST(transport.asked.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_design_that_the_listing_does_not_show_is_read) {
  request.kept = {kept(hero, 7, clock.wall_now() - 1h), kept(card, 7, clock.wall_now() - 1h)};
  transport.answer = [](const std::string& target, std::size_t number) {
    return target == "/designs" ? reply(200, "[" + design(hero, 7) + "]") : workspace(target, number);
  };
  BOOST_CHECK(reading().read == std::vector{card});
}

BOOST_AUTO_TEST_CASE(a_listing_that_is_refused_costs_no_design) {
  request.kept = {kept(hero, 7, clock.wall_now() - 1h)};
  transport.answer = [](const std::string& target, std::size_t number) {
    return target == "/designs" ? reply(400, R"({"id":"invalid_payload","message":"no"})")
                                : workspace(target, number);
  };
  const app::WorkspaceReading found = reading();
  BOOST_TEST(found.designs.size() == 2U);
  BOOST_TEST(!found.refusal.has_value());  // only names need the listing
}

BOOST_AUTO_TEST_CASE(a_design_that_is_gone_does_not_keep_the_others_from_being_read) {
  transport.answer = [](const std::string& target, std::size_t number) {
    return target.starts_with("/designs/" + hero.text)
               ? reply(404, R"({"id":"template_not_found","message":"Design not found."})")
               : workspace(target, number);
  };
  const app::WorkspaceReading found = reading();
  BOOST_TEST(found.designs.size() == 1U);
  BOOST_REQUIRE(found.unusable.size() == 1U);
  BOOST_CHECK(found.unusable[0].first == hero);
  BOOST_TEST(found.unusable[0].second.id == "template_not_found");
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_at_the_first_call) {
  transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"Unauthorized"})");
  };
  request.fonts = true;
  const app::WorkspaceReading found = reading();
  BOOST_CHECK(found.stop == Stop::unauthorized);
  BOOST_TEST(transport.asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(fonts_and_the_balance_are_read_where_they_are_wanted) {
  request.fonts = true;
  request.balance = true;
  const app::WorkspaceReading found = reading();
  BOOST_TEST(found.fonts.value().size() == 1U);
  BOOST_TEST(!found.balance.has_value());  // this API does not tell
  BOOST_CHECK(found.stop == Stop::none);
}

BOOST_AUTO_TEST_CASE(a_kept_design_stands_for_a_day_at_most_and_never_for_one_of_the_future) {
  const WallTime now = clock.wall_now();
  const std::vector<ListedDesign> listing{{hero, "n", DesignType::static_, 7, "", ""}};
  BOOST_TEST(app::is_current(kept(hero, 7, now), listing, now));
  BOOST_TEST(app::is_current(kept(hero, 7, now - 23h), listing, now));
  BOOST_TEST(!app::is_current(kept(hero, 7, now - 24h), listing, now));
  BOOST_TEST(!app::is_current(kept(hero, 7, now + 1h), listing, now));
  BOOST_TEST(!app::is_current(kept(hero, 8, now), listing, now));
  app::KeptDesign undated = kept(hero, 7, now);
  undated.design.updated_at.reset();
  BOOST_TEST(!app::is_current(undated, listing, now));
}

BOOST_AUTO_TEST_SUITE_END()
