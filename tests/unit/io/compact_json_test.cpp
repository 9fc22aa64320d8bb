// Lists that a row holds in one column: what is written comes back, and what cannot be read is refused.
#include "io/journal/compact_json.hpp"

#include "pressrun/ports/journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(compact_json)

namespace {

/// Beginnings of addresses, numbered from 1 in the order in which they are asked for.
struct Beginnings {
  std::vector<std::string> texts;
  std::size_t most = 100;

  Prefixes prefixes() {
    return {[this](std::string_view prefix) { return number(prefix); },
            [this](std::int64_t number) { return texts.at(static_cast<std::size_t>(number - 1)); }};
  }
  std::int64_t number(std::string_view prefix) {
    auto known = std::ranges::find(texts, prefix);
    if (known == texts.end()) {
      if (texts.size() == most) return 0;
      texts.emplace_back(prefix);
      known = texts.end() - 1;
    }
    return known - texts.begin() + 1;
  }
};

Asset square(const std::string& url, const std::string& id = "b1") {
  Asset made;
  made.format = "square";
  made.width = 1080;
  made.height = 1920;
  made.unit = "px";
  made.type = "png";
  made.id = id;
  made.url = url;
  return made;
}

/// As another process reads it: with the beginnings that the first one numbered.
Asset there_and_back(const Asset& asset, Beginnings beginnings = {}) {
  const std::string text = write_assets({asset}, beginnings.prefixes());
  BOOST_TEST_INFO(text);
  const auto read = read_assets(text, beginnings.prefixes());
  BOOST_REQUIRE(read.size() == 1U);
  return read.front();
}

const char* const odd_texts[] = {"",
                                 " ",
                                 "plain",
                                 "\"quoted\" and \\slashed\\",
                                 "a line\nand a tab\tand \r\b\f\x01\x1F\x7F",
                                 "\xC2\x9B\xE2\x80\xAE",
                                 "Größe \xF0\x9F\x98\x80",
                                 "[1,\"2\"]",
                                 "{id}",
                                 "\\u0041"};

}  // namespace

// ---- assets

