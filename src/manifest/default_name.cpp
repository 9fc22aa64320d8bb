#include "pressrun/domain/text.hpp"
#include "pressrun/manifest/names.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_name = 200;  // ".results.json" and the ending of an unfinished file come behind

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
}

/// A '%' that would be read as the escape that it is not, or as the mark of a shortened name.
bool looks_escaped(std::string_view rest) {
  if (!rest.starts_with('%') || rest.size() < 2) return false;
  return rest[1] == '~' || (rest.size() > 2 && is_hex(rest[1]) && is_hex(rest[2]));
}

/// Injective: what is no escape in the text never looks like one in the answer.
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t code = take_code_point(text);
    const std::string_view bytes = rest.substr(0, rest.size() - text.size());
    const bool broken = code == replacement_character && bytes.size() == 1;
    const bool leading_dot = out.empty() && code == '.';
    if (broken || leading_dot || code == '/' || is_hidden(code) || looks_escaped(rest)) {
      append_escaped(out, bytes);
    } else {
      out += bytes;
    }
  }
  return out;
}

/// FNV-1a: the same for every build and machine.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

/// The front of a name that is too long, and a hash of all of it.
std::string shortened(std::string name) {
  if (name.size() <= longest_name) return name;
  std::string tail = "%~";
  for (int shift = 56; shift >= 0; shift -= 8) {
    std::string byte;
    append_escaped(
        byte, std::string(1, static_cast<char>((hash_of(name) >> static_cast<unsigned>(shift)) & 0xFFU)));
    tail += byte.substr(1);
  }
  std::size_t cut = longest_name - tail.size();
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80) --cut;
  name.resize(cut);
  return name + tail;
}

/// How a file's name is taken apart, and which files beside it have the first right to the same name.
struct Parts {
  std::string base;
  std::string mark;  ///< behind the name where another file has the first right
  std::vector<std::string> before;
};

Parts parts_of_file(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  const std::string whole = file.filename().string();
  if (file.extension() == ".yaml") return {stem, {}, {}};
  if (file.extension() == ".yml") return {stem, "%2Eyml", {stem + ".yaml"}};
  return {whole, "%2E", {whole + ".yaml", whole + ".yml"}};
}

}  // namespace

std::string default_name(const std::filesystem::path& file,
                         const std::function<bool(const std::filesystem::path&)>& exists) {
  const Parts parts = parts_of_file(file);
  std::string name = escaped(parts.base);
  for (const std::string& other : parts.before) {
    if (exists(file.parent_path() / other)) return shortened(name + parts.mark);
  }
  return shortened(std::move(name));
}

}  // namespace pressrun::manifest
