#pragma once

#include "pressrun/api/classify.hpp"
#include "pressrun/domain/job.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/samples.hpp"

#include <string>
#include <utility>
#include <variant>

namespace pressrun::api {

inline SourcePos at(std::uint32_t line, std::uint32_t column = 1) {
  static const FileName file = std::make_shared<const std::string>("m.yaml");
  return {file, line, column};
}

// Short forms to write a request with. Every value stands on a line of its own choosing.
inline Value plain(std::string text, std::uint32_t line = 0) {
  return Value::plain(std::move(text), at(line));
}
inline Value quoted(std::string text, std::uint32_t line = 0) {
  return Value::string(std::move(text), at(line));
}
inline Value list(Sequence items) { return Value(std::move(items)); }
inline Value map(Mapping members, std::uint32_t line = 0) { return Value(std::move(members), at(line)); }
inline Member entry(std::string key, Value value, std::uint32_t line = 0) {
  return {std::move(key), std::move(value), at(line)};
}

inline JobSpec spec_of(Mapping request) {
  JobSpec spec;
  spec.key = JobKey{"hero/one"};
  spec.position = 3;
  spec.design_name = "hero";
  spec.design_id = DesignId{"11111111-1111-4111-8111-111111111111"};
  spec.request = std::move(request);
  spec.at = at(1);
  return spec;
}

/// A job that sets one property of the layer "layer".
inline JobSpec with_property(std::string property, Value value) {
  return spec_of(
      {entry("elements", map({entry("layer", map({entry(std::move(property), std::move(value))}))}))});
}

inline Design design_from(const std::string& body, const std::string& id) {
  return std::get<Design>(classify_design(answer(200, body), DesignId{id}, test_now).outcome);
}
inline Design static_design() {
  return design_from(samples::static_design, "11111111-1111-4111-8111-111111111111");
}
inline Design animated_design() {
  return design_from(samples::animated_design, "22222222-2222-4222-8222-222222222222");
}
inline Design printer_design() {
  return design_from(samples::printer_design, "33333333-3333-4333-8333-333333333333");
}
inline Design multipage_design() {
  return design_from(samples::multipage_design, "44444444-4444-4444-8444-444444444444");
}

}  // namespace pressrun::api
