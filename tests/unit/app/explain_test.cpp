#include "pressrun/app/explain.hpp"

#include "unit/app/campaign_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

using namespace pressrun;
using namespace pressrun::test;
using app::PlanReason;

namespace {

struct ExplainFixture : CampaignFixture {
  std::optional<app::LoadedCampaign> spring;
  app::JobChoice choice;
  app::Ground ground;

  void write(const std::vector<std::string>& titles) { spring.emplace(load("spring", titles)); }
  /// The row of that name says something else now.
  void edit(const std::string& from, const std::string& to) {
    std::string& rows = sources.files["rows-spring.csv"];
    rows.replace(rows.find("," + from), from.size() + 1, "," + to);
  }
  app::Explanation explain(const std::string& key) {
    const app::PlanBasis basis = app::basis_of(*spring, ground, clock.wall_now(), files);
    return app::explain({*spring, choice, key, {}}, ground, basis, findings, files);
  }
  static const app::ExplainedField& field(const app::Explanation& job, const std::string& path) {
    for (const app::ExplainedField& one : job.fields) {
      if (one.change.path == path) return one;
    }
    throw std::out_of_range(path);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(explain, ExplainFixture)

BOOST_AUTO_TEST_CASE(a_new_job_tells_where_its_values_come_from) {
  write({"Kite", "String"});
  const app::Explanation job = explain("hero/String");
  BOOST_TEST(job.is_wanted);
  BOOST_TEST((job.decision.reason == PlanReason::is_new));
  BOOST_TEST(job.credits == 1U);
  BOOST_TEST(job.history.empty());
  const app::ExplainedField& title = field(job, "elements.title.payload");
  BOOST_TEST(title.change.now.value() == "\"String\"");
  BOOST_TEST(title.at.file_name() == "spring.yaml");
  BOOST_TEST(title.cell.file_name() == "rows-spring.csv");
  BOOST_TEST(title.cell.line == 3U);
  BOOST_TEST(title.column == "title");
  BOOST_TEST(!title.differs);
}

BOOST_AUTO_TEST_CASE(a_job_that_changed_shows_old_and_new_and_what_was_bought_before) {
  write({"Kite", "String"});
  const RunRecord run = begin_run(*spring);
  deliver(*spring, run, jobs_of(*spring)[0]);
  edit("Kite", "Moon");
  const app::Explanation job = explain("hero/Kite");
  BOOST_TEST((job.decision.reason == PlanReason::changed));
  const app::ExplainedField& first = job.fields.at(0);
  BOOST_TEST(first.differs);
  BOOST_TEST(first.change.before.value() == "\"Kite\"");
  BOOST_TEST(first.change.now.value() == "\"Moon\"");
  BOOST_REQUIRE(job.history.size() == 1U);
  BOOST_TEST(!job.history[0].for_present);
  BOOST_TEST(job.history[0].request.assets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_there_and_what_is_in_doubt_is_not_bought) {
  write({"Kite", "String"});
  const RunRecord run = begin_run(*spring);
  deliver(*spring, run, jobs_of(*spring)[0]);
  leave_in_doubt(*spring, run, jobs_of(*spring)[1]);
  BOOST_TEST((explain("hero/Kite").decision.reason == PlanReason::unchanged));
  const app::Explanation doubtful = explain("hero/String");
  BOOST_TEST((doubtful.decision.reason == PlanReason::in_doubt));
  BOOST_TEST(doubtful.credits == 0U);
  BOOST_TEST(doubtful.failures.at(0).id == "connection_lost");
}

BOOST_AUTO_TEST_CASE(formats_that_were_added_are_a_change_too) {
  write({"Kite"});
  const RunRecord run = begin_run(*spring);
  deliver(*spring, run, jobs_of(*spring)[0]);
  formats = "square, wide";
  write({"Kite"});
  const app::Explanation job = explain("hero/Kite");
  BOOST_TEST((job.decision.reason == PlanReason::changed));
  BOOST_TEST(job.decision.buys.at(0) == "wide");
  const app::ExplainedField& first = job.fields.at(0);
  BOOST_TEST(first.differs);
  BOOST_TEST(first.change.path == "template_format_names");
  BOOST_TEST(first.change.before.value() == R"(["square"])");
  BOOST_TEST(first.at.line == 8U);
}

BOOST_AUTO_TEST_CASE(an_equal_job_before_it_pays_for_both) {
  write({"Kite", "Moon"});
  edit("Moon", "Kite");
  BOOST_TEST(explain("hero/Kite").credits == 1U);
  const app::Explanation second = explain("hero/Moon");
  BOOST_TEST(second.credits == 0U);
  BOOST_TEST(second.decision.buys.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_job_that_nobody_has_heard_of_is_refused_with_the_nearest) {
  write({"Kite"});
  BOOST_CHECK_EXCEPTION(explain("hero/Kit"), app::Declined, [](const app::Declined& declined) {
    return declined.reason == app::Reason::no_such_job &&
           std::string{declined.what()}.find("did you mean 'hero/Kite'?") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_job_that_left_the_manifest_is_known_by_the_journal) {
  write({"Kite", "String"});
  begin_run(*spring);
  write({"String"});
  const app::Explanation job = explain("hero/Kite");
  BOOST_TEST(!job.is_wanted);
  BOOST_TEST(job.fields.empty());
}

BOOST_AUTO_TEST_SUITE_END()
