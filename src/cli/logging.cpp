#include "cli/logging.hpp"

#include "cli/failure.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json/serialize.hpp>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>
#include <unistd.h>

namespace pressrun::cli {
namespace {

/// Made by us, so that only its owner reads it: job keys and server texts are nobody else's business.
void make_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw CommandFailed(ExitCode::usage, "the log file '" + printable(file) + "' cannot be written: " +
                                             std::generic_category().message(errno));
  }
  ::close(descriptor);
}

std::shared_ptr<spdlog::logger> make_logger(const LogOptions& options) {
  if (options.file.empty())
    return std::make_shared<spdlog::logger>("pressrun", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  make_private(options.file);
  return std::make_shared<spdlog::logger>("pressrun",
                                          std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file));
}

std::string json_text(const std::string& line) {
  return boost::json::serialize(boost::json::string_view{line});
}

/// What a run does is told at level info.
bool is_wanted(const Options& options) {
  const std::string& level = options.log.level;
  if (!level.empty()) return level == "debug" || level == "info";
  return !options.log.file.empty() || options.output.verbose > 0;
}

}  // namespace

std::function<void(const std::string&)> make_log(const Options& options) {
  if (!is_wanted(options)) return {};
  auto logger = make_logger(options.log);
  const bool json = options.log.format == "json";
  logger->set_pattern(
      json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc);
  logger->flush_on(spdlog::level::info);
  return [logger, json](const std::string& line) {
    const std::string text = printable(line);
    logger->info("{}", json ? json_text(text) : text);
  };
}

}  // namespace pressrun::cli
