#include "pressrun/simulator/model.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/faults.hpp"
#include "simulator/model/rate_limits.hpp"
#include "simulator/model/routes.hpp"
#include "simulator/model/service.hpp"
#include "simulator/model/timeline.hpp"

namespace pressrun::simulator {
namespace {

ApiError over_the_ceiling() { return {429, "rate_limit_exceeded", "Limit Exceeded", {}}; }

void describe(const WindowState& window, HttpResponse& response) {
  response.headers.push_back({"X-RateLimit-Limit", std::to_string(window.limit)});
  response.headers.push_back({"X-RateLimit-Remaining", std::to_string(window.remaining)});
  response.headers.push_back({"X-RateLimit-Reset", std::to_string(window.reset_s)});
}

HttpResponse over_budget(const TierVerdict& verdict) {
  HttpResponse response = envelope({429, "request_rate_limited", "Too many requests.", {}});
  if (verdict.window) describe(*verdict.window, response);
  response.headers.push_back({"Retry-After", std::to_string(verdict.retry_after_s)});
  return response;
}

std::string_view path_of(const HttpRequest& request) {
  return std::string_view{request.target}.substr(0, request.target.find('?'));
}

}  // namespace

/// The order in which a request is met: gateway (ceiling), network (faults), edge (route, key, tier),
/// service.
struct Model::Impl {
  explicit Impl(Scenario given)
      : scenario(std::move(given)),
        service(scenario),
        ceiling(scenario.limits.per_second, scenario.limits.sliding),
        polling(scenario.limits.polling),
        read(scenario.limits.read),
        write(scenario.limits.write),
        faults(scenario.faults, scenario.seed) {}

  Reply handle(const HttpRequest& request, ServerTime now);
  Reply met(const HttpRequest& request, ServerTime now);
  Reply behind_the_gateway(const HttpRequest& request, const Route& to, ServerTime now);
  Reply at_the_edge(const HttpRequest& request, const Route& to, ServerTime now);
  Reply within_budget(const HttpRequest& request, const Route& to, ServerTime now);
  [[nodiscard]] TierBudget* budget(Tier tier);
  [[nodiscard]] Stats totals() const;
  [[nodiscard]] std::string stats_json() const;

