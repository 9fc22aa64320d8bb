#include "manifest/keys.hpp"

#include <algorithm>
#include <functional>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_key = 250;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool hex(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'); }
bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

std::string slug(std::string_view text) {
  std::string out;
  for (const char raw : text) {
    const char c = lower(raw);
    if (letter_or_digit(c) || c == '.' || c == '_' || beyond_ascii(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

bool is_manifest_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || !letter_or_digit(name.front())) return false;
  return std::ranges::all_of(name,
                             [](char c) { return letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

std::string manifest_name(std::string_view stem) {
  std::string out;
  for (const char raw : stem) {
    const char c = lower(raw);
    const bool allowed = letter_or_digit(c) || (!out.empty() && (c == '.' || c == '_' || c == '-'));
    if (allowed) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  out.resize(std::min(out.size(), longest_name));
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "manifest" : out;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !hex(text[i])) return false;
  }
  return true;
}

std::string key_problem(std::string_view key) {
  if (key.empty()) return "the key comes out empty";
  if (key.size() > longest_key) return "the key is longer than " + std::to_string(longest_key) + " bytes";
  const bool control =
      std::ranges::any_of(key, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return control ? "the key holds a control character" : std::string{};
}

std::string label_of(const Value& value) {
  if (const Scalar* scalar = value.scalar()) return slug(scalar->text);
  const Mapping* members = value.mapping();
  if (members == nullptr) return {};
  for (const std::string_view name : {"key", "id", "name"}) {
    const Value* own = value.find(name);
    if (own != nullptr && own->scalar() != nullptr && !own->is_null()) return slug(own->scalar()->text);
  }
  for (const Member& member : *members) {
    if (member.value.scalar() != nullptr && !member.value.is_null()) return slug(member.value.scalar()->text);
  }
  return {};
}

std::optional<SeenKeys::Place> SeenKeys::add(std::string_view key, Place place) {
  const auto [known, added] = places_.try_emplace(std::hash<std::string_view>{}(key), place);
  if (added) return std::nullopt;
  return known->second;
}

}  // namespace pressrun::manifest
