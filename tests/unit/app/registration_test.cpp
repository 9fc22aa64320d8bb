#include "app/registration.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(registration)

using namespace pressrun;
using namespace pressrun::test;

namespace {

Row row(const std::string& key, const std::string& title, Formats formats = {"facebook-feed"}) {
  return {key, 0, title, std::move(formats)};
}

struct Nights : RunWorld {
  /// A night that buys the one content that the manifest asks for.
  void buy() {
    RunParts parts{*this};
    parts.prepare();
    parts.submitted();
    transport.answer = [](const std::string&, std::size_t) { return RunParts::delivers(RunParts::first_id); };
    ask(parts.scheduler.run());
  }
};

const app::Workload& load_of(RunParts& parts) {
  parts.prepare();
  return parts.campaigns[0].load;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(equal_jobs_are_one_purchase_and_all_are_counted, RunWorld) {
  add({row("a", "same"), row("b", "same"), row("c", "other")});
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_TEST(load.jobs == 3U);
  BOOST_TEST(load.wanted.size() == 2U);
  BOOST_TEST(load.jobs_by_status.at(static_cast<std::size_t>(JobStatus::planned)) == 3);
  BOOST_TEST(load.complete);
}

BOOST_FIXTURE_TEST_CASE(the_formats_of_equal_jobs_are_bought_together, RunWorld) {
  add({row("a", "same", {"facebook-feed"}), row("b", "same", {"instagram-post"})});
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_REQUIRE(load.wanted.size() == 1U);
  BOOST_CHECK((parts.sets[load.wanted.front().formats] == Formats{"facebook-feed", "instagram-post"}));
  BOOST_TEST(load.wanted.front().position == 0U);
}

BOOST_FIXTURE_TEST_CASE(what_is_kept_when_outdated_is_a_want_of_its_own, RunWorld) {
  Row kept = row("b", "same");
  kept.keep_outdated = true;
  add({row("a", "same"), kept});
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_REQUIRE(load.wanted.size() == 2U);
  BOOST_TEST(!load.wanted[0].keep_outdated);
  BOOST_TEST(load.wanted[1].keep_outdated);
}

BOOST_FIXTURE_TEST_CASE(what_is_there_is_wanted_no_more, Nights) {
  add({row("a", "same", {"facebook-feed", "instagram-post"})});
  buy();
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_TEST(load.wanted.empty());
  BOOST_TEST(load.unchanged == 1U);
  BOOST_TEST(load.jobs_by_status.at(static_cast<std::size_t>(JobStatus::succeeded)) == 1);
}

BOOST_FIXTURE_TEST_CASE(another_key_and_another_order_of_rows_find_what_was_bought, Nights) {
  add({row("a", "first", {"facebook-feed", "instagram-post"})});
  buy();
  sources.front().edit({row("b", "second"), row("renamed", "first", {"instagram-post", "facebook-feed"})});
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_REQUIRE(load.wanted.size() == 1U);
  BOOST_TEST(load.wanted.front().position == 0U);
}

BOOST_FIXTURE_TEST_CASE(jobs_that_are_not_selected_are_registered_and_not_wanted, RunWorld) {
  app::Campaign& campaign = add({row("a", "first"), row("b", "second")});
  campaign.selected = [](const Job& job, JobStatus) { return job.key.text.ends_with("b"); };
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_TEST(load.jobs == 2U);
  BOOST_REQUIRE(load.wanted.size() == 1U);
  BOOST_TEST(load.wanted.front().position == 1U);
  BOOST_TEST(journals.front().durable().jobs_of(parts.campaigns[0].record.campaign).size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(an_order_buys_what_is_there_once_for_all_equal_jobs, Nights) {
  add({row("a", "same", {"facebook-feed", "instagram-post"}),
       row("b", "same", {"facebook-feed", "instagram-post"})});
  buy();
  options.force = true;
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_TEST(load.wanted.size() == 1U);
  std::size_t orders = 0;
  for (const auto& [key, content] : journals.front().durable().contents)
    orders += content.record.orders.size();
  BOOST_TEST(orders == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_waits_beyond_the_room_is_built_again_when_its_turn_comes, RunWorld) {
  add(plain_rows(40, true));
  options.most_held_bytes = 1;
  RunParts parts{*this};
  const app::Workload& load = load_of(parts);
  BOOST_TEST(load.wanted.size() == 40U);
  BOOST_TEST(load.held.empty());
  std::size_t handed_out = 0;
  while (parts.campaigns.next_wanted()) ++handed_out;
  BOOST_TEST(handed_out == 40U);
}

BOOST_AUTO_TEST_CASE(sets_of_formats_and_digests_are_numbered_as_they_come) {
  app::FormatSets sets;
  BOOST_TEST(sets.number_of({"a", "b"}) == 0U);
  BOOST_TEST(sets.number_of({"b"}) == 1U);
  BOOST_TEST(sets.number_of({"a", "b"}) == 0U);
  BOOST_CHECK(sets[1] == Formats{"b"});

  app::DigestNumbers digests;
  for (std::uint64_t i = 0; i < 1000; ++i) digests.add({i, i * 7});
  BOOST_CHECK(digests.find({999, 6993}) == std::optional<std::uint32_t>{999});
  BOOST_CHECK(digests.find({999, 6994}) == std::nullopt);
}

BOOST_AUTO_TEST_SUITE_END()
