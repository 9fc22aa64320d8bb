#include "pressrun/manifest/key_table.hpp"
#include "unit/manifest/loaded.hpp"

#include <set>

using namespace pressrun;
using namespace pressrun::test;

BOOST_FIXTURE_TEST_SUITE(variant_keys, Loaded)

BOOST_AUTO_TEST_CASE(what_an_entry_has_as_a_whole_is_refused_in_a_variant) {
  for (const char* key : {"design", "design_id", "project", "name", "rows", "matrix", "exclude", "only",
                          "variants", "outdated"}) {
    BOOST_TEST_CONTEXT(key) {
      load(with_entry("    elements: {title: {payload: Soon}}\n    variants: [{key: a}, {key: b, " +
                      std::string(key) + ": hero}]\n"));
      BOOST_REQUIRE(findings.items.size() == 1U);
      BOOST_TEST(findings.has_errors());
      BOOST_TEST(page().find("m.yaml:6:35: error: '" + std::string(key) +
                             "' stands in an entry of 'designs', not in a variant") != std::string::npos,
                 page());
      BOOST_TEST(page().find("an entry of its own") != std::string::npos);
      for (const JobSpec& job : jobs) BOOST_TEST(job.request.size() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(another_design_in_a_variant_is_told_where_it_belongs) {
  load(with_entry("    variants: [{key: b, design: teaser}]\n"));
  BOOST_TEST(page().find("another design needs an entry of its own") != std::string::npos, page());
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_of_a_variant_is_found_as_one_of_an_entry) {
  load(with_entry("    variants: [{key: b, elemnts: {title: {payload: Soon}}}]\n"));
  BOOST_TEST(page().find("did you mean 'elements'?") != std::string::npos, page());
  BOOST_TEST(findings.items.size() == 1U);
  BOOST_TEST(jobs.at(0).request.empty());
}

BOOST_AUTO_TEST_CASE(a_word_that_is_set_apart_is_never_sent) {
  load(with_entry("    elements: {title: {payload: Soon}}\n    only: [{cta: Shop}]\n"));
  BOOST_TEST(page().find("m.yaml:6:5: error: 'only' is not read") != std::string::npos, page());
}

BOOST_AUTO_TEST_CASE(every_key_stands_once_in_its_place) {
  std::set<std::pair<bool, std::string>> seen;
  for (const manifest::ManifestKey& key : manifest::key_table()) {
    const bool top = key.place == manifest::KeyPlace::top || key.place == manifest::KeyPlace::top_named;
    BOOST_TEST(seen.emplace(top, std::string(key.name)).second, key.name);
    BOOST_TEST((key.sent || key.place == manifest::KeyPlace::reserved || !key.help.empty()), key.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
