#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/http.hpp"

#include <optional>
#include <string>

namespace pressrun::app {

/// How the API answers from here: what `doctor` tells.
struct ServiceCheck {
  std::optional<TransportFailure> away;  ///< why it cannot be reached; then nothing else is known
  int status = 0;                        ///< of GET /ready
  std::optional<Duration>
      clock_ahead;             ///< of this machine, before the server's clock; nothing: it said no time
  std::optional<Trouble> key;  ///< why the key is of no use; nothing: it is accepted
  std::string workspace;       ///< its name; may be empty
};

/// Makes two calls: GET /ready, without the key, and POST /auth.
asio::awaitable<ServiceCheck> check_service(Deps deps, Duration timeout);

}  // namespace pressrun::app
