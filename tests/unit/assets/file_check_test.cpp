#include "pressrun/assets/file_check.hpp"

#include "pressrun/simulator/assets.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(file_check)

using namespace pressrun::assets;
namespace data = boost::unit_test::data;

namespace {

const std::vector<std::string> all_types{"jpeg", "png", "webp", "avif", "pdf", "gif", "mp4", "zip"};

class Text final : public Bytes {
 public:
  explicit Text(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  [[nodiscard]] std::size_t read(std::uint64_t at, char* into, std::size_t most) override {
    if (at >= bytes_.size()) return 0;
    const std::size_t count = std::min(most, bytes_.size() - at);
    std::memcpy(into, bytes_.data() + at, count);
    return count;
  }

 private:
  std::string bytes_;
};

/// A file of the kind, as the painter makes it; each once.
const std::string& file_of(const std::string& type) {
  static std::map<std::string, std::string> made;
  std::string& file = made[type];
  if (file.empty())
    file = pressrun::simulator::render_asset(
        {type, "Seasonal hero", "facebook-feed", 1200, 628, "px", R"({"title":{"payload":"Sale"}})"});
  return file;
}

FileFacts walked(std::string bytes, const std::string& type) {
  Text text(std::move(bytes));
  return walk(text, type);
}

std::string problem_of(const std::string& bytes, const std::string& type) {
  return mismatch(walked(bytes, type), {type, 1200, 628, "px", false});
}

/// Without what may follow a PDF's last word.
std::size_t shortest_whole(const std::string& bytes, const std::string& type) {
  if (type != "pdf") return bytes.size();
  return bytes.find_last_not_of("\r\n ") + 1;
}

}  // namespace

BOOST_DATA_TEST_CASE(a_whole_file_is_what_was_asked_for, data::make(all_types), type) {
  const FileFacts facts = walked(file_of(type), type);
  BOOST_TEST(facts.problem == "");
  BOOST_TEST(facts.type == type);
  BOOST_TEST(problem_of(file_of(type), type) == "");
}

BOOST_DATA_TEST_CASE(every_truncation_is_noticed, data::make(all_types), type) {
  const std::string& whole = file_of(type);
  const std::size_t size = shortest_whole(whole, type);
  std::mt19937_64 draw(7);
  std::vector<std::size_t> lengths{0, 1, 7, 8, 12, size / 2, size - 1};
  while (lengths.size() < 300) lengths.push_back(draw() % size);
  for (const std::size_t length : lengths)
    BOOST_TEST(problem_of(whole.substr(0, length), type) != "",
               type << " cut at " << length << " of " << size);
}

BOOST_DATA_TEST_CASE(a_flipped_bit_harms_nobody, data::make(all_types), type) {
  const std::string& whole = file_of(type);
  std::mt19937_64 draw(11);
  std::size_t noticed = 0;
  for (int i = 0; i < 300; ++i) {
    std::string bytes = whole;
    char& byte = bytes[draw() % bytes.size()];
    byte = static_cast<char>(byte ^ (1 << (draw() % 8)));
    if (!problem_of(bytes, type).empty()) ++noticed;
  }
  BOOST_TEST_MESSAGE(type << ": " << noticed << " of 300 flips noticed");
  if (type == "png") BOOST_TEST(noticed == 300U);
}

/// What it packs has checksums, and each head is compared with the list. Extra fields of a head (times,
/// owners) have neither, and no reader of the bundle heeds them.
BOOST_AUTO_TEST_CASE(a_flip_in_what_a_zip_packs_is_noticed) {
  const std::string& whole = file_of("zip");
  const std::size_t list = whole.find("PK\x01\x02");
  BOOST_REQUIRE(list != std::string::npos);
  std::mt19937_64 draw(13);
  int noticed = 0;
  for (int i = 0; i < 300; ++i) {
    std::string bytes = whole;
    char& byte = bytes[draw() % list];
    byte = static_cast<char>(byte ^ (1 << (draw() % 8)));
    if (!problem_of(bytes, "zip").empty()) ++noticed;
  }
  BOOST_TEST(noticed >= 290);
}

BOOST_AUTO_TEST_CASE(another_kind_than_asked_for_is_told) {
  BOOST_TEST(problem_of(file_of("jpeg"), "png") == "it is of type jpeg");
  BOOST_TEST(problem_of("<html>no</html>", "png") == "it is no picture, film or document that is known");
  BOOST_TEST(problem_of("", "png") == "it is empty");
  BOOST_TEST(problem_of(file_of("jpeg"), "jpg") == "");
  BOOST_TEST(problem_of(file_of("zip"), "html5") == "");
}

BOOST_AUTO_TEST_CASE(a_picture_has_the_proportions_of_its_format) {
  const auto told = [](double width, double height, const ExpectedFile& expected) {
    FileFacts facts;
    facts.type = expected.type;
    facts.width = width;
    facts.height = height;
    return mismatch(facts, expected);
  };
  const ExpectedFile feed{"png", 1200, 628, "px", false};
  BOOST_TEST(told(1200, 628, feed) == "");
  BOOST_TEST(told(2400, 1256, feed) == "");
  BOOST_TEST(told(640, 335, feed) == "");
  BOOST_TEST(told(628, 1200, feed) == "it is 628 x 1200 pixels, and the format is 1200 x 628");
  BOOST_TEST(told(1080, 1080, feed) != "");
  const ExpectedFile flyer{"pdf", 148, 210, "mm", false};
  BOOST_TEST(told(419.5, 595.3, flyer) == "");
  BOOST_TEST(told(460, 640, flyer) == "");  // with its crop marks
  BOOST_TEST(told(400, 595.3, flyer) == "its page is 400 x 595.30 points, and the format is 419.53 x 595.28");
  BOOST_TEST(told(400, 595.3, ExpectedFile{"pdf", 148, 210, "mm", true}) == "");
}

BOOST_AUTO_TEST_CASE(a_zip_without_a_page_to_open_is_none) {
  FileFacts facts;
  facts.type = "zip";
  BOOST_TEST(mismatch(facts, {"zip", 0, 0, "", false}) == "there is no index.html in it");
}

BOOST_AUTO_TEST_CASE(what_lies_about_its_size_ends) {
  // A PNG whose first part claims two gigabytes, a film whose box holds itself, a GIF of nothing but blocks.
  BOOST_TEST(problem_of(std::string("\x89PNG\r\n\x1A\n\x7F\xFF\xFF\xFFIHDR", 16), "png") != "");
  BOOST_TEST(problem_of(std::string("\0\0\0\x08"
                                    "ftypisom",
                                    12) +
                            std::string("\0\0\0\0moov", 8),
                        "mp4") != "");
  BOOST_TEST(problem_of("GIF89a" + std::string(100'000, '\x21'), "gif") != "");
}

BOOST_AUTO_TEST_SUITE_END()
