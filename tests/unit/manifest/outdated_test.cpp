#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(outdated, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string body = "    elements: {title: {payload: A kite}}\n";

bool keeps(const Loaded& loaded) {
  BOOST_TEST(loaded.page() == "");
  return loaded.jobs.at(0).keep_outdated;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_outdated_is_bought_unless_it_is_to_be_kept) {
  load(with_entry(body));
  BOOST_TEST(!keeps(*this));
  load(with_entry(body, "outdated: keep\n"));
  BOOST_TEST(keeps(*this));
  load(with_entry(body, "outdated: buy\n"));
  BOOST_TEST(!keeps(*this));
}

BOOST_AUTO_TEST_CASE(an_entry_says_it_for_itself) {
  load(with_entry(body + "    outdated: keep\n"));
  BOOST_TEST(keeps(*this));
  BOOST_TEST(jobs.at(0).request.size() == 1U);
  load(with_entry(body + "    outdated: buy\n", "outdated: keep\n"));
  BOOST_TEST(!keeps(*this));
}

BOOST_AUTO_TEST_CASE(what_is_included_lies_beneath) {
  sources.files["i.yaml"] = "pressrun: 1\noutdated: keep\n";
  load(with_entry(body, "include: [i.yaml]\n"));
  BOOST_TEST(keeps(*this));
  load(with_entry(body, "include: [i.yaml]\noutdated: buy\n"));
  BOOST_TEST(!keeps(*this));
}

BOOST_AUTO_TEST_CASE(variables_may_say_it) {
  load(with_entry(body, "vars: {o: keep}\noutdated: \"${vars.o}\"\n"));
  BOOST_TEST(keeps(*this));
}

BOOST_AUTO_TEST_CASE(anything_else_is_an_error_at_its_place) {
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {with_entry(body, "outdated: kep\n"), "m.yaml:2:11", "did you mean 'keep'?"},
      {with_entry(body, "outdated:\n"), "m.yaml:2:", "must be 'buy' or 'keep'"},
      {with_entry(body, "outdated: [keep]\n"), "m.yaml:2:11", "must be 'buy' or 'keep'"},
      {with_entry(body + "    outdated: true\n"), "m.yaml:6:15", "must be 'buy' or 'keep'"},
      {with_entry(body + "    outdated:\n"), "m.yaml:6:", "must be 'buy' or 'keep'"},
      {with_entry(body, "defaults: {outdated: keep}\n"), "m.yaml:2:12", "not in 'defaults'"},
      {with_entry(body + "    variants: [{key: a, outdated: keep}]\n"), "m.yaml:6:25", "not in a variant"}};
  for (const auto& [text, place, says] : rows) {
    BOOST_TEST_CONTEXT(text) {
      load(text);
      BOOST_TEST(findings.items.size() == 1U);
      BOOST_TEST(findings.has_errors());
      BOOST_TEST(page().find(place) != std::string::npos, page());
      BOOST_TEST(page().find(says) != std::string::npos, page());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