BOOST_AUTO_TEST_CASE(an_asset_is_written_short) {
  Beginnings beginnings;
  Asset asset = square("https://files.test/banners/b1.png");
  asset.cdn_url = "https://cdn.test/b1.png";
  BOOST_TEST(write_assets({asset, asset}, beginnings.prefixes()) ==
             R"([["square",1080,1920,"px","png","b1",1,"{id}.png",2,"{id}.png"],)"
             R"(["square",1080,1920,"px","png","b1",1,"{id}.png",2,"{id}.png"]])");
  BOOST_TEST(
      beginnings.texts == (std::vector<std::string>{"https://files.test/banners/", "https://cdn.test/"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_asset_comes_back_with_every_text_that_there_may_be) {
  for (const char* odd : odd_texts) {
    Asset asset = square(std::string{"https://files.test/"} + odd);
    asset.format = asset.unit = asset.type = odd;
    asset.filename = asset.fallback_image_url = asset.template_id = odd;
    asset.cdn_url = odd;
    BOOST_TEST_CONTEXT(odd) { BOOST_CHECK(there_and_back(asset) == asset); }
    asset.id = odd;
    BOOST_TEST_CONTEXT(odd << " as its id") { BOOST_CHECK(there_and_back(asset) == asset); }
  }
}

BOOST_AUTO_TEST_CASE(what_is_empty_at_the_end_is_left_out_and_what_stands_before_it_is_not) {
  const auto tail = [](const std::string& filename, const std::string& fallback, const std::string& design) {
    Asset asset = square("");
    asset.filename = filename;
    asset.fallback_image_url = fallback;
    asset.template_id = design;
    BOOST_CHECK(there_and_back(asset) == asset);
    const std::string text = write_assets({asset}, Beginnings{}.prefixes());
    const std::string before = R"([["square",1080,1920,"px","png","b1",0,"",0,"")";
    BOOST_REQUIRE(text.starts_with(before));
    return text.substr(before.size());
  };
  BOOST_TEST(tail("", "", "") == "]]");
  BOOST_TEST(tail("a.png", "", "") == R"(,"a.png"]])");
  BOOST_TEST(tail("", "https://f.test/b", "") == R"(,"","https://f.test/b"]])");
  BOOST_TEST(tail("", "", "d") == R"(,"","","d"]])");
}

BOOST_AUTO_TEST_CASE(sizes_come_back_to_the_last_digit) {
  for (const double size : {0.0, -1.5, 12.25, 0.1, 1e-9, 1e300, 1'000'000'000'000.0}) {
    Asset asset = square("");
    asset.width = size;
    asset.height = -size;
    BOOST_CHECK(there_and_back(asset) == asset);
  }
}

BOOST_AUTO_TEST_CASE(sizes_that_are_no_numbers_are_kept_as_zero) {
  for (const double size : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()}) {
    Asset asset = square("");
    asset.width = size;
    BOOST_TEST(there_and_back(asset).width == 0);
  }
}

BOOST_AUTO_TEST_CASE(addresses_share_host_and_folders_up_to_the_first_of_their_own) {
  const std::string forty(40, 'f');
  const struct {
    std::string url, shared;
  } cases[] = {
      {"https://files.test/banners/b1.png", "https://files.test/banners/"},
      {"https://files.test/b1.png", "https://files.test/"},
      {"https://files.test/", "https://files.test/"},
      {"https://files.test/a/b/c/x.png", "https://files.test/a/b/c/"},
      {"https://files.test/a/b1/c/x.png", "https://files.test/a/"},
      {"https://files.test/a/of-b1-it/c/x.png", "https://files.test/a/"},
      {"https://files.test/" + forty + "/x.png", "https://files.test/" + forty + "/"},
      {"https://files.test/f" + forty + "/x.png", "https://files.test/"},
      {"https://files.test/a/x?y=/z/", "https://files.test/a/"},
      {"https://files.test//x", "https://files.test//"},
      {"https://files.test", ""},
      {"files.test/a/x.png", ""},
      {"", ""},
  };
  for (const auto& [url, shared] : cases) {
    Beginnings beginnings;
    const Asset asset = square(url);
    const std::string text = write_assets({asset}, beginnings.prefixes());
    BOOST_TEST_CONTEXT(url) {
      BOOST_TEST((beginnings.texts.empty() ? "" : beginnings.texts.front()) == shared);
      BOOST_TEST(read_assets(text, beginnings.prefixes()).at(0).url == url);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_an_id_no_folder_is_an_assets_own) {
  Beginnings beginnings;
  const Asset asset = square("https://files.test/a/b/x.png", "");
  const std::string text = write_assets({asset}, beginnings.prefixes());
  BOOST_TEST(beginnings.texts.front() == "https://files.test/a/b/");
  BOOST_CHECK(read_assets(text, beginnings.prefixes()).at(0) == asset);
}

BOOST_AUTO_TEST_CASE(an_address_that_cannot_share_is_kept_whole) {
  Beginnings full;
  full.most = 0;
  const Asset asset = square("https://files.test/b1/b1.png");
  BOOST_TEST(write_assets({asset}, full.prefixes()) ==
             R"([["square",1080,1920,"px","png","b1",0,"https://files.test/{id}/{id}.png",0,""]])");
  BOOST_CHECK(there_and_back(asset, full) == asset);
}

BOOST_AUTO_TEST_CASE(an_address_that_has_the_ids_stand_in_is_left_as_it_is) {
  Beginnings beginnings;
  const Asset asset = square("https://files.test/{id}/b1.png");
  BOOST_TEST(write_assets({asset}, beginnings.prefixes()) ==
             R"([["square",1080,1920,"px","png","b1",-1,"https://files.test/{id}/b1.png",0,""]])");
  BOOST_TEST(beginnings.texts.empty());
  BOOST_CHECK(there_and_back(asset) == asset);
}

BOOST_AUTO_TEST_CASE(text_that_is_no_utf_8_is_kept_as_well_as_json_can) {
  for (const auto& [written, read] : std::vector<std::pair<std::string, std::string>>{
           {"a\xFF"
            "b",
            "a\xEF\xBF\xBD"
            "b"},
           {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
           {"\xC3", "\xEF\xBF\xBD"}}) {
    BOOST_TEST(read_names(write_names({written})).at(0) == read);
  }
}

BOOST_AUTO_TEST_CASE(a_text_may_have_a_zero_in_it) {
  const std::string text{"a\0b", 3};
  BOOST_TEST(write_names({text}) == "[\"a\\u0000b\"]");
  BOOST_TEST(read_names(write_names({text})).at(0) == text);
}

// ---- failures, ids, orders, names, formats of a design

BOOST_AUTO_TEST_CASE(failures_come_back) {
  std::vector<Failure> failures;
  for (const char* odd : odd_texts) {
    for (const Recovery recovery : {Recovery::never, Recovery::later, Recovery::soon})
      failures.push_back({odd, odd, odd, recovery});
  }
  BOOST_CHECK(read_failures(write_failures(failures)) == failures);
  BOOST_TEST(write_failures({{"story", "timeout", "no \"answer\"", Recovery::soon}}) ==
             R"([["story","timeout","no \"answer\"",2]])");
}

BOOST_AUTO_TEST_CASE(a_failure_that_may_be_missing_comes_back) {
  BOOST_TEST(write_failure(std::nullopt).empty());
  BOOST_CHECK(!read_failure("").has_value());
  BOOST_CHECK(!read_failure("[]").has_value());
  const Failure failure{"", "rate_limited", "", Recovery::never};
  BOOST_CHECK(read_failure(write_failure(failure)) == failure);
}

BOOST_AUTO_TEST_CASE(a_recovery_of_another_version_is_the_nearest_that_is_known) {
  BOOST_CHECK(read_failures(R"([["","x","",-1]])").at(0).recovery == Recovery::never);
  BOOST_CHECK(read_failures(R"([["","x","",3]])").at(0).recovery == Recovery::soon);
}

BOOST_AUTO_TEST_CASE(ids_come_back_with_proof_and_end) {
  const std::string text =
      write_ids({{RequestId{"Gen-1"}, Proof::person, false}, {RequestId{""}, Proof::token, true}});
  BOOST_TEST(text == R"([["Gen-1",0,0],["",2,1]])");
  const auto ids = read_ids(text);
  BOOST_REQUIRE(ids.size() == 2U);
  BOOST_TEST(ids[0].id.text == "Gen-1");
  BOOST_CHECK(ids[0].proof == Proof::person && !ids[0].gone);
  BOOST_CHECK(ids[1].proof == Proof::token && ids[1].gone);
}

BOOST_AUTO_TEST_CASE(a_proof_of_another_version_is_the_nearest_that_is_known) {
  BOOST_CHECK(read_ids(R"([["g",-9,0]])").at(0).proof == Proof::person);
  BOOST_CHECK(read_ids(R"([["g",9,2]])").at(0).proof == Proof::token);
  BOOST_TEST(read_ids(R"([["g",9,2]])").at(0).gone);
}

BOOST_AUTO_TEST_CASE(orders_come_back_with_any_number_of_formats) {
  const WallTime at{std::chrono::milliseconds{1'780'000'000'123}};
  const std::string text =
      write_orders({{{"square", "\n"}, 3, at}, {{}, 4, WallTime{} - std::chrono::hours{1}}});
  BOOST_TEST(text == R"([[3,1780000000123,"square","\u000a"],[4,-3600000]])");
  const auto orders = read_orders(text);
  BOOST_REQUIRE(orders.size() == 2U);
  BOOST_CHECK((orders[0].formats == Formats{"square", "\n"}));
  BOOST_TEST(orders[0].campaign == 3);
  BOOST_CHECK(orders[0].at == at);
  BOOST_TEST(orders[1].formats.empty());
  BOOST_CHECK(orders[1].at == WallTime{} - std::chrono::hours{1});
}

BOOST_AUTO_TEST_CASE(names_come_back_in_their_order) {
  const Formats names{"story", "", "square", "story"};
  BOOST_TEST(write_names(names) == R"(["story","","square","story"])");
  BOOST_CHECK(read_names(write_names(names)) == names);
}

BOOST_AUTO_TEST_CASE(formats_of_a_design_come_back) {
  const std::string text = write_design_formats(
      {{"square", "x\"y", WallTime{std::chrono::milliseconds{5}}}, {"story", "", WallTime{}}});
  BOOST_TEST(text == R"([["square","x\"y",5],["story","",0]])");
  const auto formats = read_design_formats(text);
  BOOST_REQUIRE(formats.size() == 2U);
  BOOST_TEST(formats[0].name == "square");
  BOOST_TEST(formats[0].digest == "x\"y");
  BOOST_CHECK(formats[0].changed_at == WallTime{std::chrono::milliseconds{5}});
  BOOST_TEST(formats[1].digest.empty());
}

// ---- what cannot be read

namespace {

using Reading = std::function<void(std::string_view)>;

const std::pair<const char*, Reading> readings[] = {
    {"assets", [](std::string_view text) { read_assets(text, Beginnings{}.prefixes()); }},
    {"failures", [](std::string_view text) { read_failures(text); }},
    {"failure", [](std::string_view text) { read_failure(text); }},
    {"ids", [](std::string_view text) { read_ids(text); }},
    {"orders", [](std::string_view text) { read_orders(text); }},
    {"names", [](std::string_view text) { read_names(text); }},
    {"design formats", [](std::string_view text) { read_design_formats(text); }},
};

bool is_refusal(const JournalError& error) {
  return std::string{error.what()} == "a list in it cannot be read";
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_empty_list_is_an_empty_text_and_the_other_way_round) {
  BOOST_TEST(write_assets({}, Beginnings{}.prefixes()).empty());
  BOOST_TEST(write_failures({}).empty());
  BOOST_TEST(write_ids({}).empty());
  BOOST_TEST(write_orders({}).empty());
  BOOST_TEST(write_names({}).empty());
  BOOST_TEST(write_design_formats({}).empty());
  for (const auto& [what, read] : readings) {
    BOOST_TEST_CONTEXT(what) {
      BOOST_CHECK_NO_THROW(read(""));
      BOOST_CHECK_NO_THROW(read("[]"));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_refused_by_every_reader) {
  const std::string deep(1000, '[');
  for (const std::string& text :
       {std::string{" "}, std::string{"null"}, std::string{"{}"}, std::string{"\"square\""}, std::string{"7"},
        std::string{"[\"square\""}, std::string{"[] []"}, std::string{"[null]"}, std::string{"[{}]"},
        std::string{"[7]"}, std::string{"[[]]"}, std::string{"[\"\xFF\"]"}, deep}) {
    for (const auto& [what, read] : readings) BOOST_TEST_CONTEXT(what << ": " << text.substr(0, 20))
    BOOST_CHECK_EXCEPTION(read(text), JournalError, is_refusal);
  }
}

BOOST_AUTO_TEST_CASE(rows_that_are_too_short_or_of_other_types_are_refused) {
  const std::pair<const char*, const char*> spoilt[] = {
      {"assets", R"([["square",1,2,"px","png","b1",0,"",0]])"},
      {"assets", R"([["square","1",2,"px","png","b1",0,"",0,""]])"},
      {"assets", R"([["square",1,null,"px","png","b1",0,"",0,""]])"},
      {"assets", R"([["square",1,2,"px","png",7,0,"",0,""]])"},
      {"assets", R"([["square",1,2,"px","png","b1","0","",0,""]])"},
      {"assets", R"([["square",1,2,"px","png","b1",0,"",0.5,""]])"},
      {"assets", R"([["square",1,2,"px","png","b1",0,"",0,"",7]])"},
      {"assets", R"([["square",1,2,"px","png","b1",0,"",0,"","",null]])"},
      {"assets", R"([["square",1,2,"px","png","b1",0,"",0,"","","",[]]])"},
      {"failures", R"([["story","timeout","no answer"]])"},
      {"failures", R"([["story","timeout",7,0]])"},
      {"failures", R"([["story","timeout","no answer","0"]])"},
      {"failures", R"([["story","timeout","no answer",1e300]])"},
      {"failure", R"([["story"]])"},
      {"ids", R"([["g",1]])"},
      {"ids", R"([[7,1,0]])"},
      {"ids", R"([["g",true,0]])"},
      {"ids", R"([["g",99999999999999999999,0]])"},
      {"orders", R"([[1]])"},
      {"orders", R"([["1",2]])"},
      {"orders", R"([[1,2,3]])"},
      {"names", R"(["square",7])"},
      {"names", R"([["square"]])"},
      {"design formats", R"([["square","x"]])"},
      {"design formats", R"([["square",7,0]])"},
      {"design formats", R"([["square","x","0"]])"},
  };
  for (const auto& [what, text] : spoilt) {
    const auto* reading = std::ranges::find_if(
        readings, [name = std::string_view{what}](const auto& one) { return one.first == name; });
    BOOST_TEST_CONTEXT(what << ": " << text)
    BOOST_CHECK_EXCEPTION(reading->second(text), JournalError, is_refusal);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
