#include "support/model_transport.hpp"

#include <boost/asio/this_coro.hpp>

namespace pressrun::test {
namespace {

using simulator::NetworkFault;

}  // namespace

Duration ModelTransport::latency() {
  const auto ns = static_cast<std::uint64_t>(std::max<Duration::rep>(1, most_jitter_.count()));
  return std::chrono::milliseconds{5} + Duration{static_cast<Duration::rep>(random_() % ns)};
}

simulator::ServerTime ModelTransport::server_now() const {
  return simulator::ServerTime{clock_.calendar().time_since_epoch()} +
         std::chrono::nanoseconds{clock_.now().time_since_epoch().count() % 1'000'000};
}

asio::awaitable<HttpOutcome> ModelTransport::lose(Instant until, TransportError error, const char* detail) {
  co_await clock_.sleep_until(until);
  TransportFailure failure;
  failure.error = error;
  failure.may_have_been_sent = true;
  failure.detail = detail;
  co_return failure;
}

asio::awaitable<HttpOutcome> ModelTransport::send(HttpRequest request, Duration timeout) {
  const Instant gives_up = clock_.now() + timeout;
  if (looks_on) looks_on(request);
  if (away_) {
    co_await clock_.sleep_until(clock_.now() + std::chrono::milliseconds{1});
    TransportFailure failure;
    failure.error = TransportError::refused;
    failure.detail = "connection refused";
    co_return failure;
  }
  co_await clock_.sleep_until(clock_.now() + latency());
  if (meddle) {
    std::optional<HttpOutcome> instead = meddle(request);
    if (instead) {
      const auto* response = std::get_if<HttpResponse>(&*instead);
      if (hears && response != nullptr) hears(request, *response);
      co_return std::move(*instead);
    }
  }
  if (holds_up && holds_up(request)) {
    co_return co_await lose(gives_up, TransportError::timeout, "no answer within the time");
  }
  simulator::Reply reply = model_.handle(request, server_now());
  if (doctor) doctor(request, reply.response);
  const Instant answered = clock_.now() + reply.delay + latency();
  switch (reply.fault) {
    case NetworkFault::none:
      break;
    case NetworkFault::reset_before:
    case NetworkFault::reset_after:
    case NetworkFault::truncate:
      co_return co_await lose(answered, TransportError::connection_lost, "connection reset by peer");
    case NetworkFault::garbage:
      co_return co_await lose(answered, TransportError::malformed, "no HTTP answer");
    case NetworkFault::drip:
    case NetworkFault::stall:
      co_return co_await lose(gives_up, TransportError::timeout, "no answer within the time");
  }
  if (answered > gives_up)
    co_return co_await lose(gives_up, TransportError::timeout, "no answer within the time");
  co_await clock_.sleep_until(answered);
  const auto state = co_await asio::this_coro::cancellation_state;
  const bool cut_off = state.cancelled() != asio::cancellation_type::none;
  if (hears && !cut_off) hears(request, reply.response);
  co_return std::move(reply.response);
}

}  // namespace pressrun::test
