#include "pressrun/domain/text.hpp"
#include "pressrun/manifest/names.hpp"
#include "unit/manifest/loaded.hpp"

#include <set>

BOOST_FIXTURE_TEST_SUITE(name, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// The name of one file among others of its folder.
std::string named(const std::string& file, const std::set<std::string>& beside = {}) {
  return manifest::default_name("folder/" + file, [&](const std::filesystem::path& other) {
    BOOST_TEST(other.parent_path() == "folder");
    return beside.contains(other.filename().string());
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_manifest_is_named_as_its_file) {
  BOOST_TEST(named("black-friday.yaml") == "black-friday");
  BOOST_TEST(named("Black Friday.yaml") == "Black Friday");
  BOOST_TEST(named("春.yaml") == "春");
  BOOST_TEST(named("夏.yml") == "夏");
  BOOST_TEST(named("100%.yaml") == "100%");
  BOOST_TEST(named("a.b.yaml") == "a.b");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_shown_is_spelt_out) {
  BOOST_TEST(named("a\nb.yaml") == "a%0Ab");
  BOOST_TEST(named("a\xFF.yaml") == "a%FF");
  BOOST_TEST(named("a\x1B[2J.yaml") == "a%1B[2J");
  BOOST_TEST(named("x\u202Ey.yaml") == "x%E2%80%AEy");
  BOOST_TEST(named(".yaml") == "%2Eyaml");
  BOOST_TEST(named(".hidden.yaml") == "%2Ehidden");
}

BOOST_AUTO_TEST_CASE(no_two_files_of_a_folder_get_one_name) {
  const std::string front(195, 'x');
  const std::set<std::string> files{"a\xFF.yaml",
                                    "a%FF.yaml",
                                    "a%25FF.yaml",
                                    "a%ff.yaml",
                                    "a%.yaml",
                                    "a.yaml",
                                    "a.yml",
                                    "a",
                                    "a%2Eyml.yaml",
                                    "a%2E.yaml",
                                    "a.yml.yaml",
                                    ".a.yaml",
                                    "%2Ea.yaml",
                                    "A.yaml",
                                    "manifest.yaml",
                                    "春.yaml",
                                    "夏.yaml",
                                    front + "longer1.yaml",
                                    front + "longer2.yaml"};
  std::set<std::string> names;
  for (const std::string& file : files) BOOST_TEST(names.insert(named(file, files)).second, file);
  for (const std::string& each : names) {
    BOOST_TEST(each.size() <= 200U);
    BOOST_TEST(each.front() != '.');
  }
}

BOOST_AUTO_TEST_CASE(the_second_ending_gives_way_where_both_are_there) {
  BOOST_TEST(named("a.yml") == "a");
  BOOST_TEST(named("a.yml", {"a.yaml", "a.yml"}) == "a%2Eyml");
  BOOST_TEST(named("a.yaml", {"a.yaml", "a.yml"}) == "a");
}

BOOST_AUTO_TEST_CASE(a_long_name_is_cut_between_letters) {
  std::string letters;
  for (int i = 0; i < 80; ++i) letters += "春";
  const std::string name = named(letters + ".yaml");
  BOOST_TEST(name.size() <= 200U);
  BOOST_TEST(name.starts_with("春"));
  BOOST_TEST(printable(name) == name);
}

BOOST_AUTO_TEST_CASE(one_that_is_written_has_few_letters) {
  const std::string body = "    elements: {title: {payload: x}}\n";
  load(with_entry(body, "name: Black Friday\n"));
  BOOST_TEST(page().find("m.yaml:2:7: error: 'name' must be 1 to 64 of a-z") != std::string::npos, page());
  BOOST_TEST(page().find("'black-friday' would do") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(standard_input_is_named_so) {
  const auto loaded =
      manifest::load(with_entry("    elements: {title: {payload: x}}\n"), "-", sources, options);
  BOOST_TEST(loaded.manifest->name() == "stdin");
}

BOOST_AUTO_TEST_SUITE_END()
