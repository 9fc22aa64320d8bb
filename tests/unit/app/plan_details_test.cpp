#include "pressrun/app/plan_details.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pressrun;
using app::PlanDecision;
using app::PlanDetails;
using app::PlanReason;

namespace {

std::string content_with(const std::string& title) {
  return R"({"body":{"elements":{"title":{"payload":")" + title + R"("}}},"design":"d"})";
}

Job job_named(const std::string& key, const std::string& title = "Kite") {
  Job made;
  made.key = JobKey{"hero/" + key};
  made.design_name = "hero";
  made.formats = {"square", "wide"};
  made.content_text = content_with(title);
  made.body = R"({"elements":{"title":{"payload":")" + title + R"("}}})";
  return made;
}

PlanDecision decided(PlanReason reason, Formats buys = {}) {
  PlanDecision made;
  made.reason = reason;
  made.buys = made.fresh = std::move(buys);
  made.leads = !made.buys.empty();
  return made;
}

PlanDecision changed_from(const std::string& title) {
  PlanDecision made = decided(PlanReason::changed, {"square", "wide"});
  made.is_other_content = true;
  if (!title.empty()) made.before = content_with(title);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plan_details)

BOOST_AUTO_TEST_CASE(the_first_that_would_be_submitted_comes_before_those_that_are_there) {
  PlanDetails details;
  details.take(job_named("a"), decided(PlanReason::unchanged));
  details.take(job_named("b", "Moon"), decided(PlanReason::is_new, {"square"}));
  details.take(job_named("c"), decided(PlanReason::unchanged));
  details.take(job_named("d"), decided(PlanReason::is_new, {"square"}));
  const app::ShownDesign& hero = details.designs().at(0);
  BOOST_TEST(hero.submits);
  BOOST_REQUIRE(hero.jobs.size() == 1U);
  BOOST_TEST(hero.jobs[0].key.text == "hero/b");
  BOOST_TEST(hero.jobs[0].texts.at(0).text == "Moon");
  BOOST_TEST(hero.more == 1U);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_submitted_the_first_of_all_is_shown) {
  PlanDetails details{2};
  for (const char* key : {"a", "b", "c"}) details.take(job_named(key), decided(PlanReason::unchanged));
  const app::ShownDesign& hero = details.designs().at(0);
  BOOST_TEST(!hero.submits);
  BOOST_TEST(hero.jobs.size() == 2U);
  BOOST_TEST(hero.more == 1U);
}

BOOST_AUTO_TEST_CASE(a_field_that_changed_in_many_jobs_is_told_once) {
  PlanDetails details;
  for (const char* key : {"a", "b", "c"}) details.take(job_named(key, "New"), changed_from("Old"));
  BOOST_REQUIRE(details.changes().size() == 1U);
  const app::ChangedField& field = details.changes()[0];
  BOOST_TEST(field.jobs == 3U);
  BOOST_TEST(field.first.text == "hero/a");
  BOOST_TEST(field.change.path == "elements.title.payload");
  BOOST_TEST(field.change.before.value() == "\"Old\"");
  BOOST_TEST(field.change.now.value() == "\"New\"");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_any_more_is_said) {
  PlanDetails details;
  details.take(job_named("a"), changed_from(""));
  BOOST_TEST(details.before_unknown() == 1U);
  BOOST_TEST(details.designs().at(0).jobs.at(0).before_unknown);
  BOOST_TEST(details.changes().empty());
}

BOOST_AUTO_TEST_CASE(formats_that_were_added_are_a_change_of_the_formats) {
  PlanDetails details;
  details.take(job_named("a"), decided(PlanReason::changed, {"wide"}));
  BOOST_REQUIRE(details.changes().size() == 1U);
  BOOST_TEST(details.changes()[0].change.path == "template_format_names");
  BOOST_TEST(details.changes()[0].change.before.value() == R"(["square"])");
  BOOST_TEST(details.changes()[0].change.now.value() == R"(["square","wide"])");
}

BOOST_AUTO_TEST_SUITE_END()
