#pragma once

#include "pressrun/simulator/server.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <thread>

namespace pressrun::cli {

/// The bundled simulator on a free loopback port, on a thread of its own, so that it answers as a server
/// elsewhere would.
class LocalSimulator {
 public:
  explicit LocalSimulator(simulator::Scenario scenario);
  ~LocalSimulator();
  LocalSimulator(const LocalSimulator&) = delete;
  LocalSimulator& operator=(const LocalSimulator&) = delete;

  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  [[nodiscard]] const std::string& signing_secret() const { return signing_secret_; }

 private:
  std::string signing_secret_;
  boost::asio::io_context context_{1};
  simulator::Server server_;
  std::string base_url_;
  std::thread thread_;
};

/// The scenario of `file`, or the bundled one where it is empty. Prints findings; throws CommandFailed (2).
simulator::Scenario read_scenario(const std::string& file);

}  // namespace pressrun::cli
