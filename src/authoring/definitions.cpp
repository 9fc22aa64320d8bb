#include "authoring/definitions.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace pressrun::authoring {
namespace {

/// Letters, digits and dashes: what stands in a reference as it is.
std::string plain_name(std::string_view name) {
  std::string out{name};
  std::ranges::replace_if(
      out,
      [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return !letter && !(c >= '0' && c <= '9');
      },
      '-');
  return out;
}

}  // namespace

boost::json::object Definitions::refer(std::string_view name, boost::json::object schema) {
  const auto [known, fresh] = names_.try_emplace(boost::json::serialize(schema));
  if (fresh) {
    const std::string plain = plain_name(name);
    std::string unique = plain;
    for (int number = 2; made_.contains(unique); ++number) unique = plain + "-" + std::to_string(number);
    made_.emplace(unique, std::move(schema));
    known->second = unique;
  }
  return {{"$ref", "#/definitions/" + known->second}};
}

}  // namespace pressrun::authoring
