// Results of a job whose texts are anything, in all four kinds, and the summaries for a terminal. JSON and
// YAML read back as one document with one job, CSV has no cell that a spreadsheet would run.
#include "fuzz/response.hpp"
#include "pressrun/report/results_writer.hpp"
#include "pressrun/report/table.hpp"

#include <boost/json.hpp>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace {

using namespace pressrun;
using fuzz::require;
namespace json = boost::json;

JobView job_of(std::string_view input) {
  const auto text = [&] { return std::string{fuzz::take(input, '\n')}; };
  JobView job;
  job.key = JobKey{text()};
  job.design_name = text();
  job.design_id = DesignId{text()};
  job.status = JobStatus::partial;
  job.request_id = RequestId{text()};
  job.assets.push_back({text(), 148.5, 1e300, text(), text(), text(), text(), text(), text(), text()});
  job.failures.push_back({text(), text(), std::string{input}});
  return job;
}

std::string written(report::ResultsFormat format, const JobView& job) {
  std::ostringstream out;
  const auto writer = report::make_results_writer(format, out);
  RunRecord run;
  run.name = job.design_name;
  writer->begin(run);
  writer->job(job);
  writer->end();
  return out.str();
}

void check_json(const JobView& job) {
  const json::value whole = json::parse(written(report::ResultsFormat::json, job));
  const json::array& jobs = whole.at("jobs").as_array();
  require(jobs.size() == 1, "one job is one");
  if (fuzz::is_text(job.key.text))
    require(jobs.at(0).at("key").as_string() == job.key.text, "a key reads back");
  const std::string line = written(report::ResultsFormat::jsonl, job);
  require(line.find('\n') == line.size() - 1, "a job is a line", line);
  require(json::parse(line).at("assets").as_array().size() == 1, "an asset is one");
}

void check_yaml(const JobView& job) {
  const YAML::Node whole = YAML::Load(written(report::ResultsFormat::yaml, job));
  require(whole["jobs"].size() == 1 && whole["jobs"][0]["errors"].size() == 1, "one job is one in YAML");
}

/// Takes a cell off the front, as RFC 4180 has it, and its separator; for a spreadsheet, ; and tab separate
/// too.
std::string take_cell(std::string_view& text) {
  std::string cell;
  bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  for (; !text.empty(); text.remove_prefix(1)) {
    const char c = text.front();
    const bool doubled = quoted && c == '"' && text.substr(1).starts_with('"');
    if (doubled) text.remove_prefix(1);
    if (quoted && c == '"' && !doubled) {
      quoted = false;
      continue;
    }
    if (!quoted && (c == ',' || c == ';' || c == '\t' || c == '\r' || c == '\n')) break;
    cell += c;
  }
  require(!quoted, "every quote is closed");
  if (text.starts_with('\r')) text.remove_prefix(1);
  if (!text.empty()) text.remove_prefix(1);
  return cell;
}

void check_csv(const JobView& job) {
  const std::string text = written(report::ResultsFormat::csv, job);
  require(fuzz::is_text(text), "CSV is text", text);
  std::size_t cells = 0;
  for (std::string_view rest = text; !rest.empty(); ++cells) {
    const std::string cell = take_cell(rest);
    require(cell.find_first_of("=+-@\t\r\n") != 0, "no cell is a formula", cell);
  }
  require(cells == 54, "a head, an asset and an error of eighteen cells", text);
}

void check_terminal(const JobView& job) {
  report::Ending ending;
  ending.worth_naming = {job};
  ending.reason = job.failures.front().message;
  ending.results_files = {job.key.text};
  ending.manifest = report::shell_word(job.key.text);
  fuzz::require_harmless(report::text_summary(ending, false));
  report::StatusView view;
  view.worth_naming = {job};
  view.manifest = ending.manifest;
  fuzz::require_harmless(report::status_text(view, false));
  json::parse(report::status_json(view));
  report::Table table{{{"name", true}, {"type"}}};
  table.add({job.key.text, job.design_name});
  fuzz::require_harmless(table.text({40, true}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  const JobView job = job_of(input);
  check_json(job);
  check_yaml(job);
  check_csv(job);
  check_terminal(job);
  return 0;
}
