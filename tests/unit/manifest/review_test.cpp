#include "pressrun/manifest/review.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(review)

using namespace pressrun;
using namespace pressrun::manifest;

namespace {

class Text final : public ByteStream {
 public:
  explicit Text(std::string text) : text_(std::move(text)) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t taken = std::min(size, text_.size() - at_);
    std::memcpy(into, text_.data() + at_, taken);
    at_ += taken;
    return taken;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

Review read(std::string text) { return read_review(std::make_unique<Text>(std::move(text)), "review.csv"); }

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_rejected_or_approved_with_changes_is_made_again) {
  const Review review = read(
      "key,format,sha256,picture,verdict,comment\r\nhero/a,square,,p1,rejected,\"too, dark\"\r\n"
      "hero/a,story,,p2,approved with "
      "changes,\r\nhero/b,square,,p3,approved,\r\nhero/c,square,,p4,comment,?\r\n");
  BOOST_TEST(!review.diagnostics.has_errors());
  BOOST_REQUIRE(review.again.size() == 1U);
  const auto& pictures = review.again.at("hero/a");
  BOOST_REQUIRE(pictures.size() == 2U);
  BOOST_TEST(pictures[0].format == "square");
  BOOST_TEST(pictures[0].picture == "p1");
  BOOST_TEST(pictures[1].format == "story");
}

BOOST_AUTO_TEST_CASE(what_a_spreadsheet_gives_back_is_read) {
  const Review review =
      read("\xEF\xBB\xBFkey;format;verdict;comment\r\n'=hero/a;square;Rejected ;\"a;b\"\r\n");
  BOOST_TEST(!review.diagnostics.has_errors());
  BOOST_TEST(review.again.contains("=hero/a"));
  BOOST_TEST(review.again.at("=hero/a").front().picture.empty());
}

BOOST_AUTO_TEST_CASE(an_apostrophe_that_belongs_to_the_key_stays) {
  const Review review = read("key,format,verdict\n'tis,square,rejected\n''=x,square,rejected\n");
  BOOST_TEST(review.again.contains("'tis"));
  BOOST_TEST(review.again.contains("'=x"));
}

BOOST_AUTO_TEST_CASE(another_table_is_refused) {
  const Review review = read("sku,title\n1,2\n");
  BOOST_TEST(review.diagnostics.has_errors());
  BOOST_TEST(review.again.empty());
}

BOOST_AUTO_TEST_CASE(a_verdict_that_is_none_is_an_error_with_its_place) {
  const Review review = read("key,format,verdict\nhero/a,square,rejectd\n");
  BOOST_REQUIRE(review.diagnostics.has_errors());
  const Diagnostic& finding = review.diagnostics.items.front();
  BOOST_TEST(finding.at.line == 2U);
  BOOST_TEST(finding.hint == "did you mean 'rejected'?");
}

BOOST_AUTO_TEST_SUITE_END()
