#include "unit/report/samples.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(results_csv)

using namespace report_samples;
using pressrun::report::ResultsFormat;

namespace {

const std::string head =
    "key,design,design_id,status,format,width,height,unit,type,url,cdn_url,filename,generation_request_id,"
    "error_id,"
    "error_message,path,sha256,bytes\r\n";

/// The last cell of the only row of a job with this error message.
std::string message_cell(const std::string& message) {
  JobView job = doubtful_job();
  job.key = JobKey{"k"};
  job.failures = {{"", "e", message}};
  const std::string text = written(ResultsFormat::csv, run(), {job});
  const std::string before = head + "k,hero,64238d01,in_doubt,,,,,,,,,,e,";
  BOOST_TEST_REQUIRE(text.starts_with(before));
  return text.substr(before.size(), text.size() - before.size() - 5);  // three empty cells and the line's end
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_asset_and_each_error_has_a_row) {
  BOOST_TEST(
      written(ResultsFormat::csv, run(), {partial_job()}) ==
      head +
          "hero/sku1-light,hero,64238d01,partial,facebook-feed,1200,628,px,png,https://f.example/1.png,"
          "https://c.example/1.png,1.png,9e8d,,,,,\r\n"
          "hero/sku1-light,hero,64238d01,partial,instagram-post,,,,,,,,9e8d,cannot_build_banner,The text "
          "cannot fit.,,,\r\n");
}

BOOST_AUTO_TEST_CASE(a_job_with_neither_has_a_row_too) {
  JobView job = doubtful_job();
  job.failures.clear();
  BOOST_TEST(written(ResultsFormat::csv, run(), {job}) ==
             head + "hero/it's new,hero,64238d01,in_doubt,,,,,,,,,,,,,,\r\n");
}

BOOST_AUTO_TEST_CASE(a_file_that_was_fetched_stands_beside_its_asset) {
  JobView job = partial_job();
  FetchedFile file;
  file.asset = fetched_as(job.assets.front());
  file.path = "/out/a, b.png";
  file.sha256 = "sha256:ab";
  file.bytes = 1234;
  job.files = {file};
  BOOST_TEST(
      written(ResultsFormat::csv, run(), {job}).find(",1.png,9e8d,,,\"/out/a, b.png\",sha256:ab,1234\r\n") !=
      std::string::npos);
  job.files.front().problem_id = "download_damaged";
  BOOST_TEST(written(ResultsFormat::csv, run(), {job}).find(",1.png,9e8d,,,,,\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(separators_quotes_and_line_breaks_are_quoted) {
  BOOST_TEST(message_cell("a,b") == "\"a,b\"");
  BOOST_TEST(message_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
  BOOST_TEST(message_cell("two\nlines") == "\"two\nlines\"");
  BOOST_TEST(message_cell("a;=1+1") == "\"a;=1+1\"");
  BOOST_TEST(message_cell("Été 🎉") == "Été 🎉");
}

BOOST_AUTO_TEST_CASE(formulas_are_defused) {
  for (const char* start : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    BOOST_TEST_CONTEXT(start) {
      BOOST_TEST(message_cell(start + std::string{"1"}) == "'" + std::string{start} + "1");
    }
  }
  BOOST_TEST(message_cell("\t=1") == "\"'\t=1\"");
  BOOST_TEST(message_cell("\r=1") == "\"'\r=1\"");
  BOOST_TEST(message_cell("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  BOOST_TEST(message_cell("1-1=0") == "1-1=0");
}

BOOST_AUTO_TEST_CASE(what_is_not_text_becomes_a_replacement_character) {
  BOOST_TEST(message_cell(std::string{"a\0b\xFF", 4}) ==
             "a\xEF\xBF\xBD"
             "b\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_SUITE_END()
