#include "manifest/keys.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_key = 250;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool hex(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'); }
bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

/// By ASCII code: whether a file's name may hold it on every system that a manifest is carried to.
constexpr std::array<bool, 128> in_file_names = [] {
  std::array<bool, 128> may{};
  for (std::size_t code = 0x20; code < 0x7F; ++code)
    may[code] = std::string_view("/\\:*?\"<>|").find(static_cast<char>(code)) == std::string_view::npos;
  return may;
}();

bool stands_in_file_name(char32_t code, std::size_t bytes) {
  if (code < 0x80) return in_file_names[code];
  const bool broken = code == replacement_character && bytes == 1;
  return !broken && !is_hidden(code);
}

/// Nothing to replace, as in nearly every one of a hundred thousand keys.
bool stands_as_it_is(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return byte_of(c) < 0x80 && in_file_names[byte_of(c)]; });
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Calls `visit(bytes of the character, whether it may stand in a file's name)`.
template <class Visit>
void each_character(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t code = take_code_point(text);
    const std::size_t bytes = rest.size() - text.size();
    visit(rest.substr(0, bytes), stands_in_file_name(code, bytes));
  }
}

/// "." and "..": nobody may leave or mean the folder of the results by a key.
bool names_folder(std::string_view part) { return part == "." || part == ".."; }

bool has_folder_part(std::string_view key) {
  for (;;) {
    const auto slash = key.find('/');
    if (names_folder(key.substr(0, slash))) return true;
    if (slash == std::string_view::npos) return false;
    key.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string key_part(std::string_view text) {
  if (stands_as_it_is(text)) return std::string(without_blanks(text));
  std::string out;
  bool gap = false;
  each_character(text, [&](std::string_view character, bool stands) {
    if (out.empty() && character == " ") return;
    if (stands && gap) out += '-';
    if (stands) out += character;
    gap = !stands && !out.empty();
  });
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string key_literal(std::string_view text) {
  if (stands_as_it_is(text)) return std::string(text);
  std::string out;
  bool gap = false;
  each_character(text, [&](std::string_view character, bool stands) {
    const bool kept = stands || character == "/";
    if (kept) out += character;
    if (!kept && !gap) out += '-';
    gap = !kept;
  });
  return out;
}

bool is_word(std::string_view column, std::string_view word) {
  const auto bare = [](char c) {
    return letter_or_digit(lower(c)) || c == '.' || c == '_' || beyond_ascii(c);
  };
  while (!column.empty() && !bare(column.front())) column.remove_prefix(1);
  while (!column.empty() && !bare(column.back())) column.remove_suffix(1);
  return std::ranges::equal(column, word, {}, lower);
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
  if (control) return "the key holds a control character";
  return has_folder_part(key) ? "'.' and '..' cannot be parts of a key: they name folders" : std::string{};
}

std::string label_of(std::string_view text) {
  std::string part = key_part(text);
  return names_folder(part) ? std::string{} : part;
}

std::string label_of(const Value& value) {
  if (const Scalar* scalar = value.scalar()) return label_of(scalar->text);
  const Mapping* members = value.mapping();
  if (members == nullptr) return {};
  for (const std::string_view name : {"key", "id", "name"}) {
    const Value* own = value.find(name);
    if (own != nullptr && own->scalar() != nullptr && !own->is_null()) return label_of(own->scalar()->text);
  }
  for (const Member& member : *members) {
    if (member.value.scalar() != nullptr && !member.value.is_null())
      return label_of(member.value.scalar()->text);
  }
  return {};
}

std::optional<SeenKeys::Place> SeenKeys::add(std::string_view key, Place place) {
  const auto [known, added] = places_.try_emplace(std::hash<std::string_view>{}(key), place);
  if (added) return std::nullopt;
  return known->second;
}

}  // namespace pressrun::manifest
