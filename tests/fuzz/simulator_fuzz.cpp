// Any calls to the simulator: the parts are "METHOD TARGET", a line end, and the body; a second passes
// between two. Answers are JSON with a status, and what is taken is in the ledger.
#include "fuzz/response.hpp"
#include "pressrun/simulator/model.hpp"

#include <boost/json/parse.hpp>

namespace {

using namespace pressrun;
using fuzz::require;

HttpRequest request_of(std::string_view part) {
  std::string_view line = fuzz::take(part, '\n');
  HttpRequest request;
  request.method = fuzz::take(line, ' ');
  request.target = line;
  request.headers = {{"x-api-key", "k"}, {"content-type", "application/json"}};
  request.body = part;
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const simulator::Scenario scenario = simulator::default_scenario();
  simulator::Model model{scenario};
  simulator::ServerTime now{std::chrono::hours{500'000}};
  for (const std::string& part : fuzz::parts_of(bytes, size)) {
    const std::size_t before = model.ledger().size();
    const auto reply = model.handle(request_of(part), now += std::chrono::seconds{1});
    boost::system::error_code error;
    boost::json::parse(reply.response.body, error);
    require(reply.response.body.empty() || !error, "an answer is JSON", reply.response.body);
    require(reply.response.status == 200 || reply.response.status == 202 || model.ledger().size() == before,
            "what is refused is not in the ledger");
  }
  return 0;
}
