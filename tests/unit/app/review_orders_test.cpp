#include "app/review_orders.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(review_orders)

using namespace pressrun;
using namespace pressrun::app;

namespace {

GenerationRequest made(const std::string& format, const std::string& picture) {
  GenerationRequest request;
  Asset asset;
  asset.format = format;
  asset.id = picture;
  request.assets.push_back(asset);
  return request;
}

Selection rejecting(const std::string& format, const std::string& picture) {
  Selection selection;
  selection.select = {"@review.csv"};
  selection.selected_review.again["hero/a"] = {{format, picture}};
  return selection;
}

const JobKey job{"hero/a"};
const Formats both{"square", "story"};

}  // namespace

BOOST_AUTO_TEST_CASE(the_rejected_format_alone_is_ordered) {
  ContentRecord record;
  record.requests = {made("square", "p1"), made("story", "p2")};
  BOOST_TEST(reviewed_formats(rejecting("square", "p1"), job, record, both) == Formats{"square"});
  BOOST_TEST(reviewed_formats(rejecting("square", ""), job, record, both) == Formats{"square"});
}

BOOST_AUTO_TEST_CASE(what_was_made_again_since_the_review_is_not_bought_once_more) {
  ContentRecord record;
  record.requests = {made("square", "p1"), made("square", "p9")};
  BOOST_TEST(reviewed_formats(rejecting("square", "p1"), job, record, both).empty());
}

BOOST_AUTO_TEST_CASE(a_job_that_is_selected_otherwise_is_ordered_whole) {
  ContentRecord record;
  Selection selection = rejecting("square", "p1");
  selection.select.emplace_back("hero/*");
  BOOST_TEST(reviewed_formats(selection, job, record, both) == both);
  BOOST_TEST(reviewed_formats({}, job, record, both) == both);
}

BOOST_AUTO_TEST_CASE(a_document_of_several_pages_has_no_format) {
  ContentRecord record;
  record.requests = {made("", "p1")};
  BOOST_TEST(reviewed_formats(rejecting("", "p1"), job, record, {"document"}) == Formats{"document"});
}

BOOST_AUTO_TEST_SUITE_END()
