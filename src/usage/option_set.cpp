#include "usage/option_set.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>

namespace pressrun::usage {
namespace {

template <class Number>
std::optional<Number> number_from(const std::string& text, Number least) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end || number < least) return std::nullopt;
  return number;
}

/// "-o,--lock-timeout" → "PRESSRUN_LOCK_TIMEOUT"; empty where there is no long name, and for what has to be
/// said each time: it spends, or belongs to one call.
std::string twin_of(const std::string& names) {
  constexpr std::array said_each_time{"force", "yes", "as", "all", "job", "in-doubt", "plan", "port"};
  const std::size_t at = names.find("--");
  if (at == std::string::npos) return {};
  const std::string name = names.substr(at + 2, names.find(',', at) - at - 2);
  if (std::ranges::find(said_each_time, name) != said_each_time.end()) return {};
  std::string twin = "PRESSRUN_";
  for (const char c : name) {
    twin += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return twin;
}

void complain(const std::string& names, const std::optional<std::string>& complaint) {
  if (complaint) throw CLI::ValidationError(names.substr(names.find("--")), *complaint);
}

/// The parser hands on a variable as one value.
bool is_of_environment(const std::vector<std::string>& values, const std::string& twin) {
  const char* set = twin.empty() ? nullptr : std::getenv(twin.c_str());
  return set != nullptr && values.size() == 1 && values.front() == set;
}

/// A repeatable option's variable has one value a line.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

CLI::Option* OptionSet::value(const std::string& names, const std::string& type, const std::string& text,
                              const Take& take, const std::string& shown_default) {
  auto* option = app_.add_option_function<std::string>(
      names, [names, take](const std::string& given) { complain(names, take(given)); }, text);
  option->type_name(type);
  if (const std::string twin = twin_of(names); !twin.empty()) option->envname(twin);
  if (!shown_default.empty()) option->default_str(shown_default);
  return option;
}

CLI::Option* OptionSet::repeated(const std::string& names, const std::string& type, const std::string& text,
                                 const Take& take) {
  const std::string twin = twin_of(names);
  auto* option = app_.add_option_function<std::vector<std::string>>(
      names,
      [names, take, twin](const std::vector<std::string>& all) {
        for (const std::string& given : is_of_environment(all, twin) ? lines_of(all.front()) : all)
          complain(names, take(given));
      },
      text);
  // One value an occurrence: `-o FILE MANIFEST` must not take the manifest.
  option->allow_extra_args(false)->type_name(type);
  if (!twin.empty()) option->envname(twin);
  return option;
}

CLI::Option* OptionSet::flag(const std::string& names, bool& target, const std::string& text) {
  auto* option = app_.add_flag(names, target, text);
  if (const std::string twin = twin_of(names); !twin.empty()) option->envname(twin);
  return option;
}

CLI::Option* OptionSet::text_value(const std::string& names, const std::string& type, std::string& target,
                                   const std::string& text) {
  return value(names, type, text, [&target](const std::string& given) -> std::optional<std::string> {
    if (given.empty()) return "needs a value";
    target = given;
    return std::nullopt;
  });
}

CLI::Option* OptionSet::one_of(const std::string& names, std::string& target,
                               const std::vector<std::string>& choices, const std::string& text) {
  const auto take = [&target, choices](const std::string& given) -> std::optional<std::string> {
    if (std::ranges::find(choices, given) == choices.end())
      return "'" + given + "' is none of " + joined(choices);
    target = given;
    return std::nullopt;
  };
  return value(names, "WORD", text + " (" + joined(choices) + ")", take, target);
}

CLI::Option* OptionSet::count(const std::string& names, int& target, int least, const std::string& text) {
  const auto take = [&target, least](const std::string& given) -> std::optional<std::string> {
    const auto number = number_from<int>(given, least);
    if (!number) return "'" + given + "' is no whole number from " + std::to_string(least);
    target = *number;
    return std::nullopt;
  };
  return value(names, "N", text, take, std::to_string(target));
}

CLI::Option* OptionSet::duration(const std::string& names, const std::string& text,
                                 const std::string& shown_default, std::function<void(Duration)> set,
                                 bool may_be_zero) {
  const auto take = [set = std::move(set),
                     may_be_zero](const std::string& given) -> std::optional<std::string> {
    if (may_be_zero && given == "0") {
      set(Duration{});
      return std::nullopt;
    }
    const auto span = parse_duration(given);
    if (!span || (*span <= Duration{} && !may_be_zero))
      return "'" + given + "' is no duration such as 90s, 15m or 2h30m";
    set(*span);
    return std::nullopt;
  };
  return value(names, "DURATION", text, take, shown_default);
}

void OptionSet::manifests(bool several) {
  app_.add_option("MANIFEST", options_.input.manifests,
                  several ? "manifests; a folder means all *.yaml and *.yml directly in it, - standard input"
                          : "the manifest; - is standard input")
      ->type_name("");
  repeated("--set", "NAME=VALUE", "a variable, wins over the manifest's vars (repeatable)",
           [this](const std::string& given) -> std::optional<std::string> {
             const auto pair = parse_assignment(given);
             if (!pair) return "'" + given + "' is not NAME=VALUE";
             options_.input.set[pair->first] = pair->second;
             return std::nullopt;
           });
  text_value("--environment", "NAME", options_.input.environment,
             "with what the manifest's 'environments' say of NAME; journal as without, results NAME.ENV");
  flag("--strict", options_.input.strict, "warnings are errors");
}

void OptionSet::journal() {
  text_value("--state", "FILE", options_.input.state,
             "the journal (default: .pressrun/NAME.db beside the manifest)");
  flag(
      "--simulate", options_.input.simulate,
      "against the bundled simulator, with no API key; journal and results are NAME.simulated.*, and --state "
      "FILE gets .simulated into its name");
}

void OptionSet::results() {
  repeated("-o,--output", "FILE",
           "results: .json, .jsonl, .csv or .yaml, - is standard output (repeatable; default: "
           "NAME.results.json beside the manifest)",
           [this](const std::string& given) -> std::optional<std::string> {
             options_.results.files.push_back(given);
             return std::nullopt;
           });
}

namespace {

std::optional<std::string> complaint_about_page(const std::string& file) {
  const auto dot = file.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
  if (ending == ".html" || ending == ".htm") return std::nullopt;
  return "'" + file + "': a report ends in .html";
}

}  // namespace

void OptionSet::page() {
  value("--report", "FILE", "write a page to look at (.html) at every ending, as `report` in the manifest",
        [this](const std::string& given) {
          options_.results.page = given;
          return complaint_about_page(given);
        });
}

void OptionSet::page_file() {
  value("-o,--output", "FILE",
        "the page (default: `report` of the manifest, else NAME.report.html beside it)",
        [this](const std::string& given) {
          options_.results.page = given;
          return complaint_about_page(given);
        });
  value("--bundle", "FILE.zip", "the page and the downloaded pictures in one ZIP, in place of the page alone",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.results.bundle = given;
          if (given.ends_with(".zip")) return std::nullopt;
          return "'" + given + "': a bundle ends in .zip";
        });
}

