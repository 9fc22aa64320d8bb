#include "simulator/model/timeline.hpp"

#include <boost/json.hpp>

namespace pressrun::simulator {
namespace {

/// Whole microseconds as milliseconds: a double would do, and its digits depend on who prints it.
std::string milliseconds(ServerTime at) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
  const std::string fraction = std::to_string(us % 1000);
  return std::to_string(us / 1000) + "." + std::string(3 - fraction.size(), '0') + fraction;
}

}  // namespace

std::string timeline_of(const std::vector<Generation>& ledger) {
  std::string text = "[";
  for (const Generation& generation : ledger) {
    if (text.size() > 1) text += ",";
    text += "[" + milliseconds(generation.accepted_at) + "," + milliseconds(generation.ready_at) + "," +
            (generation.told_at ? milliseconds(*generation.told_at) : "null") + "]";
  }
  return text + "]";
}

std::string purchases_of(const std::vector<Generation>& ledger) {
  namespace json = boost::json;
  std::string text = "[";
  for (const Generation& generation : ledger) {
    const json::object about{{"id", generation.request_id},
                             {"design_id", generation.design_id},
                             {"formats", json::value_from(generation.formats)}};
    std::string one = json::serialize(about);
    one.pop_back();
    if (text.size() > 1) text += ",";
    text += one + ",\"body\":" + (generation.body.empty() ? "null" : generation.body) + "}";
  }
  return text + "]";
}

}  // namespace pressrun::simulator
