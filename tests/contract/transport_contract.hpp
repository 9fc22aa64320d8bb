#pragma once

#include "pressrun/ports/transport.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pressrun::test {

/// What an origin of the world of one case serves.
struct Page {
  std::string target;
  HttpResponse answer;
};

/// Two origins, the API's and another, and a transport that was made for the first.
class TransportPlace {
 public:
  virtual ~TransportPlace() = default;
  virtual Transport& transport() = 0;
  /// "https://files.test": of the other one.
  [[nodiscard]] virtual std::string other_origin() const = 0;
  /// Targets that each was asked for, in order.
  [[nodiscard]] virtual std::vector<std::string> asked_of_api() const = 0;
  [[nodiscard]] virtual std::vector<std::string> asked_of_other() const = 0;
  HttpOutcome finish(asio::awaitable<HttpOutcome> work);

 protected:
  asio::io_context context_{1};
};

/// What both serve, each page once, in order.
using MakeTransport =
    std::function<std::unique_ptr<TransportPlace>(std::vector<Page> api, std::vector<Page> other)>;

/// What every transport must do, as a suite `transport_contract_NAME` of the test program that calls this
/// while it starts. Answers true, to be kept in a variable.
bool add_transport_contract(const std::string& name, const MakeTransport& make);

}  // namespace pressrun::test
