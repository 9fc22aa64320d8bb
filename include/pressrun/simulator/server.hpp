#pragma once

#include "pressrun/simulator/scenario.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace pressrun::simulator {

struct ServerOptions {
  std::uint16_t port = 0;        ///< 0: any free one
  std::string certificate_file;  ///< PEM; with it and the key: TLS
  std::string private_key_file;
  std::size_t most_connections = 4096;  ///< one more is closed at once
  std::chrono::milliseconds idle_timeout{
      60'000};  ///< a request that is not complete by then ends its connection
  std::chrono::milliseconds drip_interval{1'000};  ///< between two bytes of a dripping answer
};

/// Serves the model on 127.0.0.1 over HTTP/1.1 with keep-alive, performs its delays and network faults, and
/// the files behind the asset URLs. Also GET / (a page for people), GET /simulator/stats and
/// /simulator/timeline, and GET /ready.
/// `asset_base_url` of the scenario becomes this server's own.
/// Bounds:  8 MiB a request body, 64 KiB of headers; answers 413 and 431 beyond.
/// Threads: one thread runs the context; call the members from it, or while nobody runs it.
class Server {
 public:
  /// Listens at once. Throws boost::system::system_error when the port is taken or a certificate file cannot
  /// be used, and what Model's constructor throws.
  Server(boost::asio::io_context& context, Scenario scenario, const ServerOptions& options);
  ~Server();  ///< stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string base_url() const;  ///< "http://127.0.0.1:PORT"
  [[nodiscard]] std::string stats_json() const;
  void stop();  ///< closes the listener and every connection, so that io_context::run can end

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pressrun::simulator
