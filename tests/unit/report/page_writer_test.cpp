#include "pressrun/report/page_writer.hpp"

#include "unit/report/samples.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <sstream>
#include <string>
#include <zlib.h>

BOOST_AUTO_TEST_SUITE(page_writer)

using namespace report_samples;
namespace json = boost::json;

namespace {

std::string from_base64(std::string_view letters) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char letter : letters) {
    if (letter == '=') break;
    const std::size_t value = alphabet.find(letter);
    BOOST_REQUIRE(value != std::string_view::npos);
    group = group << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> static_cast<unsigned>(bits) & 0xFFU);
  }
  return bytes;
}

std::string unpacked(const std::string& packed) {
  z_stream stream{};
  BOOST_REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string input = packed;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::string text;
  std::string piece(1U << 16U, '\0');
  int answer = Z_OK;
  while (answer == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    answer = inflate(&stream, Z_NO_FLUSH);
    text.append(piece, 0, piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  BOOST_TEST(answer == Z_STREAM_END);
  return text;
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const std::size_t start = text.find(begin);
  BOOST_REQUIRE(start != std::string::npos);
  const std::size_t from = start + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

json::value data_of(const std::string& page) {
  return json::parse(unpacked(from_base64(between(page, R"(id="data">)", "</script>"))));
}

std::string page_of(const std::vector<JobView>& jobs, report::PageFacts facts = {}) {
  std::ostringstream out;
  const auto writer = report::make_page_writer(std::move(facts), out);
  writer->begin(run());
  for (const JobView& job : jobs) writer->job(job);
  writer->end();
  return out.str();
}

}  // namespace

BOOST_AUTO_TEST_CASE(jobs_files_and_failures_are_in_the_page) {
  const JobView partial = partial_job();
  const json::value data = data_of(page_of({partial, doubtful_job()}));
  const json::array& jobs = data.at("jobs").as_array();
  BOOST_REQUIRE(jobs.size() == 2U);
  BOOST_TEST(jobs[0].at("key").as_string() == partial.key.text);
  BOOST_TEST(jobs[0].at("status").as_string() == "partial");
  BOOST_TEST(jobs[0].at("assets").as_array().size() == partial.assets.size());
  BOOST_TEST(jobs[0].at("errors").as_array().at(0).at("message").as_string() == "The text cannot fit.");
  BOOST_TEST(jobs[1].at("status").as_string() == "in_doubt");
  BOOST_TEST(data.at("orphans").as_array().empty());
}

BOOST_AUTO_TEST_CASE(no_text_of_others_is_markup) {
  JobView job = partial_job();
  job.key.text = "hero/</script><script>alert(1)</script>";
  job.failures.front().message = "<img src=x onerror=alert(1)>";
  const std::string page = page_of({job});
  BOOST_TEST(page.find("alert(1)") == std::string::npos);
  BOOST_TEST(page.find("onerror=") == std::string::npos);
  BOOST_TEST(data_of(page).at("jobs").as_array().at(0).at("key").as_string() == job.key.text);
}

BOOST_AUTO_TEST_CASE(style_and_script_are_allowed_by_their_hashes_alone) {
  const std::string page = page_of({});
  const std::string policy = between(page, R"(http-equiv="Content-Security-Policy" content=")", "\"");
  BOOST_TEST(policy.starts_with("default-src 'none'; script-src 'sha256-"));
  BOOST_TEST(policy.find("unsafe") == std::string::npos);
  BOOST_TEST(policy.find("connect-src") == std::string::npos);
  BOOST_TEST(page.find("{{") == std::string::npos);
  BOOST_TEST(page.find("\nimport ") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(past_runs_and_what_they_cost_are_in_the_page) {
  report::PageFacts facts;
  RunRecord before = run();
  before.number = 1;
  before.exit_code = 13;
  RunRecord present = run();
  present.number = run().number;
  facts.runs = {present, before};
  facts.spending = {{DesignId{"64238d01"}, WallTime{std::chrono::days{20000}}, 7, 2, 1}};
  facts.manifest = "jobs/black-friday.yaml";
  const json::value data = data_of(page_of({}, facts));
  BOOST_TEST(data.at("facts").at("runs").as_array().size() == 2U);
  BOOST_TEST(data.at("facts").at("spending").as_array().at(0).at("settled").to_number<int>() == 7);
  BOOST_TEST(data.at("facts").at("manifest").as_string() == "jobs/black-friday.yaml");
}

BOOST_AUTO_TEST_CASE(a_page_of_many_jobs_is_written_whole) {
  std::vector<JobView> jobs(5'000, partial_job());
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].key.text = "hero/" + std::to_string(i * 7919);
  const json::value data = data_of(page_of(jobs));
  const json::array& all = data.at("jobs").as_array();
  BOOST_REQUIRE(all.size() == jobs.size());
  BOOST_TEST(all.back().at("key").as_string() == jobs.back().key.text);
}

BOOST_AUTO_TEST_SUITE_END()
