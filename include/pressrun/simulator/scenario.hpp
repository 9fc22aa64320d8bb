#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun::simulator {

/// How long renderings take: log-normal about `median`, plus a share of slow ones.
struct RenderTimes {
  std::chrono::nanoseconds median = std::chrono::seconds{4};
  double sigma = 0.5;
  double slow_share = 0;  ///< 0…1
  std::chrono::nanoseconds slow_median = std::chrono::seconds{20};
};

/// One kind of trouble. It strikes each matching call with `probability`, drawn from the scenario's seed.
struct Fault {
  std::string kind;  ///< "status", "delay", "reset_before", "reset_after", "truncate", "garbage", "drip",
                     ///< "stall", "empty", "no_id", "bare_429"; of files "wrong_file", "redirect"
  std::string on = "any";  ///< "submit", "poll", "read", "any": every call; "file": files
  double probability = 0;
  int status = 503;                              ///< with "status"
  std::string body = "html";                     ///< with "status": "envelope", "html", "empty"
  std::chrono::nanoseconds delay{};              ///< with "delay"
  std::optional<std::chrono::nanoseconds> from;  ///< only between these times since the first call
  std::optional<std::chrono::nanoseconds> until;
  int at_most = -1;  ///< strikes that many times in all; -1: without end
};

/// How deliveries of webhooks fare on their way, drawn from the scenario's seed. Shares: 0…1.
struct WebhookRules {
  std::string secret;  ///< signs them; empty: signing is off until somebody asks for a secret
  std::chrono::nanoseconds delay = std::chrono::milliseconds{100};  ///< mean, from the end of a rendering
  double lost = 0;                                                  ///< attempts that never arrive
  double repeated = 0;  ///< deliveries that come once more, though they were acknowledged
  double late = 0;      ///< deliveries whose first attempt is `late_by` later
  std::chrono::nanoseconds late_by = std::chrono::seconds{30};
  /// From one attempt that was not acknowledged to the next. The vendor's delays are not published; these are
  /// scaled down to what a rehearsal waits for.
  std::vector<std::chrono::nanoseconds> ladder{std::chrono::seconds{2}, std::chrono::seconds{8},
                                               std::chrono::seconds{30}, std::chrono::minutes{2},
                                               std::chrono::minutes{10}};
};

struct TierLimit {
  int per_minute = 0;  ///< 0: unlimited
  int per_hour = 0;
};

struct Limits {
  int per_second = 10;  ///< the global ceiling; 0: unlimited
  bool sliding = true;  ///< sliding one-second window; false: windows aligned to the server's clock
  TierLimit polling{600, 18'000};
  TierLimit read{120, 3'000};
  TierLimit write{60, 1'200};
};

/// Everything that a simulated workspace is. Designs are kept as the API's own JSON text (full read,
/// `i=advanced`), one document a design, so that every documented shape can be written down literally.
struct Scenario {
  std::uint64_t seed = 1;
  std::uint64_t id_seed = 0;  ///< of the ids that it gives, not in the file: one started again gives others
  std::string api_key;        ///< empty: any key that is not empty is taken
  std::string company = "Simulated workspace";
  std::optional<std::int64_t>
      credits;             ///< empty: unlimited. An asset costs 1, animated 1 a second, a PDF 1 a page
  bool api_access = true;  ///< false: the plan excludes the API, every call is 401 `api_access_denied`
  std::vector<std::string> not_in_plan;  ///< gif, html5, printer_multipage: 429 `feature_not_in_plan`
  Limits limits;
  RenderTimes render;
  std::map<std::string, RenderTimes> render_of;  ///< by design id, for those that take other times
  double format_failure_rate = 0;                ///< share of formats that come out as errors
  std::vector<std::string> failure_reasons;      ///< drawn from; empty: a built-in list
  std::vector<Fault> faults;
  WebhookRules webhooks;
  std::vector<std::string> designs;  ///< JSON documents
  std::string fonts;                 ///< JSON array
  std::string projects;              ///< JSON array
  std::string templates = {};  ///< JSON array: workspace templates, each with the `design` that it copies
  bool paging = false;         ///< listings come by pages of 20, counted in X-Total-Count
  std::string asset_base_url = "http://127.0.0.1/assets";  ///< where the asset URLs it hands out point to
  bool keep_bodies = true;  ///< false saves memory: the ledger's bodies stay empty, assets show no elements
};

/// The bundled workspace: designs of all four types, the documented limits, no faults.
Scenario default_scenario();

/// Reads a scenario file (YAML; what it leaves out is as in the default). Findings name line and column.
std::variant<Scenario, Diagnostics> load_scenario(const std::string& text, const std::string& file_name);

}  // namespace pressrun::simulator
