#pragma once

#include "pressrun/simulator/server.hpp"
#include "simulator/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace pressrun::simulator {

/// Wall time that never goes back: the calendar at the start, the monotonic clock from there on.
class ServerClock {
 public:
  [[nodiscard]] ServerTime now() const {
    return start_ + std::chrono::nanoseconds{std::chrono::steady_clock::now() - origin_};
  }

 private:
  ServerTime start_ = std::chrono::system_clock::now();
  std::chrono::steady_clock::time_point origin_ = std::chrono::steady_clock::now();
};

/// One client's connection.
class Session {
 public:
  virtual ~Session() = default;
  virtual boost::asio::awaitable<void> run() = 0;  ///< until either side has enough; throws nothing
  virtual void close() = 0;                        ///< at once; `run` ends soon after
};

/// `site`, `clock` and `options` outlive the session.
struct SessionDeps {
  Site& site;
  const ServerClock& clock;
  const ServerOptions& options;
};

/// With TLS where `tls` is not null.
std::shared_ptr<Session> make_session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                                      const SessionDeps& deps);

}  // namespace pressrun::simulator
