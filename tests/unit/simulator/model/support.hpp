#pragma once

#include "pressrun/simulator/model.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::simulator::test {

using namespace std::chrono_literals;
namespace json = boost::json;

inline const std::string hero = "64238d01-d402-474b-8c2d-fbc957e9d290";
inline const std::string teaser = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149";
inline const std::string card = "8c0f3f52-9a4e-4a61-b7d5-2f6f0c1d9e31";
inline const std::string flyer = "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53";
inline const std::string catalogue = "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64";
inline const std::string clip = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75";
inline const std::string nobody = "00000000-0000-4000-8000-000000000000";

/// The bundled workspace with nothing in the way: no limits, no chance.
inline Scenario calm() {
  Scenario scenario = default_scenario();
  scenario.limits = {0, true, {0, 0}, {0, 0}, {0, 0}};
  scenario.render = {4s, 0, 0, 20s};
  return scenario;
}

/// A model and the clock beside it.
struct Bench {
  explicit Bench(Scenario scenario = calm()) : model(std::move(scenario)) {}

  Reply send(std::string method, std::string target, std::string body = "") {
    HttpRequest request{std::move(method), std::move(target), {{"X-Api-Key", "key"}}, std::move(body)};
    return model.handle(request, now);
  }
  HttpResponse get(std::string target) { return send("GET", std::move(target)).response; }
  HttpResponse post(std::string target, std::string body) {
    return send("POST", std::move(target), std::move(body)).response;
  }
  HttpResponse generate(const std::string& design, std::string body) {
    return post("/async/banner-builder/" + design + "/generate", std::move(body));
  }
  HttpResponse poll(const std::string& id) { return get("/generation-request/" + id); }
  /// Submits, waits until it is ready, and gives the final answer.
  json::value finished(const std::string& design, std::string body);

  Model model;
  ServerTime now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 2h};
};

inline json::value parsed(const HttpResponse& response) { return json::parse(response.body); }

inline std::string text(const json::value& value, std::string_view key) {
  return std::string{value.at(key).as_string()};
}

inline std::string id_of(const HttpResponse& response) { return text(parsed(response), "id"); }

inline std::string request_id(const HttpResponse& response) {
  return text(parsed(response), "generation_request_id");
}

inline std::string header(const HttpResponse& response, std::string_view name) {
  const std::string* value = response.header(name);
  return value == nullptr ? "" : *value;
}

inline json::value Bench::finished(const std::string& design, std::string body) {
  const std::string id = request_id(generate(design, std::move(body)));
  now += 1h;
  return parsed(poll(id));
}

}  // namespace pressrun::simulator::test
