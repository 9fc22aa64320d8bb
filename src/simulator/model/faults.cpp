#include "simulator/model/faults.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/draws.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/problems.hpp"

#include <boost/json.hpp>

#include <array>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

bool concerns(const Fault& fault, Endpoint endpoint) {
  if (fault.on == "file") return false;  // of the server's, which hands out the files
  if (fault.on == "submit") return is_submit(endpoint);
  if (fault.on == "poll") return endpoint == Endpoint::poll;
  if (fault.on == "read") return !is_submit(endpoint) && endpoint != Endpoint::poll;
  return true;
}

std::string_view id_for(int status) {
  switch (status) {
    case 400:
      return "invalid_payload";
    case 401:
      return "unauthorized";
    case 404:
      return "not_found";
    case 410:
      return "generation_request_gone";
    case 429:
      return "rate_limit_exceeded";
    case 500:
      return "internal_error";
    default:
      return "internal_server_error";
  }
}

HttpResponse html(int status) {
  HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/html"});
  const std::string title =
      std::to_string(status) + (status == 503 ? " Service Temporarily Unavailable" : " Bad Gateway");
  response.body = "<html><head><title>" + title + "</title></head><body><center><h1>" + title +
                  "</h1></center></body></html>\r\n";
  return response;
}

/// A refusal (4xx) and a connection cut before the request arrived do nothing; behind a 5xx anything may have
/// happened.
bool takes_effect(const Fault& fault, std::uint64_t draw) {
  if (fault.kind == "bare_429" || fault.kind == "reset_before") return false;
  if (fault.kind != "status") return true;
  return fault.status >= 500 && unit(mix(draw, 2)) < 0.5;
}

}  // namespace

bool is_submit(Endpoint endpoint) {
  return endpoint == Endpoint::generate_sync || endpoint == Endpoint::generate_async ||
         endpoint == Endpoint::generate_multipage;
}

Faults::Faults(std::vector<Fault> faults, std::uint64_t seed)
    : faults_(std::move(faults)), struck_(faults_.size()), seed_(mix(seed, 21)) {}

bool Faults::strikes(std::size_t index, std::uint64_t call, Endpoint endpoint, std::chrono::nanoseconds age) {
  const Fault& fault = faults_[index];
  if (!concerns(fault, endpoint)) return false;
  if ((fault.from && age < *fault.from) || (fault.until && age >= *fault.until)) return false;
  if (fault.at_most >= 0 && struck_[index] >= fault.at_most) return false;
  if (unit(mix(mix(call, index), 1)) >= fault.probability) return false;
  ++struck_[index];
  return true;
}

Strike Faults::strike(const HttpRequest& request, Endpoint endpoint, ServerTime now) {
  Strike strike;
  if (!first_call_) first_call_ = now;
  if (faults_.empty()) return strike;
  const std::uint64_t same =
      mix(hash_of(request.method), mix(hash_of(request.target), hash_of(request.body)));
  const std::uint64_t call = mix(seed_, mix(same, seen_[same]++));
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const Fault& fault = faults_[i];
    const bool taken = strike.fault != nullptr && fault.kind != "delay";
    if (taken || !strikes(i, call, endpoint, now - *first_call_)) continue;
    if (fault.kind == "delay") {
      strike.delay += fault.delay;
      continue;
    }
    strike.fault = &fault;
    strike.processed = takes_effect(fault, mix(call, i));
  }
  return strike;
}

HttpResponse faulty_answer(const Fault& fault) {
  if (fault.kind == "bare_429") return envelope({429, "rate_limit_exceeded", "Limit Exceeded", {}});
  if (fault.body == "html") return html(fault.status);
  if (fault.body == "envelope")
    return envelope({fault.status, std::string{id_for(fault.status)}, "Something went wrong.", {}});
  HttpResponse response;
  response.status = fault.status;
  return response;
}

void spoil(const Fault& fault, HttpResponse& response) {
  if (fault.kind == "empty") response.body.clear();
  if (fault.kind != "no_id") return;
  json::error_code failed;
  json::value body = json::parse(response.body, failed);
  if (failed || !body.is_object()) return;
  for (const std::string_view key : {"generation_request_id", "export_id", "id"})
    body.get_object().erase(key);
  response.body = json_text(body);
}

NetworkFault network_fault(const std::string& kind) {
  constexpr std::array<std::pair<std::string_view, NetworkFault>, 6> kinds{
      {{"reset_before", NetworkFault::reset_before},
       {"reset_after", NetworkFault::reset_after},
       {"truncate", NetworkFault::truncate},
       {"garbage", NetworkFault::garbage},
       {"drip", NetworkFault::drip},
       {"stall", NetworkFault::stall}}};
  for (const auto& [name, fault] : kinds) {
    if (name == kind) return fault;
  }
  return NetworkFault::none;
}

}  // namespace pressrun::simulator