void OptionSet::run_fields() {
  text_value(
      "-f,--fields", "NAMES", options_.listing.fields,
      "which, with commas between: id, started, finished, took, jobs, unchanged, assets, credits, calls, "
      "exit_code, ending");
}

void OptionSet::connection() {
  text_value("--base-url", "URL", options_.connection.base_url,
             "the API's address (default: ABYSSALE_BASE_URL, else https://api.abyssale.com)");
  text_value("--ca-file", "FILE", options_.connection.ca_file,
             "trusted certificates (PEM) in place of the system's");
  duration("--timeout", "for one HTTP request", "30s",
           [this](Duration d) { options_.run.policy.http_timeout = d; });
}

void OptionSet::webhooks() {
  text_value("--listen", "ADDR:PORT", options_.connection.listen,
             "take the API's webhooks here, [V6]:PORT or :PORT (with --public-url default: 127.0.0.1:8460)");
  text_value("--public-url", "URL", options_.connection.public_url,
             "https address under which the API reaches it, perhaps through a proxy");
  text_value("--tls-cert", "FILE", options_.connection.tls_cert,
             "certificate with its chain (PEM), to speak HTTPS without a proxy");
  text_value("--tls-key", "FILE", options_.connection.tls_key, "its private key (PEM)");
}

void OptionSet::pace() {
  count("-j,--workers", options_.run.policy.workers, 1, "HTTP requests in flight at once");
  value(
      "--rate", "N[/TIME]", "API calls at most",
      [this](const std::string& given) -> std::optional<std::string> {
        const auto rate = parse_rate(given);
        if (!rate) return "'" + given + "' is no rate such as 10, 10/1s or 600/1m";
        options_.run.policy.rate_calls = rate->calls;
        options_.run.policy.rate_span = rate->span;
        return std::nullopt;
      },
      "10/1s");
  count("--max-in-flight", options_.run.policy.max_in_flight, 1,
        "generation requests submitted and not yet final");
}

void OptionSet::limits() {
  duration("--max-duration", "stop after so long; the next run continues", {},
           [this](Duration d) { options_.run.max_duration = d; });
  value("--deadline", "HH:MM", "stop at this time of the day; the next run continues",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.deadline = parse_time_of_day(given);
          if (!options_.run.deadline) return "'" + given + "' is no time such as 06:00";
          return std::nullopt;
        });
  value("--max-credits", "N", "stop submitting before this run spends more",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.max_credits = number_from<std::uint64_t>(given, 0);
          if (!options_.run.max_credits) return "'" + given + "' is no whole number";
          return std::nullopt;
        });
  value("--assume-credits", "N",
        "what a rendition costs whose price is not known; without it, a limit of credits refuses those",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.assume_credits = number_from<int>(given, 0);
          if (!options_.run.assume_credits) return "'" + given + "' is no whole number";
          return std::nullopt;
        });
  flag("--fail-fast", options_.run.fail_fast, "stop at the first job that fails");
  value("--max-failures", "N[%]",
        "submit no more once more jobs than that have failed or came out partial; a share counts from the "
        "20th job on",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.max_failures = parse_failure_limit(given);
          if (!options_.run.max_failures)
            return "'" + given + "' is no number such as 20, and no share such as 5%";
          return std::nullopt;
        });
}

