#include "pressrun/api/content.hpp"

#include "api/body_fields.hpp"
#include "api/canonical_json.hpp"
#include "api/text.hpp"
#include "pressrun/api/sha256.hpp"

#include <algorithm>
#include <vector>

namespace pressrun::api {
namespace {

namespace json = boost::json;

bool changes_the_picture(std::string_view field) { return field != formats_field && field != callback_field; }

void write_body(std::string& to, const json::object& body) {
  std::vector<const json::key_value_pair*> members;
  for (const auto& member : body) {
    if (changes_the_picture(member.key())) members.push_back(&member);
  }
  std::ranges::sort(members, {}, [](const auto* member) { return std::string_view{member->key()}; });
  to += '{';
  for (const auto* member : members) {
    if (member != members.front()) to += ',';
    write_canonical_string(to, member->key());
    to += ':';
    write_canonical(to, member->value(), LongStrings::folded);
  }
  to += '}';
}

}  // namespace

std::string content_text(const DesignId& design, const json::object& body, std::string_view take) {
  std::string text = R"({"body":)";
  write_body(text, body);
  text.append(R"(,"design":)");
  write_canonical_string(text, lower(design.text));
  if (!take.empty()) text.append(R"(,"take":)").append(take);
  return text += '}';
}

std::string content_digest(std::string_view content_text) {
  Sha256 digest;
  digest.add(content_text);
  return digest.text();
}

}  // namespace pressrun::api