  Scenario scenario;
  Service service;
  Ceiling ceiling;
  TierBudget polling;
  TierBudget read;
  TierBudget write;
  Faults faults;
  ArrivalLog arrivals;
  DateHeader date;
  Stats counted;
};

Reply Model::Impl::handle(const HttpRequest& request, ServerTime now) {
  Reply reply = met(request, now);
  reply.response.headers.push_back({"Date", date.at(now)});
  return reply;
}

Reply Model::Impl::met(const HttpRequest& request, ServerTime now) {
  if (request.method == "GET" && path_of(request) == "/simulator/stats")
    return {json_answer(200, stats_json())};
  if (request.method == "GET" && path_of(request) == "/simulator/timeline")
    return {json_answer(200, timeline_of(service.generations().ledger()))};
  if (request.method == "GET" && path_of(request) == "/simulator/generations")
    return {json_answer(200, purchases_of(service.generations().ledger()))};
  ++counted.requests;
  arrivals.add(now);
  if (!ceiling.admit(now)) {
    ++counted.rate_limited;
    return {envelope(over_the_ceiling())};
  }
  return behind_the_gateway(request, route(request), now);
}

Reply Model::Impl::behind_the_gateway(const HttpRequest& request, const Route& to, ServerTime now) {
  const Strike strike = faults.strike(request, to.endpoint, now);
  Reply reply;
  if (strike.processed) reply = at_the_edge(request, to, now);
  reply.delay += strike.delay;
  if (strike.fault == nullptr) return reply;
  const Fault& fault = *strike.fault;
  if (fault.kind == "bare_429") ++counted.rate_limited;
  if (fault.kind == "status" || fault.kind == "bare_429") reply.response = faulty_answer(fault);
  spoil(fault, reply.response);
  reply.fault = network_fault(fault.kind);
  return reply;
}

Reply Model::Impl::at_the_edge(const HttpRequest& request, const Route& to, ServerTime now) {
  if (!to.allow.empty()) {
    Reply reply{envelope({405, "method_not_allowed", "Method not allowed.", {}})};
    reply.response.headers.push_back({"Allow", to.allow});
    return reply;
  }
  if (to.endpoint == Endpoint::none)
    return {envelope({404, "endpoint_not_found", "Endpoint not found.", {}})};
  if (to.endpoint != Endpoint::ready) {
    if (const auto refused = service.authenticate(request)) return {envelope(*refused)};
  }
  if (const auto refused = service.negotiate(request)) return {envelope(*refused)};
  if (to.endpoint == Endpoint::poll) ++counted.polls;
  return within_budget(request, to, now);
}

Reply Model::Impl::within_budget(const HttpRequest& request, const Route& to, ServerTime now) {
  TierBudget* tier = budget(to.tier);
  if (tier == nullptr) return service.serve(request, to, now);
  const TierVerdict verdict = tier->take(now);
  if (!verdict.admitted) {
    ++counted.rate_limited;
    return {over_budget(verdict)};
  }
  Reply reply = service.serve(request, to, now);
  if (verdict.window && reply.response.status < 300) describe(*verdict.window, reply.response);
  return reply;
}

TierBudget* Model::Impl::budget(Tier tier) {
  switch (tier) {
    case Tier::polling:
      return &polling;
    case Tier::read:
      return &read;
    case Tier::write:
      return &write;
    default:
      return nullptr;
  }
}

Stats Model::Impl::totals() const {
  Stats stats = counted;
  stats.accepted_generations = service.generations().ledger().size();
  stats.assets = service.assets();
  stats.max_in_any_second = arrivals.most_in_a_second();
  return stats;
}

std::string Model::Impl::stats_json() const {
  const Stats stats = totals();
  const auto member = [](std::string_view name, std::uint64_t value) {
    return "\"" + std::string{name} + "\":" + std::to_string(value);
  };
  return "{" + member("requests", stats.requests) + "," +
         member("accepted_generations", stats.accepted_generations) + "," + member("polls", stats.polls) +
         "," + member("rate_limited", stats.rate_limited) + "," +
         member("max_in_any_second", stats.max_in_any_second) + "," + member("assets", stats.assets) + "," +
         member("ledger", service.generations().ledger().size()) + "," +
         member("credits_consumed", static_cast<std::uint64_t>(service.credits_consumed())) + "}";
}

Model::Model(Scenario scenario) : impl_(std::make_unique<Impl>(std::move(scenario))) {}
Model::~Model() = default;

void Model::set_limits(const Limits& limits) {
  impl_->ceiling = Ceiling{limits.per_second, limits.sliding};
  impl_->polling = TierBudget{limits.polling};
  impl_->read = TierBudget{limits.read};
  impl_->write = TierBudget{limits.write};
}

std::optional<ServerTime> Model::next_webhook() const { return impl_->service.webhooks().next(); }

std::optional<WebhookAttempt> Model::take_webhook(ServerTime now) { return impl_->service.take_webhook(now); }

void Model::webhook_acknowledged(std::uint64_t number) { impl_->service.webhooks().acknowledged(number); }

void Model::set_webhooks(const WebhookRules& rules) { impl_->scenario.webhooks = rules; }

void Model::set_faults(std::vector<Fault> faults) {
  impl_->faults = Faults{std::move(faults), impl_->scenario.seed};
}

void Model::set_credits(std::optional<std::int64_t> credits) { impl_->scenario.credits = credits; }

void Model::edit_design(const std::string& document) { impl_->service.edit_design(document); }

std::optional<std::string> Model::end_of(const std::string& request_id) const {
  const Generations& generations = impl_->service.generations();
  const auto found = generations.find_any(request_id);
  if (!found) return std::nullopt;
  return generations.finished_body(*found);
}

Reply Model::handle(const HttpRequest& request, ServerTime now) { return impl_->handle(request, now); }
const std::vector<Generation>& Model::ledger() const { return impl_->service.generations().ledger(); }
Stats Model::stats() const { return impl_->totals(); }
std::string Model::stats_json() const { return impl_->stats_json(); }
std::string Model::timeline_json() const { return timeline_of(ledger()); }
std::optional<AssetSpec> Model::asset(const std::string& banner_id) const {
  return impl_->service.asset(banner_id);
}

std::optional<std::variant<AssetSpec, HttpResponse>> Model::open_dynamic_image(const std::string& target) {
  auto opened = impl_->service.open_dynamic_image(target);
  if (!opened) return std::nullopt;
  if (const auto* refused = std::get_if<ApiError>(&*opened)) return envelope(*refused);
  return std::get<AssetSpec>(std::move(*opened));
}

}  // namespace pressrun::simulator
