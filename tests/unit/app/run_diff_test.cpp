#include "pressrun/app/run_diff.hpp"

#include "pressrun/app/declined.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(run_diffs)

using namespace pressrun;
using namespace pressrun::app;
using namespace std::chrono_literals;

namespace {

const WallTime noon{std::chrono::hours{12}};

std::vector<RunRecord> runs_of(const std::vector<std::string>& ids) {
  std::vector<RunRecord> runs;
  for (const std::string& id : ids) {
    RunRecord run;
    run.id = RunId{id};
    run.number = static_cast<std::int64_t>(ids.size() - runs.size());
    runs.push_back(std::move(run));
  }
  return runs;
}

Asset asset(const std::string& format, const std::string& id) {
  Asset made;
  made.format = format;
  made.id = id;
  made.url = "https://files.test/" + id + ".png";
  return made;
}

JobThen then(char content, std::vector<Asset> assets, WallTime as_of = noon) {
  JobThen made;
  made.content.bytes.fill(static_cast<std::uint8_t>(content));
  made.content_text = std::string{R"({"body":{"elements":{"title":{"payload":")"} + content + R"("}}}})";
  made.assets = std::move(assets);
  made.as_of = as_of;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(runs_are_named_by_id_by_its_beginning_and_from_the_last_one_on) {
  const auto runs = runs_of({"b1c2", "a9f0", "a1b2"});
  BOOST_TEST(run_named("last", runs).id.text == "b1c2");
  BOOST_TEST(run_named("last-2", runs).id.text == "a1b2");
  BOOST_TEST(run_named("b", runs).id.text == "b1c2");
  BOOST_TEST(run_named("a9f0", runs).id.text == "a9f0");
  for (const char* none : {"", "a", "c", "last-3", "last-", "last-x", "last-99999999999999999999", "b1c2d"})
    BOOST_TEST_CONTEXT(none) { BOOST_CHECK_THROW(run_named(none, runs), Declined); }
}

BOOST_AUTO_TEST_CASE(a_job_is_new_gone_changed_or_made_again) {
  const auto kind = [](std::optional<JobThen> before, std::optional<JobThen> after) {
    return diffed({JobKey{"hero/1"}, std::move(before), std::move(after)}, nullptr).difference;
  };
  BOOST_CHECK(kind({}, then('a', {})) == JobDifference::is_new);
  BOOST_CHECK(kind(then('a', {}), {}) == JobDifference::gone);
  BOOST_CHECK(kind(then('a', {}), then('b', {})) == JobDifference::changed);
  BOOST_CHECK(kind(then('a', {asset("square", "1")}), then('a', {asset("square", "2")})) ==
              JobDifference::remade);
}

BOOST_AUTO_TEST_CASE(pictures_differ_by_format) {
  const DiffedJob job =
      diffed({JobKey{"hero/1"}, then('a', {asset("same", "1"), asset("other", "2"), asset("lost", "3")}),
              then('b', {asset("same", "1"), asset("other", "4"), asset("more", "5")})},
             nullptr);
  BOOST_REQUIRE(job.pictures.size() == 3U);
  BOOST_TEST(job.pictures[0].format == "other");
  BOOST_TEST(job.pictures[0].before->id == "2");
  BOOST_TEST(job.pictures[0].after->id == "4");
  BOOST_TEST(job.pictures[1].format == "more");
  BOOST_TEST(job.pictures[1].before == nullptr);
  BOOST_TEST(job.pictures[2].format == "lost");
  BOOST_TEST(job.pictures[2].after == nullptr);
}

BOOST_AUTO_TEST_CASE(an_edit_of_the_design_counts_where_the_pictures_lie_on_both_sides_of_it) {
  DesignState design;
  design.formats.push_back({"square", "", noon + 1h});
  const auto edited = [&](WallTime before, WallTime after) {
    return diffed({JobKey{"hero/1"}, then('a', {}, before), then('a', {}, after)}, &design).design_edited_at;
  };
  BOOST_CHECK(edited(noon, noon + 2h) == noon + 1h);
  BOOST_TEST(!edited(noon + 90min, noon + 2h).has_value());
  BOOST_TEST(!edited(noon, noon + 30min).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
