#include "unit/manifest/loaded.hpp"

BOOST_AUTO_TEST_SUITE(environments)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string head =
    "name: spring\nvars: {season: Spring, place: Paris}\ndefaults: {image_file_type: png, "
    "file_compression_level: 90}\n"
    "environments:\n"
    "  staging:\n"
    "    vars: {season: Test}\n"
    "    defaults: {image_file_type: jpeg}\n"
    "    designs:\n"
    "      hero: {elements: {title: {font_size: 12}}, file_compression_level: 50}\n"
    "  live: {vars: {place: Lyon}}\n";
const std::string entry =
    "    elements: {title: {payload: \"${vars.season} ${vars.place}\", font_size: 40}}\n"
    "    variants: [{key: en}, {key: fr, elements: {title: {font_size: 20}}}]\n";

Loaded in(const std::string& environment, const std::string& text = with_entry(entry, head)) {
  Loaded loaded;
  loaded.options.environment = environment;
  loaded.load(text);
  return loaded;
}

std::string field(const Loaded& loaded, std::size_t job, const std::string& name) {
  return loaded.scalar(job, {name}).text;
}
std::string size(const Loaded& loaded, std::size_t job) {
  return loaded.scalar(job, {"elements", "title", "font_size"}).text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(none_is_chosen_unless_it_is_asked_for) {
  const Loaded loaded = in("");
  BOOST_TEST(loaded.findings.items.empty(), loaded.page());
  BOOST_TEST(loaded.result.manifest->name() == "spring");
  BOOST_TEST(loaded.title(0) == "Spring Paris");
  BOOST_TEST(field(loaded, 0, "image_file_type") == "png");
  BOOST_TEST(field(loaded, 0, "file_compression_level") == "90");
  BOOST_TEST(size(loaded, 0) == "40");
}

BOOST_AUTO_TEST_CASE(it_lies_over_the_manifest_and_beneath_variants_and_set) {
  const Loaded staging = in("staging");
  BOOST_TEST(staging.findings.items.empty(), staging.page());
  BOOST_TEST(staging.result.manifest->name() == "spring.staging");
  BOOST_TEST(staging.title(0) == "Test Paris");
  BOOST_TEST(field(staging, 0, "image_file_type") == "jpeg");
  BOOST_TEST(field(staging, 0, "file_compression_level") == "50");
  BOOST_TEST(size(staging, 0) == "12");
  BOOST_TEST(size(staging, 1) == "20");
  Loaded set;
  set.options.environment = "staging";
  set.options.set = {{"season", "Set"}};
  set.load(with_entry(entry, head));
  BOOST_TEST(set.title(0) == "Set Paris");
}

BOOST_AUTO_TEST_CASE(a_variable_of_its_own_can_be_set_and_read_there) {
  const std::string text =
      with_entry("    elements: {title: {payload: \"${vars.only_here:-none}\"}}\n",
                 "vars: {only_here: ''}\nenvironments: {e: {vars: {only_here: here}}}\n");
  BOOST_TEST(in("", text).title(0) == "none");
  BOOST_TEST(in("e", text).title(0) == "here");
}

BOOST_AUTO_TEST_CASE(an_entry_is_named_as_it_is_without_an_environment) {
  const std::string text =
      "pressrun: 1\nvars: {kind: hero}\nenvironments:\n  e: {designs: {hero-a: {name: renamed}}}\n"
      "designs:\n  - {design_id: " +
      design_id + ", name: \"${vars.kind}-a\"}\n";
  const Loaded loaded = in("e", text);
  BOOST_TEST(loaded.findings.items.empty(), loaded.page());
  BOOST_TEST(loaded.keys().at(0) == "renamed/1");
}

BOOST_AUTO_TEST_CASE(names_that_nothing_has_are_told_with_the_nearest) {
  const Loaded unknown = in("stagign");
  BOOST_TEST(unknown.page().find("'stagign'") != std::string::npos);
  BOOST_TEST(unknown.page().find("did you mean 'staging'?") != std::string::npos);
  // Of those that are not chosen, too.
  const Loaded patch = in("", with_entry(entry,
                                         "environments: {e: {designs: {heor: {image_file_type: png}}}}\n"
                                         "vars: {season: a, place: b}\n"));
  BOOST_TEST(patch.page().find("no entry of 'designs' is called 'heor'") != std::string::npos);
  BOOST_TEST(patch.page().find("did you mean 'hero'?") != std::string::npos);
  const Loaded none = in("x", with_entry(""));
  BOOST_TEST(none.page().find("no such environment") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(mistakes_in_any_are_found) {
  const auto says = [](const std::string& environments, const std::string& text) {
    const Loaded loaded = in("", with_entry("", "environments: " + environments + "\n"));
    BOOST_TEST(loaded.findings.has_errors());
    BOOST_TEST(loaded.page().find(text) != std::string::npos, loaded.page());
  };
  says("[a]", "'environments' must be a mapping");
  says("{a: [b]}", "an environment must be a mapping");
  says("{A b: {}}", "an environment's name must be");
  says("{a: {vers: {}}}", "did you mean 'vars'?");
  says("{a: {rows: x.csv}}", "'rows' stands in an entry of 'designs'");
  says("{a: {vars: 7}}", "'vars' must be a mapping");
  says("{a: {defaults: {outdated: keep}}}", "'outdated' stands");
  says("{a: {designs: [hero]}}", "'designs' must be a mapping");
  says("{a: {designs: {hero: big}}}", "must be a mapping");
  says("{a: {designs: {hero: {vairants: []}}}}", "did you mean 'variants'?");
}

BOOST_AUTO_TEST_CASE(an_include_has_none) {
  Loaded loaded;
  loaded.sources.files["i.yaml"] = "pressrun: 1\nenvironments: {a: {}}\n";
  loaded.load(with_entry("", "include: [i.yaml]\n"));
  BOOST_TEST(loaded.page().find("'environments' stands at the top, not in a file that is included") !=
                 std::string::npos,
             loaded.page());
}

BOOST_AUTO_TEST_SUITE_END()
