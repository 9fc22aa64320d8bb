#pragma once

#include "pressrun/simulator/model.hpp"

#include <boost/asio/awaitable.hpp>

namespace pressrun::simulator {

/// Sends one attempt, as the API would, and says whether it was answered 200 in time. Only over plain HTTP to
/// a loopback address: whatever else a request names as its callback is left alone.
boost::asio::awaitable<bool> send_webhook(WebhookAttempt attempt);

}  // namespace pressrun::simulator
