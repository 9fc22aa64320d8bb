#pragma once

#include "pressrun/domain/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace pressrun {

namespace asio = boost::asio;

/// Where the API's webhooks come in. It bounds what may come, reads whole requests and writes the answers; it
/// decides nothing. Threads: one strand, the run's.
class WebhookReceiver {
 public:
  /// Answers one request. May throw: the sender gets 500, and tries again.
  using Take = std::function<asio::awaitable<HttpResponse>(HttpRequest)>;
  virtual ~WebhookReceiver() = default;
  /// Whom requests are handed to from now on; empty: nobody any more, the senders will try again later.
  virtual void hand_to(Take take) = 0;
};

}  // namespace pressrun
