#pragma once

#include "app/run_stops.hpp"
#include "pressrun/app/api_client.hpp"

namespace pressrun::app {

/// Something answered with a bare 401 or 403: somebody in front of the API, or the API itself, dislikes the
/// key. The API alone can tell which. Threads: one strand.
class KeyCheck {
 public:
  KeyCheck(ApiClient& api, const Clock& clock, RunStops& stops) : api_(api), clock_(clock), stops_(stops) {}

  /// Remembers a failure that looks as if the key were refused.
  void note(const Failure& failure);
  [[nodiscard]] bool is_suspected() const { return suspected_; }
  /// Whether to ask now, though no circuit is open: true once a minute while the key is suspected.
  [[nodiscard]] bool is_due();
  /// Asks. False: nothing came that shows that the service is there. A key that is refused stops the run.
  asio::awaitable<bool> ask();

 private:
  ApiClient& api_;
  const Clock& clock_;
  RunStops& stops_;
  bool suspected_ = false;
  Instant next_look_{};
};

}  // namespace pressrun::app
