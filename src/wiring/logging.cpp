#include "wiring/logging.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/io/system_clock.hpp"
#include "wiring/log_file.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

namespace pressrun::wiring {
namespace {

namespace json = boost::json;
using WriteLine = std::function<void(const std::string&)>;

/// What a run does is told at level info.
bool is_wanted(const usage::Options& options) {
  const std::string& level = options.log.level;
  if (!level.empty()) return level == "debug" || level == "info";
  return !options.log.file.empty() || options.output.verbose > 0;
}

WriteLine writer_of(const usage::LogOptions& options) {
  if (options.file.empty()) return [](const std::string& line) { std::cerr << line + "\n"; };
  return [file = std::make_shared<LogFile>(options.file)](const std::string& line) { file->write(line); };
}

/// Of "00-TRACE-SPAN-FLAGS" (W3C Trace Context) the trace; empty where it is none.
std::string trace_of(const std::string& parent) {
  const bool form = parent.size() == 55 && parent[2] == '-' && parent[35] == '-' && parent[52] == '-';
  if (!form) return {};
  const std::string trace = parent.substr(3, 32);
  const bool hex =
      std::ranges::all_of(trace, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  return hex ? trace : std::string{};
}

json::object head_of(const std::string& run_id, const std::string& trace, std::string_view type) {
  json::object line{
      {"time", to_rfc3339(io::wall_now())}, {"level", "info"}, {"run_id", run_id}, {"type", type}};
  if (!trace.empty()) line["trace_id"] = trace;
  return line;
}

}  // namespace

Logs make_logs(const usage::Options& options, const Environment& environment, const std::string& run_id) {
  if (!is_wanted(options)) return {};
  const WriteLine write = writer_of(options.log);
  if (options.log.format != "json") {
    return {
        [write](const std::string& text) { write(to_rfc3339(io::wall_now()) + " info " + printable(text)); },
        {}};
  }
  const std::string trace = trace_of(environment.value("TRACEPARENT"));
  Logs logs;
  logs.line = [=](const std::string& text) {
    json::object line = head_of(run_id, trace, "warning");
    line["message"] = printable(text);
    write(json::serialize(line));
  };
  logs.event = [=](const app::LoggedEvent& event) {
    json::object line = head_of(run_id, trace, event.type);
    line["message"] = printable(event.message);
    if (!event.job.empty()) line["job"] = printable(event.job);
    if (!event.generation_request_id.empty())
      line["generation_request_id"] = printable(event.generation_request_id);
    if (!event.error_id.empty()) line["error_id"] = printable(event.error_id);
    write(json::serialize(line));
  };
  return logs;
}

}  // namespace pressrun::wiring
