#include "manifest/decoded_stream.hpp"

#include "unit/manifest/loaded.hpp"

#include <system_error>
#include <zlib.h>

BOOST_AUTO_TEST_SUITE(decoded_stream)

using namespace pressrun;
using namespace pressrun::test;

namespace {

std::string gzipped(const std::string& text) {
  std::string out(text.size() + 100, '\0');
  z_stream state{};
  BOOST_REQUIRE(deflateInit2(&state, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in = text;
  state.next_in = reinterpret_cast<Bytef*>(in.data());
  state.avail_in = static_cast<uInt>(in.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  BOOST_REQUIRE(deflate(&state, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - state.avail_out);
  deflateEnd(&state);
  return out;
}

/// ASCII and a few letters of the first plane, as UTF-16 without mark.
std::string utf16(const std::u16string& text, bool big) {
  std::string out;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    out += big ? high : low;
    out += big ? low : high;
  }
  return out;
}

std::string text_of(const std::string& bytes) {
  MemorySources sources;
  sources.files["f"] = bytes;
  const auto stream = manifest::decoded(std::move(std::get<0>(sources.open("f"))));
  std::string text;
  char piece[5];
  while (const std::size_t got = stream->read(piece, sizeof piece)) text.append(piece, got);
  return text;
}

std::vector<std::string> titles(const std::string& name, const std::string& bytes) {
  Loaded loaded;
  loaded.sources.files[name] = bytes;
  loaded.load(with_entry("    rows: " + name + "\n    elements: {title: {payload: \"${row.title}\"}}\n"));
  std::vector<std::string> all;
  for (std::size_t i = 0; i < loaded.jobs.size(); ++i) all.push_back(loaded.title(i));
  if (!loaded.findings.items.empty()) all.push_back(loaded.page());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(plain_text_goes_through) {
  for (const char* text : {"", "a", "ab", "abc", "abcd", "sku,title\n", "\xEF\xBB\xBFx"})
    BOOST_TEST(text_of(text) == text);
}

BOOST_AUTO_TEST_CASE(utf_16_is_told_by_its_first_bytes) {
  const std::u16string text = u"sku\té€\xD83C\xDF89\n";
  for (const bool big : {false, true}) {
    BOOST_TEST(text_of(utf16(u"\xFEFF" + text, big)) == "\xEF\xBB\xBFsku\té€🎉\n");
    BOOST_TEST(text_of(utf16(text, big)) == "sku\té€🎉\n");
  }
  BOOST_TEST(text_of(utf16(u"\xFEFF"
                           "a\xD83C"
                           "b",
                           false)) ==
             "\xEF\xBB\xBF"
             "a\xEF\xBF\xBD"
             "b");
  BOOST_TEST(text_of(utf16(u"\xFEFF"
                           "ab",
                           false) +
                     "c") ==
             "\xEF\xBB\xBF"
             "ab\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(gzip_is_unpacked_in_all_its_parts) {
  BOOST_TEST(text_of(gzipped("hello\n")) == "hello\n");
  BOOST_TEST(text_of(gzipped("a\n") + gzipped("b\n")) == "a\nb\n");
  BOOST_TEST(text_of(gzipped("a\n") + std::string(8, '\0')) == "a\n");
  BOOST_TEST(text_of(gzipped(utf16(u"\xFEFFok\n", false))) == "\xEF\xBB\xBFok\n");
  BOOST_TEST(text_of(gzipped("")) == "");
}

BOOST_AUTO_TEST_CASE(damaged_gzip_is_no_end_of_the_file) {
  const std::string whole = gzipped("sku,title\n1,a\n");
  for (std::size_t size = 3; size < whole.size(); ++size)
    BOOST_CHECK_THROW(text_of(whole.substr(0, size)), std::system_error);
  std::string flipped = whole;
  flipped[whole.size() - 6] ^= 1;
  BOOST_CHECK_THROW(text_of(flipped), std::system_error);
}

BOOST_AUTO_TEST_CASE(rows_are_read_whatever_they_are_packed_in) {
  const std::vector<std::string> two{"Lamp", "Chair"};
  BOOST_TEST(titles("p.csv.gz", gzipped("sku,title\n1,Lamp\n2,Chair\n")) == two,
             boost::test_tools::per_element());
  BOOST_TEST(titles("p.JSONL.GZ", gzipped("{\"title\":\"Lamp\"}\n{\"title\":\"Chair\"}\n")) == two,
             boost::test_tools::per_element());
  BOOST_TEST(titles("p.txt", utf16(u"\xFEFFsku\ttitle\r\n1\tLamp\r\n2\tChair\r\n", false)) == two,
             boost::test_tools::per_element());
  const auto cut = titles("p.csv.gz", gzipped("sku,title\n1,Lamp\n").substr(0, 25));
  BOOST_REQUIRE(!cut.empty());
  BOOST_TEST(cut.back().find("the gzip data ends in the middle") != std::string::npos, cut.back());
}

BOOST_AUTO_TEST_SUITE_END()
