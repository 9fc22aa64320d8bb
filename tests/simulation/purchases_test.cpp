// What is bought over many nights: edits of the manifest, equal jobs, renderings that fail in every way. The
// API's own books are counted.
#include "simulation/manifest_edits.hpp"
#include "simulation/world.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace pressrun;
using namespace pressrun::test;

namespace {

using namespace std::chrono_literals;

WorldPlan quiet() {
  WorldPlan plan;
  plan.scenario = simulator::default_scenario();
  return plan;
}

WorldPlan with_rows(std::vector<Row> rows) {
  WorldPlan plan = quiet();
  plan.manifests = {{"night", std::move(rows)}};
  return plan;
}

Row hero(const std::string& key, const std::string& title, Formats formats = {"facebook-feed"}) {
  return {key, 0, "hero/" + title, std::move(formats)};
}

/// Fifty rows with one and the same body.
std::vector<Row> fifty_equal(const Formats& formats) {
  std::vector<Row> rows;
  for (int i = 0; i < 50; ++i) rows.push_back(hero(std::to_string(i), "same", formats));
  return rows;
}

void expect_no_complaints(const World& world) {
  for (const Complaint& complaint : world.complaints()) BOOST_ERROR(complaint);
}

/// How often each content was made in each format.
std::map<std::pair<std::string, std::string>, int> made(World& world) {
  std::map<std::pair<std::string, std::string>, int> times;
  for (const simulator::Generation& generation : world.model().ledger()) {
    const DesignId design{generation.design_id};
    const std::string title = SyntheticJobs::title_in(generation.body) + " " +
                              SyntheticJobs::content_of(design, generation.body).text();
    if (generation.formats.empty()) ++times[{title, "document"}];
    for (const std::string& format : generation.formats) ++times[{title, format}];
  }
  return times;
}

std::size_t posts(World& world) { return world.model().ledger().size(); }

void sixty_nights(World& world) {
  for (int night = 0; night < 60; ++night) {
    world.run_once();
    world.wait(24h - 10min);
  }
}

/// Answers of the API that never have one of the formats.
void forget_format(HttpResponse& response, const std::string& format) {
  boost::json::error_code failed;
  boost::json::value body = boost::json::parse(response.body, failed);
  if (failed || !body.is_object() || !body.get_object().contains("banners")) return;
  auto& banners = body.get_object()["banners"].as_array();
  for (std::size_t i = banners.size(); i-- > 0;) {
    if (banners[i].at("format").at("id").as_string() == format)
      banners.erase(banners.begin() + static_cast<std::ptrdiff_t>(i));
  }
  response.body = boost::json::serialize(body);
}

WorldPlan failing(const char* reason) {
  WorldPlan plan = with_rows({hero("1", "a")});
  plan.scenario.format_failure_rate = 1;
  plan.scenario.failure_reasons = {reason};
  return plan;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(purchases)

// ---- sixty nights

BOOST_AUTO_TEST_CASE(sixty_nights_with_a_format_that_never_comes_are_two_posts) {
  World world{with_rows({hero("1", "a", {"facebook-feed", "instagram-post"})})};
  world.at_start = [](Hands& hands) {
    hands.transport.doctor = [](const HttpRequest&, HttpResponse& response) {
      forget_format(response, "instagram-post");
    };
  };
  sixty_nights(world);
  BOOST_TEST(posts(world) == 2U);
  BOOST_TEST(world.count(JobStatus::partial) == 1U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(sixty_nights_with_a_text_that_never_fits_are_one_post) {
  World world{failing("The text cannot fit within the defined space.")};
  sixty_nights(world);
  BOOST_TEST(posts(world) == 1U);
  BOOST_TEST(world.count(JobStatus::failed) == 1U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(sixty_nights_with_a_rejected_row_are_one_post) {
  World world{with_rows({hero("1", "a", {"nonsense"})})};
  std::size_t sent = 0;
  world.at_start = [&](Hands& hands) {
    hands.transport.holds_up = [&](const HttpRequest& request) {
      sent += request.method == "POST" ? 1U : 0U;
      return false;
    };
  };
  sixty_nights(world);
  BOOST_TEST(sent == 1U);
  BOOST_TEST(posts(world) == 0U);
  BOOST_TEST(world.count(JobStatus::failed) == 1U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(sixty_nights_with_an_image_host_that_stays_down_are_nine_posts) {
  World world{failing("An image could not be fetched.")};
  sixty_nights(world);
  BOOST_TEST(posts(world) == 9U);
  BOOST_TEST(world.count(JobStatus::failed) == 1U);
  expect_no_complaints(world);
}

/// Two at once for a cause that may pass, and nine in all.
BOOST_AUTO_TEST_CASE(sixty_nights_that_time_out_are_nine_posts) {
  World world{failing("The rendering timed out.")};
  world.run_once();
  BOOST_TEST(posts(world) == 3U);
  sixty_nights(world);
  BOOST_TEST(posts(world) == 9U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_users_word_begins_anew_what_was_given_up) {
  World world{failing("The text cannot fit within the defined space.")};
  world.run_once();
  world.run_once();
  BOOST_TEST(posts(world) == 1U);
  world.plan().retry_failed = true;
  world.run_once();
  BOOST_TEST(posts(world) == 2U);
  world.plan().retry_failed = false;
  world.run_once();
  BOOST_TEST(posts(world) == 2U);
  expect_no_complaints(world);
}

// ---- equal jobs

/// M1: the first rendering fails once with "timeout".
BOOST_AUTO_TEST_CASE(fifty_equal_jobs_that_meet_one_timeout_are_two_posts_within_their_limit) {
  WorldPlan plan = with_rows(fifty_equal({"facebook-feed"}));
  plan.limits.run = 1;
  plan.scenario.failure_reasons = {"The rendering timed out."};
  plan.scenario.format_failure_rate = 0.5;
  bool met = false;
  for (plan.seed = 1; plan.seed <= 30 && !met;
       ++plan.seed) {  // until the first fails, and the second does not
    World world{plan};
    world.run_once();
    BOOST_TEST(posts(world) <= 3U);
    met = posts(world) == 2U && world.count(JobStatus::succeeded) == 50U;
    expect_no_complaints(world);
  }
  BOOST_TEST(met);
}

/// M2: the first POST is answered by one enveloped 400.
BOOST_AUTO_TEST_CASE(fifty_equal_jobs_that_are_rejected_are_one_post) {
  World world{with_rows(fifty_equal({"facebook-feed"}))};
  std::size_t sent = 0;
  world.at_start = [&](Hands& hands) {
    hands.transport.meddle = [&](const HttpRequest& request) -> std::optional<HttpOutcome> {
      if (request.method != "POST" || ++sent > 1) return std::nullopt;
      HttpResponse refused;
      refused.status = 400;
      refused.body = R"({"id":"invalid_payload","message":"No.","version":"v2026-08-21"})";
      return refused;
    };
  };
  world.run_once();
  world.run_once();
  BOOST_TEST(sent == 1U);
  BOOST_TEST(posts(world) == 0U);
  BOOST_TEST(world.count(JobStatus::failed) == 50U);
  expect_no_complaints(world);
}

/// M3: one of two formats fails for all of them; the next run tries that one again, once.
BOOST_AUTO_TEST_CASE(fifty_equal_jobs_of_which_one_format_failed_are_one_more_post) {
  WorldPlan plan = with_rows(fifty_equal({"facebook-feed", "instagram-post"}));
  plan.scenario.failure_reasons = {"An image could not be fetched."};
  plan.scenario.format_failure_rate = 0.5;
  bool met = false;
  for (plan.seed = 1; plan.seed <= 30 && !met; ++plan.seed) {
    World world{plan};
    world.run_once();
    if (world.count(JobStatus::partial) != 50U) continue;
    BOOST_TEST(posts(world) == 1U);
    world.run_once();
    BOOST_TEST(posts(world) == 2U);
    BOOST_TEST(world.model().ledger().at(1).formats.size() == 1U);
    met = true;
    expect_no_complaints(world);
  }
  BOOST_TEST(met);
}

// ---- edits

/// M8 to M11: order, names and number of formats; rows; keys; entries.
BOOST_AUTO_TEST_CASE(edits_buy_only_what_is_new) {
  const Row a = hero("a", "one", {"facebook-feed", "instagram-post"});
  World world{with_rows({a, hero("b", "two")})};
  world.run_once();
  BOOST_REQUIRE(posts(world) == 2U);
  auto& rows = world.plan().manifests.at(0).rows;
  const std::vector<std::vector<Row>> free_edits{
      {hero("a", "one", {"instagram-post", "facebook-feed"}), hero("b", "two")},
      {hero("a", "one", {}), hero("b", "two")},
      {hero("a", "one"), hero("b", "two")},
      {hero("b", "two"), a},
      {hero("renamed", "one"), hero("also", "two")},
      {a, a, hero("b", "two")}};
  for (std::vector<Row> edited : free_edits) {
    for (std::size_t i = 0; i < edited.size(); ++i)
      edited[i].key += edited[i].key == "a" ? std::to_string(i) : std::string{};
    rows = edited;
    world.run_once();
    BOOST_TEST(posts(world) == 2U);
    BOOST_TEST(world.count(JobStatus::succeeded) == edited.size());
  }
  rows = {hero("a", "one", {"facebook-feed", "instagram-post"}),
          hero("b", "two", {"facebook-feed", "instagram-post"}), hero("new", "three")};
  world.run_once();
  BOOST_TEST(posts(world) == 4U);
  BOOST_TEST(world.model().ledger().at(2).formats.size() == 1U);
  for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 1);
  expect_no_complaints(world);
}

/// For any two manifests of one pool: A, then B, then A buys each content and format exactly once.
BOOST_AUTO_TEST_CASE(a_then_b_then_a_buys_each_rendition_once) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ManifestEdits people{seed};
    const std::vector<Row> a = people.draw(4 + seed % 9);
    std::vector<Row> b = seed % 2 == 0 ? people.draw(4 + seed % 7) : a;
    for (std::uint64_t i = 0; i < 1 + seed % 5; ++i) people.edit(b);
    const auto is_nonsense = [](const Row& row) {  // rejected, and so never bought
      return std::ranges::any_of(row.formats, [](const std::string& format) {
        return format == "nonsense" || format == "story" || format == "wide";
      });
    };
    std::erase_if(b, is_nonsense);
    WorldPlan plan = with_rows(a);
    plan.seed = seed;
    plan.preflight = seed % 3 != 0;
    World world{plan};
    std::set<std::pair<std::string, std::string>> wanted;
    for (const std::vector<Row>& rows : {a, b, a}) {
      world.plan().manifests.at(0).rows = rows;
      world.run_once();
      BOOST_TEST(world.count(JobStatus::succeeded) == rows.size());
      for (const Row& row : rows) {
        const SyntheticDesign& design = world.designs().at(row.design);
        for (const std::string& format : row.formats.empty() ? design.names() : row.formats)
          wanted.emplace(SyntheticJobs::content_of(row).text(), format);
      }
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      const auto times = made(world);
      for (const auto& [rendition, count] : times)
        BOOST_TEST(count == 1, rendition.first + " in " + rendition.second + ": " + std::to_string(count));
      BOOST_TEST(times.size() == wanted.size());
      expect_no_complaints(world);
    }
  }
}

/// M14: they take no account of each other but for what is bought.
BOOST_AUTO_TEST_CASE(two_manifests_on_one_journal_share_what_was_bought) {
  WorldPlan plan = quiet();
  plan.manifests = {{"one", {hero("a", "shared"), hero("b", "own")}}, {"two", {hero("a", "shared")}}};
  World world{plan};
  for (int turn = 0; turn < 3; ++turn) {
    for (std::size_t manifest = 0; manifest < 2; ++manifest) {
      world.plan().runs = {manifest};
      world.run_once();
    }
  }
  BOOST_TEST(posts(world) == 2U);
  BOOST_TEST(world.count(JobStatus::succeeded, 0) == 2U);
  BOOST_TEST(world.count(JobStatus::succeeded, 1) == 1U);
  expect_no_complaints(world);
}

/// M12, M13: another account's ids are not asked for here, and its pictures are not done there.
BOOST_AUTO_TEST_CASE(accounts_are_told_apart) {
  WorldPlan plan = with_rows({hero("a", "one"), hero("b", "two")});
  plan.deadline = 500ms;
  World world{plan};
  world.run_once();
  world.plan().deadline.reset();
  world.plan().account = 1;
  world.run_once();
  BOOST_TEST(world.model(1).ledger().size() == 2U);
  world.plan().account = 0;
  world.run_once();
  BOOST_TEST(posts(world) == 2U);
  BOOST_TEST(world.count(JobStatus::succeeded) == 2U);
  expect_no_complaints(world);
}

/// M19: what renders when its job leaves is fetched.
BOOST_AUTO_TEST_CASE(what_renders_when_its_row_is_removed_is_fetched) {
  WorldPlan plan = with_rows({hero("a", "one"), hero("b", "two")});
  plan.deadline = 900ms;
  World world{plan};
  world.run_once();
  BOOST_REQUIRE(posts(world) == 2U);
  world.plan().deadline.reset();
  world.plan().manifests.at(0).rows = {hero("a", "one")};
  world.run_once();
  std::size_t concluded = 0;
  for (const auto& [key, record] : world.books().contents)
    concluded += state_of(record.requests.at(0)) == RequestState::concluded ? 1U : 0U;
  BOOST_TEST(concluded == 2U);
  expect_no_complaints(world);
}

/// M20: an order is carried out once, though it is interrupted and given again.
BOOST_AUTO_TEST_CASE(force_that_is_interrupted_buys_nothing_twice) {
  World world{with_rows(plain_rows(10, true))};
  world.run_once();
  BOOST_REQUIRE(posts(world) == 10U);
  world.plan().force = true;
  world.plan().deadline = 1s;
  world.run_once();
  const std::size_t after = posts(world);
  BOOST_TEST(after > 10U);
  BOOST_TEST(after < 20U);
  world.plan().force = false;
  world.plan().deadline.reset();
  world.run_once();
  BOOST_TEST(posts(world) == 20U);
  world.run_once();
  BOOST_TEST(posts(world) == 20U);
  expect_no_complaints(world);
}

/// A script repeats the whole command: what the first one bought is not bought a third time.
BOOST_AUTO_TEST_CASE(force_that_is_interrupted_and_given_again_is_gone_on_with) {
  World world{with_rows(plain_rows(10, true))};
  world.run_once();
  world.plan().force = true;
  world.plan().limits.run = 8;  // four of them, at two formats each
  for (int night = 0; night < 3; ++night) world.run_once();
  BOOST_TEST(posts(world) == 20U);
  for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 2);
  world.plan().limits = {};
  world.run_once();  // that order is carried out: this is another
  BOOST_TEST(posts(world) == 30U);
  expect_no_complaints(world);
}

/// Whatever their order: what one of them names, the other does not.
BOOST_AUTO_TEST_CASE(force_orders_the_formats_of_every_job_of_a_content) {
  World world{with_rows({hero("a", "one"), hero("b", "one", {"instagram-post"})})};
  world.run_once();
  BOOST_TEST(posts(world) == 1U);
  world.plan().force = true;
  world.run_once();
  for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 2);
  world.plan().force = false;
  world.run_once();
  for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 2);
  expect_no_complaints(world);
}

/// A format that the design gets while nobody reads it, beside a job for all that are known.
BOOST_AUTO_TEST_CASE(a_format_that_the_known_design_lacks_is_asked_for_beside_a_job_for_all) {
  World world{with_rows({hero("a", "one", {}), hero("b", "one", {"story"}), hero("c", "one", {})})};
  SyntheticDesign design = world.designs().at(0);
  design.formats.emplace_back("story", 0);
  world.run_once();
  BOOST_TEST(world.count(JobStatus::failed) == 1U);  // there is none yet
  world.wait(24h);
  world.edit_design(design);
  world.plan().preflight = false;
  world.plan().retry_failed = true;
  world.run_once();
  BOOST_TEST(made(world).size() == 3U);
  for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 1);
  expect_no_complaints(world);
}

// ---- designs

BOOST_AUTO_TEST_CASE(an_edited_design_makes_outdated_what_it_changed) {
  World world{with_rows({hero("a", "one", {"facebook-feed", "instagram-post"})})};
  world.run_once();
  world.wait(1h);
  SyntheticDesign design = world.designs().at(0);
  world.edit_design(design);  // saved, and nothing that shows
  world.run_once();
  BOOST_TEST(posts(world) == 1U);
  world.wait(1h);
  ++design.formats.at(1).second;
  world.edit_design(design);
  world.plan().manifests.at(0).rows.at(0).keep_outdated = true;
  world.run_once();
  BOOST_TEST(posts(world) == 1U);
  world.plan().manifests.at(0).rows.at(0).keep_outdated = false;
  world.run_once();
  BOOST_REQUIRE(posts(world) == 2U);
  BOOST_TEST(world.model().ledger().at(1).formats == Formats{"instagram-post"},
             boost::test_tools::per_element());
  world.run_once();
  BOOST_TEST(posts(world) == 2U);
  expect_no_complaints(world);
}

/// Each job's `outdated: keep` is for its own formats, also beside a job of the same content without it.
BOOST_AUTO_TEST_CASE(what_one_job_keeps_is_not_bought_for_another_and_the_other_way_round) {
  for (const bool in_one_manifest : {true, false}) {
    WorldPlan plan = quiet();
    const Row keeps = hero("a", "same", {"facebook-feed"});
    const Row renews = hero("b", "same", {"instagram-post"});
    if (in_one_manifest) {
      plan.manifests = {{"night", {keeps, renews}}};
    } else {
      plan.manifests = {{"night", {keeps}}, {"day", {renews}}};
    }
    World world{std::move(plan)};
    world.run_once();
    const std::size_t first = posts(world);
    world.wait(1h);
    SyntheticDesign design = world.designs().at(0);
    for (auto& [format, edition] : design.formats) ++edition;
    world.edit_design(design);
    world.plan().manifests.at(0).rows.at(0).keep_outdated = true;
    world.run_once();
    BOOST_REQUIRE(posts(world) == first + 1);
    BOOST_TEST(world.model().ledger().back().formats == Formats{"instagram-post"},
               boost::test_tools::per_element());
    expect_no_complaints(world);
  }
}

BOOST_AUTO_TEST_CASE(two_campaigns_want_one_content_and_one_of_them_keeps_what_is_outdated) {
  WorldPlan plan = quiet();
  Row keeps = hero("a", "same", {"facebook-feed"});
  keeps.keep_outdated = true;
  plan.manifests = {{"night", {hero("a", "same", {"facebook-feed", "instagram-post"})}}, {"day", {keeps}}};
  World world{std::move(plan)};
  world.run_once();
  const std::size_t first = posts(world);
  world.wait(1h);
  SyntheticDesign design = world.designs().at(0);
  ++design.formats.at(0).second;
  world.edit_design(design);
  world.run_once();
  BOOST_TEST(posts(world) == first + 1);
  for (const JournalBooks::Campaign& campaign : world.books().campaigns) {
    for (const JobView& job : campaign.jobs) BOOST_CHECK(job.status == JobStatus::succeeded);
  }
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_format_that_a_designer_adds_is_bought_where_all_are_wanted) {
  World world{with_rows({hero("a", "all", {}), hero("b", "one")})};
  world.run_once();
  BOOST_REQUIRE(posts(world) == 2U);
  world.wait(1h);
  SyntheticDesign design = world.designs().at(0);
  design.formats.emplace_back("story", 0);
  world.edit_design(design);
  world.run_once();
  BOOST_REQUIRE(posts(world) == 3U);
  BOOST_TEST(world.model().ledger().at(2).formats == Formats{"story"}, boost::test_tools::per_element());
  expect_no_complaints(world);
}

/// It would be asked for without end.
BOOST_AUTO_TEST_CASE(a_design_that_cannot_be_read_is_asked_for_once_a_run) {
  World world{with_rows({hero("a", "one", {"facebook-feed"}), hero("b", "two", {})})};
  world.plan().preflight = false;
  std::size_t reads = 0;
  world.at_start = [&](Hands& hands) {
    hands.transport.meddle = [&](const HttpRequest& request) -> std::optional<HttpOutcome> {
      if (request.target.find("/designs/") == std::string::npos) return std::nullopt;
      ++reads;
      HttpResponse lost;
      lost.status = 404;
      lost.body = R"({"id":"template_not_found","message":"Design not found."})";
      return lost;
    };
  };
  world.run_once();
  world.plan().manifests.at(0).rows.at(0).formats = {};
  const std::size_t before = reads;
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(reads - before <= 1U);
  BOOST_TEST(outcome.failed >= 1U);
  BOOST_TEST(world.count(JobStatus::succeeded) == 1U);
  BOOST_TEST(posts(world) == 2U);
  expect_no_complaints(world);
}

/// M9: beside a job for one format of the same content.
BOOST_AUTO_TEST_CASE(a_job_for_all_formats_beside_one_for_a_single_format_buys_each_once) {
  for (const bool preflight : {true, false}) {
    WorldPlan plan = with_rows({hero("a", "one", {}), hero("b", "one")});
    plan.preflight = preflight;
    World world{plan};
    world.run_once();
    for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 1);
    BOOST_TEST(world.count(JobStatus::succeeded) == 2U);
    std::ranges::reverse(world.plan().manifests.at(0).rows);
    world.run_once();
    for (const auto& [rendition, times] : made(world)) BOOST_TEST(times == 1);
    expect_no_complaints(world);
  }
}

BOOST_AUTO_TEST_SUITE_END()
