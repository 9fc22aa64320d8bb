#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(budget, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string body = "    elements: {title: {payload: A kite}}\n";

const manifest::Budget& budget_of(const Loaded& loaded) { return loaded.result.manifest->budget(); }

}  // namespace

BOOST_AUTO_TEST_CASE(without_one_nothing_is_limited) {
  load(with_entry(body));
  BOOST_TEST(!budget_of(*this).run.has_value());
  BOOST_TEST(!budget_of(*this).day.has_value());
  BOOST_TEST(!budget_of(*this).month.has_value());
  BOOST_TEST(budget_of(*this).zone == "");
  BOOST_TEST(budget_of(*this).zone_at.line == 0U);
}

BOOST_AUTO_TEST_CASE(each_limit_stands_by_itself) {
  load(with_entry(body,
                  "budget: {run: 500, day: 0, month: 18446744073709551615, zone: America/Port-au-Prince}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(budget_of(*this).run.value() == 500U);
  BOOST_TEST(budget_of(*this).day.value() == 0U);
  BOOST_TEST(budget_of(*this).month.value() == 18446744073709551615U);
  BOOST_TEST(budget_of(*this).zone == "America/Port-au-Prince");
  BOOST_TEST(budget_of(*this).zone_at.line == 2U);
  load(with_entry(body, "budget: {day: 3, zone: UTC}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(!budget_of(*this).run.has_value());
  BOOST_TEST(budget_of(*this).day.value() == 3U);
}

BOOST_AUTO_TEST_CASE(limits_may_come_from_the_environment) {
  sources.variables["LIMIT"] = "250";
  load(with_entry(body, "budget: {run: \"${env.LIMIT}\"}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(budget_of(*this).run.value() == 250U);
}

BOOST_AUTO_TEST_CASE(anything_else_is_an_error_at_its_place) {
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"budget:\n", "m.yaml:2:1", "must be a mapping of limits"},
      {"budget: 500\n", "m.yaml:2:9", "must be a mapping of limits"},
      {"budget: {}\n", "m.yaml:2:9", "must be a mapping of limits"},
      {"budget: {run: -1}\n", "m.yaml:2:15", "must be a whole number of credits"},
      {"budget: {run: 1.5}\n", "m.yaml:2:15", "must be a whole number of credits"},
      {"budget: {day: ten}\n", "m.yaml:2:15", "must be a whole number of credits"},
      {"budget: {day: }\n", "m.yaml:2:", "must be a whole number of credits"},
      {"budget: {month: [1]}\n", "m.yaml:2:17", "must be a whole number of credits"},
      {"budget: {month: 18446744073709551616}\n", "m.yaml:2:17", "must be a whole number of credits"},
      {"budget: {mounth: 1}\n", "m.yaml:2:10", "did you mean 'month'?"},
      {"budget: {day: 1, zone: ../etc/passwd}\n", "m.yaml:2:24", "the name of a time zone"},
      {"budget: {day: 1, zone: +02:00}\n", "m.yaml:2:24", "the name of a time zone"},
      {"budget: {day: 1, zone: ''}\n", "m.yaml:2:24", "the name of a time zone"},
      {"budgets: {day: 1}\n", "m.yaml:2:1", "did you mean 'budget'?"}};
  for (const auto& [head, place, says] : rows) {
    BOOST_TEST_CONTEXT(head) {
      load(with_entry(body, head));
      BOOST_TEST(findings.has_errors());
      BOOST_TEST(findings.items.size() == 1U, page());
      BOOST_TEST(page().find(place) != std::string::npos, page());
      BOOST_TEST(page().find(says) != std::string::npos, page());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_zone_alone_limits_nothing) {
  load(with_entry(body, "budget: {zone: UTC}\n"));
  BOOST_TEST(!findings.has_errors());
  BOOST_TEST(page().find("names a zone and no limit") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_included_has_none) {
  sources.files["i.yaml"] = "pressrun: 1\nbudget: {run: 1}\n";
  load(with_entry(body, "include: [i.yaml]\nbudget: {day: 2}\n"));
  BOOST_TEST(findings.items.size() == 1U);
  BOOST_TEST(page().find("i.yaml:2:1: error: 'budget' stands at the top, not in a file that is included") !=
                 std::string::npos,
             page());
  BOOST_TEST(page().find("write it in the manifest that is run") != std::string::npos);
  BOOST_TEST(!budget_of(*this).run.has_value());
  BOOST_TEST(budget_of(*this).day.value() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
