#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/transport.hpp"

#include <string>
#include <variant>
#include <vector>

namespace pressrun::app {

/// The API as calls with outcomes: Transport and codec together. Adds the key to each request; it is kept
/// nowhere else, and no answer or failure carries it.
class ApiClient {
 public:
  ApiClient(Transport& transport, const Clock& clock, std::string api_key, Duration timeout);

  /// `formats`: only these; empty: as the job's body says.
  asio::awaitable<Answer<SubmitOutcome>> submit(const Job& job, const std::vector<std::string>& formats);
  asio::awaitable<Answer<PollOutcome>> poll(const RequestId& id);
  asio::awaitable<Answer<std::variant<Design, ReadFailed>>> read_design(const DesignId& id);
  asio::awaitable<bool> is_back();  ///< GET /ready: whether the service answers at all

 private:
  asio::awaitable<HttpOutcome> send(HttpRequest request);

  Transport& transport_;
  const Clock& clock_;
  std::string api_key_;
  Duration timeout_;
};

}  // namespace pressrun::app
