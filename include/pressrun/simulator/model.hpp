#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/simulator/scenario.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun::simulator {

/// The simulated server's clock: real in `pressrun simulate`, virtual in the simulation tests.
using ServerTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// What the network does to an answer. The model decides, whoever carries the answer performs.
enum class NetworkFault : std::uint8_t {
  none,
  reset_before,  ///< the connection breaks before the request is processed (nothing happened, the client
                 ///< cannot know)
  reset_after,   ///< processed; the connection breaks before a byte of the answer
  truncate,      ///< half of the answer, then the end
  garbage,       ///< bytes that are no HTTP
  drip,          ///< the answer byte by byte, slower than any timeout
  stall,         ///< no answer at all; the connection stays open
};

struct Reply {
  HttpResponse response;
  std::chrono::nanoseconds delay{};  ///< how long the server takes to answer
  NetworkFault fault = NetworkFault::none;
};

/// One generation that was accepted, and so may be billed.
struct Generation {
  std::string request_id;
  std::string design_id;
  std::string body;                  ///< as received; empty unless the scenario keeps bodies
  std::vector<std::string> formats;  ///< as resolved; empty for a multipage PDF
  ServerTime accepted_at{};
  ServerTime ready_at{};
  /// What the body names and the design or the contract does not know, or what is for another kind of design
  /// or file: accepted without a word, and without effect (API reference §5.7). Paths, the first few dozen.
  std::vector<std::string> ignored = {};
  /// When its final answer was given out last: a client that got it asks no more, one that lost it does.
  std::optional<ServerTime> told_at = std::nullopt;
};

/// One attempt to deliver a webhook.
struct WebhookAttempt {
  std::uint64_t number = 0;  ///< of the delivery
  std::string url;
  HttpRequest request;     ///< as it is sent; its target is the URL's
  bool arrives = true;     ///< false: it is lost on the way
  std::string request_id;  ///< of the generation that it tells of
};

/// What a file behind an asset URL has to show.
struct AssetSpec {
  std::string type;  ///< jpeg png webp avif pdf gif mp4 zip
  std::string design_name;
  std::string format;  ///< format name; empty for a multipage PDF
  double width = 0;
  double height = 0;
  std::string unit;
  std::string elements_json;  ///< the `elements` (or `pages`) of the request body, as received; may be "{}"
};

/// Counters over the model's life; served at GET /simulator/stats as JSON too.
struct Stats {
  std::uint64_t requests = 0;
  std::uint64_t accepted_generations = 0;
  std::uint64_t polls = 0;
  std::uint64_t rate_limited = 0;       ///< 429 of the ceiling, of a tier, and the fault "bare_429"
  std::uint64_t max_in_any_second = 0;  ///< most requests that arrived within any sliding 1 s window
  std::uint64_t assets = 0;             ///< successful formats of what was accepted
};

/// The API's behaviour, pure: no sockets, no clock, no files; the same seed and calls give the same answers.
/// Follows src/api/CONTRACT.md to the letter: both rate limits with their headers, envelope and ids, value
/// checks of known properties, silence about unknown names, 202 then 200, partial failures, expiry after 7
/// days, credits. Asset URLs: `<asset_base_url>/<banner id>.<type>`, `cdn_url` has `/cdn/` before the banner
/// id, and the backup image of an HTML5 zip is `<banner id>.jpeg`. `now` never goes back; the first call
/// starts the scenario's time. Errors: the constructor throws std::invalid_argument for a design, font or
/// project list that is not what it should be; handle() never throws for anything that a client sends.
class Model {
 public:
  explicit Model(Scenario scenario);
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  Reply handle(const HttpRequest& request, ServerTime now);

  /// When the next delivery of a webhook is to be attempted; nothing: none is open.
  [[nodiscard]] std::optional<ServerTime> next_webhook() const;
  /// One that is due, signed with this moment; until it is acknowledged it is attempted again.
  std::optional<WebhookAttempt> take_webhook(ServerTime now);
  void webhook_acknowledged(std::uint64_t number);  ///< it was answered 200 in time

  /// Other limits from now on; what was counted so far is forgotten.
  void set_limits(const Limits& limits);
  void set_webhooks(const WebhookRules& rules);  ///< from now on; the secret stays as it is
  void set_faults(std::vector<Fault> faults);    ///< in place of the scenario's
  /// So many credits in all from now on, those consumed included; empty: without limit.
  void set_credits(std::optional<std::int64_t> credits);
  /// A design was edited: the document, as in the scenario, in place of the one with its id. The formats that
  /// it had stay. Throws std::out_of_range where there is none of that id.
  void edit_design(const std::string& document);

  [[nodiscard]] const std::vector<Generation>& ledger() const;  ///< every accepted generation, in order
  /// What came, or will come, of this request, as the final answer to a poll; nothing: it is not known.
  [[nodiscard]] std::optional<std::string> end_of(const std::string& request_id) const;
  [[nodiscard]] Stats stats() const;
  [[nodiscard]] std::string stats_json() const;  ///< the same, the ledger's length and the credits, as JSON
  /// `[[accepted, ready, told], …]` of every accepted generation, in order, each in milliseconds since 1970;
  /// `told` is null where nobody was told yet. Served at GET /simulator/timeline.
  [[nodiscard]] std::string timeline_json() const;
  /// The file that the URL `<asset_base_url>/<banner id>.<ending>` stands for; by banner id.
  [[nodiscard]] std::optional<AssetSpec> asset(const std::string& banner_id) const;
  /// What the URL of a dynamic image shows: "/dynamic/<id>/<format>?layer.property=value". A refusal of the
  /// API where it is one; nothing: there is no such image.
  std::optional<std::variant<AssetSpec, HttpResponse>> open_dynamic_image(const std::string& target);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressrun::simulator