void OptionSet::keep_going() {
  one_of(
      "--on-error", options_.run.on_error, {"stop", "skip"},
      "one bad row and nothing is submitted; or the sound jobs are, and bad rows are listed and failed (exit "
      "code 3)");
  flag("--keep-going", options_.run.keep_going,
       "a manifest that cannot be read, checked or locked does not hold up the others (exit code 3)");
}

void OptionSet::choice_of_jobs() {
  const auto into = [](std::vector<std::string>& list) {
    return [&list](const std::string& given) -> std::optional<std::string> {
      if (auto complaint = app::Selection::complaint(given)) return complaint;
      list.push_back(given);
      return std::nullopt;
    };
  };
  repeated(
      "--select", "EXPR",
      "only these jobs: a glob on job keys, status:failed, status:partial, …, or @FILE: what a review saved "
      "from a report rejects or approves with changes; with --force those pictures alone are made again "
      "(repeatable)",
      into(options_.run.selection.select));
  repeated("--exclude", "EXPR", "not these jobs, written as in --select (repeatable)",
           into(options_.run.selection.exclude));
  value("--sample", "N[%]", "of those so many of each entry: by their keys, the same every time",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.selection.sample = app::parse_sample(given);
          if (!options_.run.selection.sample)
            return "'" + given + "' is no number such as 3, and no share such as 5%";
          return std::nullopt;
        });
  value("--limit", "N", "of those the first N that are to be submitted",
        [this](const std::string& given) -> std::optional<std::string> {
          options_.run.selection.limit = number_from<std::uint64_t>(given, 1);
          if (!options_.run.selection.limit) return "'" + given + "' is no whole number from 1";
          return std::nullopt;
        });
  value(
      "--in-doubt", "hold|resubmit", "what to do with jobs that may have been paid for",
      [this](const std::string& given) -> std::optional<std::string> {
        if (given != "hold" && given != "resubmit") return "'" + given + "' is none of hold, resubmit";
        options_.run.resubmit_in_doubt = given == "resubmit";
        return std::nullopt;
      },
      "hold");
  flag("--force", options_.run.force, "buy the selected jobs anew, once: they are paid for again");
  flag("--no-preflight", options_.run.skip_preflight, "do not read the designs and compare names first");
}

void OptionSet::scenario() {
  text_value("--scenario", "FILE", options_.connection.scenario,
             "what is simulated (default: the bundled workspace)");
}

void OptionSet::port() {
  value(
      "--port", "N", "port on 127.0.0.1; 0: any free one",
      [this](const std::string& given) -> std::optional<std::string> {
        const auto number = number_from<std::uint16_t>(given, 0);
        if (!number) return "'" + given + "' is no port";
        options_.connection.port = *number;
        return std::nullopt;
      },
      "0");
}

void OptionSet::progress() {
  one_of("--progress", options_.output.progress, {"auto", "plain", "full", "none"},
         "how progress is shown; full: with what renders longest");
}

void OptionSet::output() {
  one_of("--color", options_.output.color, {"auto", "always", "never"}, "colours on a terminal");
  app_.add_flag("-v,--verbose", options_.output.verbose, "say more; twice: everything")
      ->envname("PRESSRUN_VERBOSE");
  flag("-q,--quiet", options_.output.quiet, "errors only");
}

void OptionSet::logging() {
  text_value("--log-file", "FILE", options_.log.file,
             "append the log to this file (default: standard error)");
  one_of("--log-level", options_.log.level, {"debug", "info", "warn", "error", "off"},
         "default: warn; info in a file or with -v");
  one_of("--log-format", options_.log.format, {"text", "json"}, "a line of text or a JSON object");
}

void OptionSet::json(const std::string& text) { flag("--json", options_.output.json, text); }

void OptionSet::run() { flag("-n,--dry-run", options_.run.dry_run, "the same as plan"); }

void OptionSet::lock() {
  duration(
      "--lock-timeout", "wait so long for another run to end", "0",
      [this](Duration d) { options_.run.lock_timeout = d; }, true);
}

void OptionSet::journal_action() {
  app_.add_option(
          "ACTION", options_.journal_action,
          "check: is it sound? compact: make it small; export: every row that can be read, as JSON Lines")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember({"check", "compact", "export"}));
  duration("--forget-unwanted",
           "compact: forget what was bought and no manifest has asked for in so long, such as 400d", {},
           [this](Duration d) { options_.forget_unwanted = d; });
  value(
      "--keep-runs", "N", "compact: forget all runs but the newest N, at least one",
      [this](const std::string& given) -> std::optional<std::string> {
        const auto number = number_from<std::uint32_t>(given, 1);
        if (!number) return "'" + given + "' is no number of runs";
        options_.keep_runs = *number;
        return std::nullopt;
      },
      "all");
}

}  // namespace pressrun::usage
