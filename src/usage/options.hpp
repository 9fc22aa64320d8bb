#pragma once

#include "pressrun/app/planner.hpp"
#include "pressrun/app/resolve.hpp"
#include "pressrun/core/failure_limit.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/ledger.hpp"
#include "usage/option_values.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::usage {

/// What the user asked for, in the groups that the parts of the program take. Defaults are those of the help.
struct InputOptions {
  std::vector<std::string> manifests;      ///< as typed: files, folders, "-"
  std::map<std::string, std::string> set;  ///< --set NAME=VALUE
  std::string environment;                 ///< --environment; empty: none
  std::string state;                       ///< the journal; empty: beside the manifest
  bool simulate = false;
  bool strict = false;
};

struct ResultsOptions {
  std::vector<std::string> files;  ///< -o; empty: NAME.results.json beside the manifest
  std::string page;                ///< --report; of `report`, -o; empty: as the manifest says
  std::string bundle = {};         ///< of `report`; empty: none
};

/// Files that are fetched.
struct DownloadOptions {
  std::string to;            ///< --download-to, --to; empty: as the manifest says
  bool none = false;         ///< --no-download
  std::string from = "url";  ///< which address: url or cdn_url
  int workers = 8;           ///< files at once
  std::uint64_t rate = 0;    ///< bytes a second of all together; 0: as fast as they come
  bool strict_pictures = false;
  bool verify = false;  ///< `download --verify`
};

struct ConnectionOptions {
  std::string base_url;  ///< empty: environment or default
  std::string ca_file;
  std::string scenario;  ///< of the simulator
  std::uint16_t port = 0;
  std::string listen;  ///< for webhooks: ADDR:PORT; empty and no public_url: they are not taken
  std::string public_url;
  std::string tls_cert;
  std::string tls_key;
};

struct RunSettings : app::JobChoice {
  Policy policy;
  std::optional<Duration> max_duration;
  std::optional<TimeOfDay> deadline;
  std::optional<std::uint64_t> max_credits;
  std::optional<int> assume_credits;  ///< of each rendition whose price is not known
  Duration lock_timeout{};
  bool fail_fast = false;
  std::optional<FailureLimit> max_failures;
  bool keep_going = false;
  std::string on_error = "stop";  ///< or "skip": rows that are wrong fail by themselves
  [[nodiscard]] bool skip_rows() const { return on_error == "skip"; }
  bool skip_preflight = false;
  bool dry_run = false;
  bool offline = false;
  std::size_t show = 1;  ///< `plan --show`: jobs of each design
  std::string plan_out;  ///< `plan --out`
  std::string plan;      ///< `run --plan`
  bool yes = false;
};

/// Of the commands that write something for people to work on.
struct AuthoringOptions {
  std::string design;  ///< its id; of `init` and `schema` also its name
  bool all = false;    ///< `init`: everything as a setting
  std::string file;    ///< -o; empty, or "-": standard output
};

/// Of the commands that list the workspace.
struct ListingOptions {
  std::string project;                 ///< name or id; empty: any
  std::string type;                    ///< of designs; empty: any
  std::string fields;                  ///< of runs, -f; empty: the usual ones
  std::vector<std::string> runs = {};  ///< that `diff` compares: one, or two
};

/// Of `urls`.
struct UrlOptions {
  bool production = false;
  bool limit_visitors = false;
};

struct OutputOptions {
  std::string progress = "auto";
  std::string color = "auto";
  int verbose = 0;
  bool quiet = false;
  bool json = false;
  std::string ping;        ///< --ping; empty: nobody watches
  std::string metrics;     ///< --metrics; empty: none
  bool exit_code = false;  ///< `status` ends as the last run did
};

struct LogOptions {
  std::string file;
  std::string level;  ///< empty: info in a file or with -v, else warn
  std::string format = "text";
};

struct Options {
  InputOptions input;
  ResultsOptions results;
  DownloadOptions download;
  ConnectionOptions connection;
  RunSettings run;
  app::ResolveRequest resolve;
  AuthoringOptions authoring;
  ListingOptions listing;
  UrlOptions urls;
  OutputOptions output;
  LogOptions log;
  std::string journal_action;  ///< check, compact or export
  std::string action;          ///< of `notify`: test; of `completion`: the shell, or what is listed
  std::optional<Duration> forget_unwanted;  ///< `journal compact`
  std::optional<std::size_t> keep_runs;     ///< likewise; nothing: all
};

}  // namespace pressrun::usage
