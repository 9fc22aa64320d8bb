// What a journal could not take, as lines of JSON that a later command reads.
#include "io/journal/rescue_lines.hpp"

#include "unit/io/memory_book.hpp"

#include <algorithm>

namespace pressrun::io::test {

BOOST_AUTO_TEST_SUITE(rescue_lines)

namespace {

using namespace std::chrono_literals;

/// The same entry as it is read from what was written of it.
template <class Kind>
Kind read_back(const Kind& fact) {
  const std::string line = rescue_line({key('a', 3), fact});
  BOOST_TEST(std::ranges::count(line, '\n') == 1);
  const auto entry = read_rescue_line(line);
  BOOST_REQUIRE(entry.has_value());
  BOOST_CHECK(entry->content == key('a', 3));
  BOOST_REQUIRE(std::holds_alternative<Kind>(entry->fact));
  return std::get<Kind>(entry->fact);
}

std::string with(std::string text, const std::string& what, const std::string& instead) {
  const auto at = text.find(what);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_id_comes_back) {
  for (const Proof proof : {Proof::person, Proof::answer, Proof::token}) {
    const IdIssued read = read_back(IdIssued{7, RequestId{"gen \"1\"\n\x01"}, proof, noon, noon + 1ms});
    BOOST_TEST(read.request == 7);
    BOOST_TEST(read.id.text == "gen \"1\"\n\x01");
    BOOST_CHECK(read.proof == proof);
    BOOST_CHECK(read.as_of == noon);
    BOOST_CHECK(read.at == noon + 1ms);
  }
}

BOOST_AUTO_TEST_CASE(banners_come_back_with_whole_addresses) {
  const std::vector<Asset> assets{asset("square"), asset("", "{id}")};
  const BannersSeen read = read_back(BannersSeen{7, assets, noon});
  BOOST_CHECK(read.assets == assets);
  BOOST_CHECK(read.at == noon);
  BOOST_TEST(read_back(BannersSeen{7, {}, noon}).assets.empty());
}

BOOST_AUTO_TEST_CASE(an_end_comes_back) {
  RequestConcluded end =
      concluded(7, {"square"}, {{"story", "timeout", "no \"answer\"", Recovery::soon}}, 12);
  end.polls = 41;
  end.as_of = noon - 1h;
  const RequestConcluded read = read_back(end);
  BOOST_TEST(read.request == 7);
  BOOST_CHECK(read.assets == end.assets);
  BOOST_CHECK(read.failures == end.failures);
  BOOST_TEST(read.polls == 41);
  BOOST_TEST(read.run == 12);
  BOOST_CHECK(read.as_of == end.as_of);
  BOOST_CHECK(read.at == end.at);
}

BOOST_AUTO_TEST_CASE(what_was_not_paid_for_is_not_kept) {
  for (const Fact& fact :
       {Fact{RequestRefused{7, {}, noon}}, Fact{RequestRejected{7, {}, "", noon, noon}}, Fact{doubted(7)},
        Fact{IdGone{7, RequestId{"gen-1"}, {}, noon}}, Fact{RequestDecided{7, Decision::dropped, noon}},
        Fact{Ordered{{{"square"}, night, noon}}}, Fact{UserWord{noon}}}) {
    BOOST_TEST(rescue_line({key('a'), fact}).empty());
  }
}

BOOST_AUTO_TEST_CASE(a_line_that_was_cut_short_is_read_at_no_length) {
  const std::string line = rescue_line({key('a'), concluded(7, {"square"})});
  for (std::size_t size = 0; size + 1 < line.size(); ++size)
    BOOST_TEST_CONTEXT(size) BOOST_CHECK(!read_rescue_line(line.substr(0, size)).has_value());
  BOOST_CHECK(read_rescue_line(line.substr(0, line.size() - 1)).has_value());
}

BOOST_AUTO_TEST_CASE(a_line_of_something_else_is_not_read) {
  const std::string id = rescue_line({key('a'), issued(7, "gen-1")});
  const std::string end = rescue_line({key('a'), concluded(7, {"square"})});
  BOOST_REQUIRE(read_rescue_line(id).has_value());
  for (const std::string& spoilt :
       {std::string{"[]"}, std::string{"null"}, std::string{"{}"}, id + id,
        with(id, "\"kind\":\"id\"", "\"kind\":7"), with(id, "\"proof\":1", "\"proof\":3"),
        with(id, "\"proof\":1", "\"proof\":-1"), with(id, "\"request\":7", "\"request\":\"7\""),
        with(id, "sha256:", "sha1:"), with(id, "\"id\":\"gen-1\"", "\"id\":1"),
        with(id, "\"account\":1", "\"account\":1.5"), with(end, "\"kind\":\"end\"", "\"kind\":\"begin\""),
        with(end, "\"kind\":\"end\"", "\"kind\":\"id\""), with(end, "\"polls\":2", "\"polls\":3000000000"),
        with(end, "\"failures\":[]", "\"failures\":[7]"), with(end, "\"square\"", "[]")}) {
    BOOST_TEST_CONTEXT(spoilt) BOOST_CHECK(!read_rescue_line(spoilt).has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
