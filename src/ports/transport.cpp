#include "pressrun/ports/transport.hpp"

#include <utility>

namespace pressrun {

asio::awaitable<HttpOutcome> Transport::receive(HttpRequest request, BodySink& sink, std::uint64_t most_bytes,
                                                Duration silence) {
  HttpOutcome outcome = co_await send(std::move(request), silence);
  auto* response = std::get_if<HttpResponse>(&outcome);
  if (response == nullptr || response->status / 100 != 2) co_return outcome;
  if (response->body.size() > most_bytes)
    co_return TransportFailure{TransportError::too_large, true, "the body is larger than it may be"};
  const std::string body = std::exchange(response->body, {});
  if (!sink.begin(*response) || (!body.empty() && !sink.write(body)))
    co_return TransportFailure{TransportError::not_taken, true, "the body could not be kept"};
  co_return outcome;
}

}  // namespace pressrun
