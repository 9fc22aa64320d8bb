// Where files lie, by their names alone: nothing of these is there.
#include "pressrun/io/places.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <utility>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(places)

namespace {

std::string here(const std::string& name) { return (std::filesystem::current_path() / name).string(); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_campaign_is_known_by_its_absolute_path) {
  const std::pair<std::string, std::string> named[] = {
      {"/nowhere/night.yaml", "/nowhere/night.yaml"},
      {"/nowhere/./night.yaml", "/nowhere/night.yaml"},
      {"/nowhere/jobs/../night.yaml", "/nowhere/night.yaml"},
      {"/nowhere//night.yaml", "/nowhere/night.yaml"},
      {"/night.yaml", "/night.yaml"},
      {"night.nowhere.yaml", here("night.nowhere.yaml")},
      {"./night.nowhere.yaml", here("night.nowhere.yaml")},
      {"nowhere/../night.nowhere.yaml", here("night.nowhere.yaml")},
      {"/nowhere/n\xC3\xA4"
       "chte \"1\".yaml",
       "/nowhere/n\xC3\xA4"
       "chte \"1\".yaml"},
  };
  for (const auto& [name, path] : named) BOOST_TEST(campaign_path(name) == path);
}

BOOST_AUTO_TEST_CASE(standard_input_is_a_campaign_of_its_own) {
  BOOST_TEST(campaign_path("-") == "-");
  BOOST_TEST(campaign_path("./-") == here("-"));
}

BOOST_AUTO_TEST_CASE(one_name_written_in_two_ways_is_one_campaign) {
  BOOST_TEST(campaign_path("/nowhere/a/../b/night.yaml") == campaign_path("/nowhere/b/./night.yaml"));
  BOOST_TEST(campaign_path("/nowhere/Night.yaml") != campaign_path("/nowhere/night.yaml"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_yet_has_a_place) {
  BOOST_TEST(real_place("/nowhere/jobs/../night.yaml").string() == "/nowhere/night.yaml");
  BOOST_TEST(real_place("night.nowhere.yaml").string() == here("night.nowhere.yaml"));
  BOOST_TEST(real_place("/").string() == "/");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_no_same_file) {
  BOOST_TEST(!is_same_file("/nowhere/a", "/nowhere/a"));
  BOOST_TEST(!is_same_file("/", "/nowhere/a"));
  BOOST_TEST(is_same_file("/", "/."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
