#include "simulator/model/yaml_json.hpp"

#include "pressrun/domain/value.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstdlib>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

constexpr int deepest = 50;

json::value number(const YAML::Node& node, ScalarType type) {
  json::error_code failed;
  const json::value direct = json::parse(node.Scalar(), failed);
  if (!failed) return direct;
  const std::string& text = node.Scalar();
  if (type == ScalarType::integer) {
    const bool octal = text.starts_with("0o");
    return std::strtoll(octal ? text.c_str() + 2 : text.c_str(), nullptr,
                        octal                    ? 8
                        : text.starts_with("0x") ? 16
                                                 : 10);
  }
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value) || text.find_first_of("0123456789") == std::string::npos) {
    throw YamlFault(node.Mark(), "'" + text + "' is no number that JSON has");
  }
  return value;
}

json::value scalar(const YAML::Node& node) {
  const ScalarType type = resolve(Scalar{node.Scalar(), node.Tag() == "?"});
  switch (type) {
    case ScalarType::null:
      return nullptr;
    case ScalarType::boolean:
      return node.Scalar().front() == 't' || node.Scalar().front() == 'T';
    case ScalarType::integer:
    case ScalarType::real:
      return number(node, type);
    default:
      return json::string{node.Scalar()};
  }
}

class Converter {
 public:
  explicit Converter(std::size_t& nodes) : nodes_(nodes) {}

  json::value convert(const YAML::Node& node, int depth) {
    if (depth > deepest || nodes_ == 0) throw YamlFault(node.Mark(), "too deep or too large");
    --nodes_;
    if (node.IsMap()) return mapping(node, depth);
    if (!node.IsSequence()) return node.IsScalar() ? scalar(node) : json::value{};
    json::array out;
    for (const YAML::Node& item : node) out.push_back(convert(item, depth + 1));
    return out;
  }

 private:
  json::value mapping(const YAML::Node& node, int depth) {
    json::object out;
    for (const auto& member : node) {
      if (!member.first.IsScalar()) throw YamlFault(member.first.Mark(), "a key must be a scalar");
      const std::string& key = member.first.Scalar();
      if (out.contains(key)) throw YamlFault(member.first.Mark(), "the key '" + key + "' comes twice");
      out[key] = convert(member.second, depth + 1);
    }
    return out;
  }

  std::size_t& nodes_;
};

}  // namespace

json::value to_json(const YAML::Node& node, std::size_t& nodes) { return Converter{nodes}.convert(node, 0); }

}  // namespace pressrun::simulator
