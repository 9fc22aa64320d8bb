// The contract of every transport, on the one in memory.
#include "contract/transport_contract.hpp"
#include "support/memory_transport.hpp"

using namespace pressrun;

namespace {

const std::string api = "https://api.test";
const std::string other = "https://files.test";

class InMemoryOrigins final : public test::TransportPlace {
 public:
  InMemoryOrigins(const std::vector<test::Page>& of_api, const std::vector<test::Page>& of_other) {
    for (const test::Page& page : of_api) transport_.pages[api + page.target] = page.answer;
    for (const test::Page& page : of_other) transport_.pages[other + page.target] = page.answer;
  }
  Transport& transport() override { return transport_; }
  [[nodiscard]] std::string other_origin() const override { return other; }
  [[nodiscard]] std::vector<std::string> asked_of_api() const override { return asked_of(api); }
  [[nodiscard]] std::vector<std::string> asked_of_other() const override { return asked_of(other); }

 private:
  [[nodiscard]] std::vector<std::string> asked_of(const std::string& origin) const {
    std::vector<std::string> targets;
    for (const HttpRequest& request : transport_.asked) {
      if (request.target.starts_with(origin)) targets.push_back(request.target.substr(origin.size()));
    }
    return targets;
  }

  test::MemoryTransport transport_{api};
};

[[maybe_unused]] const bool added = test::add_transport_contract(
    "memory", [](std::vector<test::Page> of_api, std::vector<test::Page> of_other) {
      return std::make_unique<InMemoryOrigins>(of_api, of_other);
    });

}  // namespace
