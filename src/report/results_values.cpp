#include "report/results_values.hpp"

#include <optional>
#include <string>

namespace pressrun::report {
namespace {

namespace json = boost::json;

// Parentheses: with braces, a value of one thing is an array of one thing.
json::value known(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::value time_value(const std::optional<WallTime>& at) {
  return at ? json::value(to_rfc3339(*at)) : json::value();
}

/// What the journal kept. It was written by us; should it be damaged all the same, the results are still
/// valid.
json::value variables_value(const std::string& text) {
  json::error_code error;
  json::value value = json::parse(text, error);
  return error || !value.is_object() ? json::object{} : value;
}

json::object asset_value(const Asset& asset) {
  json::object value{{"format", known(asset.format)},    {"width", asset.width},
                     {"height", asset.height},           {"unit", known(asset.unit)},
                     {"type", known(asset.type)},        {"id", known(asset.id)},
                     {"url", known(asset.url)},          {"cdn_url", known(asset.cdn_url)},
                     {"filename", known(asset.filename)}};
  if (!asset.fallback_image_url.empty()) value["fallback_image_url"] = asset.fallback_image_url;
  return value;
}

json::object failure_value(const Failure& failure) {
  return {{"format", known(failure.format)}, {"id", known(failure.id)}, {"message", failure.message}};
}

json::array asset_values(const std::vector<Asset>& assets) {
  json::array values;
  for (const Asset& asset : assets) values.emplace_back(asset_value(asset));
  return values;
}

json::array failure_values(const std::vector<Failure>& failures) {
  json::array values;
  for (const Failure& failure : failures) values.emplace_back(failure_value(failure));
  return values;
}

}  // namespace

json::object summary_value(const Summary& summary) {
  const ApiCalls& calls = summary.api_calls;
  return {{"jobs", summary.jobs},
          {"succeeded", summary.succeeded},
          {"partial", summary.partial},
          {"failed", summary.failed},
          {"in_doubt", summary.in_doubt},
          {"pending", summary.pending},
          {"unchanged", summary.unchanged},
          {"assets", summary.assets},
          {"credits", summary.credits},
          {"api_calls", json::object{{"submit", calls.submit},
                                     {"poll", calls.poll},
                                     {"read", calls.read},
                                     {"rate_limited", calls.rate_limited}}}};
}

json::object job_value(const JobResult& job) {
  return {{"key", job.key.text},
          {"design_id", job.design_id.text},
          {"design", job.design_name},
          {"status", std::string{results_status(job.status)}},
          {"unchanged", job.unchanged},
          {"variables", variables_value(job.variables_json)},
          {"fingerprint", known(job.fingerprint.text)},
          {"generation_request_id", known(job.request_id.text)},
          {"attempts", job.attempts},
          {"polls", job.polls},
          {"submitted_at", time_value(job.submitted_at)},
          {"finished_at", time_value(job.finished_at)},
          {"assets", asset_values(job.assets)},
          {"errors", failure_values(job.failures)}};
}

json::object head_value(const RunRecord& run) {
  return {{"pressrun", 1},
          {"name", run.name},
          {"run_id", run.id.text},
          {"started_at", to_rfc3339(run.started_at)},
          {"finished_at", time_value(run.finished_at)},
          {"summary", summary_value(run.summary)}};
}

}  // namespace pressrun::report
