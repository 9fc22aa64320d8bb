#include "pressrun/app/service_check.hpp"

#include "api/answer_headers.hpp"
#include "pressrun/app/api_client.hpp"

#include <utility>

namespace pressrun::app {

asio::awaitable<ServiceCheck> check_service(Deps deps, Duration timeout) {
  ServiceCheck seen;
  HttpRequest ready;
  ready.target = "/ready";
  const HttpOutcome answer = co_await deps.transport.send(std::move(ready), timeout);
  if (const auto* failure = std::get_if<TransportFailure>(&answer)) {
    seen.away = *failure;
    co_return seen;
  }
  const auto& response = std::get<HttpResponse>(answer);
  seen.status = response.status;
  const WallTime now = deps.clock.wall_now();
  if (response.header("Date") != nullptr) seen.clock_ahead = now - api::server_time(response, now);
  ApiClient client{deps.transport, deps.clock, deps.api_key, timeout};
  const Answer<AuthOutcome> key = co_await client.verify_key();
  if (const auto* trouble = std::get_if<Trouble>(&key.outcome))
    seen.key = *trouble;
  else
    seen.workspace = std::get<KeyAccepted>(key.outcome).workspace;
  co_return seen;
}

}  // namespace pressrun::app
