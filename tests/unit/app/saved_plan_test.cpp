#include "pressrun/app/saved_plan.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <stdexcept>
#include <utility>

BOOST_AUTO_TEST_SUITE(saved_plan)

using namespace pressrun;
using app::PlanDecision;
using app::PlannedWork;
using app::PlanReason;
using app::SavedPlan;

namespace {

struct Planned {
  Job job;
  PlanDecision decision;
};

Planned planned(const std::string& key, PlanReason reason, Formats buys) {
  Planned made;
  made.job.key = JobKey{key};
  made.job.content = "sha256:" + key;
  made.decision.reason = reason;
  made.decision.buys = std::move(buys);
  return made;
}

SavedPlan head() {
  SavedPlan made;
  made.created_at = "2026-11-27T20:00:00Z";
  made.manifest = "jobs/night.yaml";
  made.environment = "staging";
  made.set = {{"season", "Black Friday"}};
  made.select = {"hero/*"};
  made.exclude = {"hero/old-*"};
  made.sample = "10%";
  made.limit = 12;
  made.force = true;
  made.state = "shared.db";
  made.journal = "/jobs/shared.db";
  made.journal_id = "journal-1";
  made.journal_state = 42;
  made.origin = "https://api.test";
  made.workspace = "acme";
  made.files = {{"/jobs/night.yaml", "aa"}, {"/jobs/rows.csv", "bb"}};
  made.designs = {{"d-1", 1'700'000'000}, {"d-2", std::nullopt}};
  return made;
}

std::string written(const std::vector<Planned>& jobs, const SavedPlan& plan = head()) {
  std::ostringstream out;
  app::write_plan(out, plan, {{"jobs", jobs.size()}}, [&jobs](const auto& each) {
    for (const Planned& one : jobs) each(one.job, one.decision);
  });
  return out.str();
}

const std::vector<Planned>& usual() {
  static const std::vector<Planned> jobs{planned("hero/a", PlanReason::is_new, {"feed", "story"}),
                                         planned("hero/b", PlanReason::unchanged, {}),
                                         planned("hero/c", PlanReason::rendering, {})};
  return jobs;
}

SavedPlan read(const std::string& text) {
  std::istringstream in{text};
  return app::parse_plan(in);
}

/// What it is refused with; empty: it is read.
std::string refusal(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_it_binds_comes_back) {
  const SavedPlan plan = read(written(usual()));
  const SavedPlan wanted = head();
  BOOST_TEST(plan.created_at == wanted.created_at);
  BOOST_TEST(plan.manifest == wanted.manifest);
  BOOST_TEST(plan.environment == wanted.environment);
  BOOST_CHECK(plan.set == wanted.set);
  BOOST_CHECK(plan.select == wanted.select);
  BOOST_CHECK(plan.exclude == wanted.exclude);
  BOOST_TEST(plan.sample == wanted.sample);
  BOOST_CHECK(plan.limit == wanted.limit);
  BOOST_TEST(plan.force);
  BOOST_TEST(!plan.resubmit_in_doubt);
  BOOST_TEST(!plan.simulate);
  BOOST_TEST(plan.state == wanted.state);
  BOOST_TEST(plan.journal == wanted.journal);
  BOOST_TEST(plan.journal_id == wanted.journal_id);
  BOOST_TEST(plan.journal_state == wanted.journal_state);
  BOOST_TEST(plan.origin == wanted.origin);
  BOOST_TEST(plan.workspace == wanted.workspace);
  BOOST_CHECK(plan.files == wanted.files);
  BOOST_CHECK(plan.designs == wanted.designs);
  BOOST_TEST(plan.id.starts_with("sha256:"));
}

BOOST_AUTO_TEST_CASE(only_jobs_with_work_to_do_are_in_it) {
  const SavedPlan plan = read(written(usual()));
  BOOST_REQUIRE(plan.jobs.size() == 2U);
  BOOST_CHECK(plan.jobs.at("hero/a").work == PlannedWork::submit);
  BOOST_TEST(plan.jobs.at("hero/a").content == "sha256:hero/a");
  BOOST_CHECK((plan.jobs.at("hero/a").formats == Formats{"feed", "story"}));
  BOOST_CHECK(plan.jobs.at("hero/c").work == PlannedWork::poll);
}

BOOST_AUTO_TEST_CASE(what_depends_on_its_design_is_to_be_submitted) {
  PlanDecision decision;
  decision.reason = PlanReason::unchanged;
  BOOST_CHECK(app::work_of(decision) == PlannedWork::none);
  decision.needs_design = true;
  BOOST_CHECK(app::work_of(decision) == PlannedWork::submit);
}

BOOST_AUTO_TEST_CASE(no_limit_stays_none) {
  SavedPlan plan = head();
  plan.limit.reset();
  plan.sample.clear();
  BOOST_CHECK(!read(written(usual(), plan)).limit);
}

BOOST_AUTO_TEST_CASE(the_same_plan_has_the_same_id_and_another_has_another) {
  BOOST_TEST(read(written(usual())).id == read(written(usual())).id);
  BOOST_TEST(read(written(usual())).id != read(written({usual().front()})).id);
}

BOOST_AUTO_TEST_CASE(one_changed_letter_anywhere_is_noticed) {
  const std::string text = written(usual());
  const std::string changed = "was changed by hand, or damaged";
  BOOST_TEST(refusal(with(text, "hero/a", "hero/x")) == changed);
  BOOST_TEST(refusal(with(text, "\"limit\":12", "\"limit\":99")) == changed);
  BOOST_TEST(refusal(with(text, "\"feed\",", "")) == changed);
}

BOOST_AUTO_TEST_CASE(a_job_put_in_or_taken_out_is_noticed) {
  const std::string text = written(usual());
  const std::size_t job = text.find('\n') + 1;
  const std::size_t next = text.find('\n', job) + 1;
  std::string longer = text;
  longer.insert(job, text.substr(job, next - job));
  std::string shorter = text;
  shorter.erase(job, next - job);
  BOOST_TEST(refusal(longer) == "was changed by hand, or damaged");
  BOOST_TEST(refusal(shorter) == "was changed by hand, or damaged");
}

BOOST_AUTO_TEST_CASE(what_stands_behind_its_end_is_not_sealed_and_refused) {
  BOOST_TEST(refusal(written(usual()) + "{}\n") == "was changed by hand, or damaged");
}

BOOST_AUTO_TEST_CASE(every_cut_is_noticed) {
  const std::string text = written(usual());
  for (std::size_t size = 0; size < text.size(); ++size)
    BOOST_TEST(!refusal(text.substr(0, size)).empty(), "cut at " << size);
}

BOOST_AUTO_TEST_CASE(other_files_are_told_from_plans) {
  BOOST_TEST(refusal("{\"jobs_of\": 1}\n") == "is no saved plan");
  BOOST_TEST(refusal("name: night\n") == "is no saved plan, or damaged");
  BOOST_TEST(refusal("[1, 2]\n") == "is no saved plan, or damaged");
  BOOST_TEST(refusal(with(written(usual()), "\"pressrun_plan\":3", "\"pressrun_plan\":2")) ==
             "is a plan of another version of pressrun");
}

BOOST_AUTO_TEST_CASE(a_line_without_end_is_refused_before_it_fills_the_memory) {
  BOOST_TEST(refusal(std::string((16U << 20U) + 2, 'x')) == "is no saved plan");
}

BOOST_AUTO_TEST_SUITE_END()
