#pragma once

#include "pressrun/simulator/scenario.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace pressrun::simulator {

struct ServerOptions {
  std::uint16_t port = 0;  ///< 0: any free one
  std::string certificate_file;  ///< PEM; with it and the key: TLS
  std::string private_key_file;
};

/// Serves the model on 127.0.0.1 over HTTP/1.1 with keep-alive, performs its delays and network faults, and the
/// files behind the asset URLs. Also GET /simulator/stats, and GET /ready.
class Server {
 public:
  /// Listens at once. Throws boost::system::system_error when the port is taken.
  Server(boost::asio::io_context& context, Scenario scenario, const ServerOptions& options);
  ~Server();
  [[nodiscard]] std::string base_url() const;  ///< "http://127.0.0.1:PORT"
  [[nodiscard]] std::string stats_json() const;
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pressrun::simulator
