#include "pressrun/api/sent.hpp"

#include <boost/json.hpp>

#include <map>

namespace pressrun::api {
namespace {

namespace json = boost::json;

using Fields = std::map<std::string, std::string>;  // JSON text by path

std::optional<json::object> object_in(std::string_view text) {
  boost::system::error_code error;
  json::value read = json::parse(json::string_view{text.data(), text.size()}, error);
  if (error || !read.is_object()) return std::nullopt;
  return std::move(read.get_object());
}

std::string joined_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string{name} : path + "." + std::string{name};
}

/// A long string as the content has it: {"bytes":…,"sha256":"…"}.
bool is_folded(const json::object& members) {
  return members.size() == 2 && members.contains("bytes") && members.contains("sha256");
}

void flatten(const json::value& value, const std::string& path, Fields& to) {
  const json::object* members = value.if_object();
  if (members == nullptr || members->empty() || is_folded(*members)) {
    to[path] = json::serialize(value);
    return;
  }
  for (const auto& member : *members) flatten(member.value(), joined_path(path, member.key()), to);
}

Fields fields_in(std::string_view content) {
  Fields found;
  const auto read = object_in(content);
  if (!read) return found;
  if (const json::value* body = read->if_contains("body"); body != nullptr && body->is_object())
    for (const auto& member : body->get_object()) flatten(member.value(), std::string{member.key()}, found);
  if (const json::value* design = read->if_contains("design")) flatten(*design, "design_id", found);
  if (const json::value* take = read->if_contains("take")) flatten(*take, "take", found);
  return found;
}

std::optional<std::string> at(const Fields& found, const std::string& path) {
  const auto one = found.find(path);
  return one == found.end() ? std::nullopt : std::optional{one->second};
}

bool shows_text(std::string_view property) {
  return property == "payload" || property == "text" || property.ends_with("_url") || property == "url";
}

std::string plain_text(const json::value& value) {
  return value.is_string() ? std::string{value.get_string()} : json::serialize(value);
}

void take_layer(const std::string& layer, const json::value& value, std::vector<SentText>& to) {
  if (!value.is_object()) return;
  for (const auto& member : value.get_object()) {
    const bool is_leaf = !member.value().is_object() && !member.value().is_null();
    if (is_leaf && shows_text(member.key()))
      to.push_back({layer, std::string{member.key()}, plain_text(member.value())});
  }
}

void take_layers(const std::string& before, const json::value& layers, std::vector<SentText>& to) {
  if (!layers.is_object()) return;
  for (const auto& member : layers.get_object()) {
    const std::string layer = before + std::string{member.key()};
    if (member.key() != "vars" || !member.value().is_object()) {
      take_layer(layer, member.value(), to);
      continue;
    }
    for (const auto& variable : member.value().get_object())
      to.push_back({layer + "." + std::string{variable.key()}, "", plain_text(variable.value())});
  }
}

}  // namespace

std::vector<SentText> texts_of(std::string_view body) {
  std::vector<SentText> texts;
  const auto read = object_in(body);
  if (!read) return texts;
  if (const json::value* layers = read->if_contains("elements")) take_layers("", *layers, texts);
  const json::value* pages = read->if_contains("pages");
  if (pages != nullptr && pages->is_object()) {
    for (const auto& page : pages->get_object())
      take_layers(std::string{page.key()} + ".", page.value(), texts);
  }
  return texts;
}

std::vector<FieldChange> changes_of(std::string_view before, std::string_view now) {
  std::vector<FieldChange> changes;
  const Fields old = fields_in(before);
  const Fields fresh = fields_in(now);
  if (old.empty() || fresh.empty()) return changes;
  Fields all = old;
  all.insert(fresh.begin(), fresh.end());
  for (const auto& [path, value] : all) {
    FieldChange change{path, at(old, path), at(fresh, path)};
    if (change.before != change.now) changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<FieldChange> fields_of(std::string_view content) {
  std::vector<FieldChange> all;
  for (auto& [path, value] : fields_in(content)) all.push_back({path, std::nullopt, value});
  return all;
}

std::string told(std::string_view value) {
  const auto folded = value.starts_with('{') ? object_in(value) : std::nullopt;
  if (!folded || !is_folded(*folded)) return std::string{value};
  return "a text of " + json::serialize(folded->at("bytes")) + " bytes";
}

}  // namespace pressrun::api
