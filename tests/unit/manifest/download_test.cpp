#include "pressrun/manifest/download.hpp"

#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(download, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using pressrun::manifest::folded_path;
using pressrun::manifest::safe_file_name;

namespace {

const std::string body = "    elements: {title: {payload: A kite}}\n";

/// What a file of a job with these values is called.
manifest::NamedFile named(Loaded& loaded, const std::string& name, const Mapping& variables = {},
                          const std::string& key = "hero/red") {
  loaded.load(with_entry(body, "vars: {season: Autumn}\ndownload: {to: out, name: '" + name + "'}\n"));
  BOOST_TEST(loaded.page() == "");
  const auto names = loaded.result.manifest->file_names();
  return names->name({JobKey{key}, variables, "facebook-feed", "png", "7f-1", 2, "2026-11-27"});
}

Mapping values(const std::string& name, const std::string& value) {
  return {{name, Value::string(value), {}}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_one_nothing_is_downloaded) {
  load(with_entry(body));
  BOOST_TEST(result.manifest->download().to == "");
  result.manifest->download_to("/tmp/there");
  BOOST_TEST(result.manifest->download().to == "/tmp/there");
}

BOOST_AUTO_TEST_CASE(folder_and_keeping_may_come_from_variables) {
  load(with_entry(body, "vars: {where: pictures}\ndownload: {to: \"${vars.where}/new\", keep: latest}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(result.manifest->download().to == "pictures/new");
  BOOST_TEST((result.manifest->download().keep == manifest::KeepFiles::latest));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_told_at_its_place) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"download: out", "'download' must be a mapping"},
      {"download: {to: ''}", "'to' must name a folder"},
      {"download: {to: 's3://bucket/x'}", "this version downloads into folders alone"},
      {"download: {to: 'rclone:drive:x'}", "this version downloads into folders alone"},
      {"download: {to: out, keep: latst}", "did you mean 'latest'?"},
      {"download: {to: out, keep: all}", "'keep: all' needs ${id} in 'name'"},
      {"download: {to: out, nam: x}", "did you mean 'name'?"},
      {"download: {to: out, name: '${job'}", "m.yaml:2:"},
  };
  for (const auto& [text, told] : cases) {
    load(with_entry(body, text + "\n"));
    BOOST_TEST(page().find(told) != std::string::npos, text << " told\n" << page());
  }
  load(with_entry(body, "download: {to: out, keep: all, name: '${job}-${id}.${ext}'}\n"));
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(a_name_is_made_of_what_is_known) {
  BOOST_TEST(named(*this, "${job}/${format}.${ext}").path == "hero/red/facebook-feed.png");
  BOOST_TEST(named(*this, "${design}-${key}-${id}-${index}-${date}.${ext}").path ==
             "hero-red-7f-1-2-2026-11-27.png");
  BOOST_TEST(named(*this, "${vars.season}/${row.sku}.${ext}", values("sku", "A1")).path == "Autumn/A1.png");
  BOOST_TEST(named(*this, "${cta}.${ext}", values("cta", "Shop now")).path == "Shop now.png");
  BOOST_TEST(named(*this, "${row.sku|lower}.${ext}", values("sku", "A1")).path == "a1.png");
}

BOOST_AUTO_TEST_CASE(a_value_makes_no_folder_and_leads_nowhere) {
  BOOST_TEST(named(*this, "${row.sku}.${ext}", values("sku", "../../etc/x")).path == "-.-..-etc-x.png");
  BOOST_TEST(named(*this, "${row.sku}/a.${ext}", values("sku", "..")).problems.size() == 1U);
  BOOST_TEST(named(*this, "${row.sku}/a.${ext}", values("sku", "")).problems.size() == 1U);
  BOOST_TEST(named(*this, "../${job}.${ext}").problems.size() == 1U);
  BOOST_TEST(named(*this, "/etc/${job}.${ext}").problems.size() == 1U);
  BOOST_TEST(named(*this, "${row.nothing}.${ext}").problems.size() == 1U);
  BOOST_TEST(named(*this, "${nothing}.${ext}").problems.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_some_file_system_refuses_is_replaced) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a<b>c:d\"e|f?g*h\\i", "a-b-c-d-e-f-g-h-i"},
      {std::string("a\0b\x1F"
                   "c\x7F",
                   6),
       "a-b-c-"},
      {"name.", "name-"},
      {"name. .", "name---"},
      {".hidden", "-hidden"},
      {"CON", "_CON"},
      {"con.png", "_con.png"},
      {"com1.png", "_com1.png"},
      {"COM¹", "_COM¹"},
      {"lpt9 .txt", "_lpt9 .txt"},
      {"COM10.png", "COM10.png"},
      {"CONE.png", "CONE.png"},
      {"", "-"},
      {"a.part", "a.part-"},
      {"e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},  // NFC
      {"a\xE2\x80\xAE"
       "b",
       "a-b"},  // turns the direction of what follows
      {"\xFF\xFE", "--"},
      {"日本語.png", "日本語.png"},
  };
  for (const auto& [text, safe] : cases)
    BOOST_TEST(safe_file_name(text) == safe, text << " gave " << safe_file_name(text));
}

BOOST_AUTO_TEST_CASE(a_long_name_is_cut_with_a_digest_and_keeps_its_ending) {
  std::string text;
  for (int i = 0; i < 120; ++i) text += "é";
  const std::string one = safe_file_name(text + "a.png");
  const std::string other = safe_file_name(text + "b.png");
  BOOST_TEST(one.size() <= 200U);
  BOOST_TEST(one.ends_with(".png"));
  BOOST_TEST(one != other);
  BOOST_TEST(safe_file_name(one) == one);
  BOOST_TEST(safe_file_name(std::string(200, 'a')) == std::string(200, 'a'));
  BOOST_TEST(safe_file_name(std::string(201, 'a')).size() == 200U);
}

BOOST_AUTO_TEST_CASE(paths_that_some_file_system_takes_for_one_are_equal_when_folded) {
  BOOST_TEST(folded_path("Hero/A.png") == folded_path("hero/a.PNG"));
  BOOST_TEST(folded_path("stra\xC3\x9F"
                         "e") == folded_path("STRASSE"));
  BOOST_TEST(folded_path("\xC3\xA9") == folded_path("e\xCC\x81"));
  BOOST_TEST(folded_path("a/b") != folded_path("ab"));
}

BOOST_AUTO_TEST_SUITE_END()
