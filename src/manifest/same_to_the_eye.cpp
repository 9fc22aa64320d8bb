#include "manifest/same_to_the_eye.hpp"

#include "pressrun/domain/text.hpp"

#include <array>
#include <cstdio>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace pressrun::manifest {
namespace {

bool has_no_width(UChar32 code) {
  return u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || code == 0xFEFF;
}

bool is_odd_blank(UChar32 code) { return code != ' ' && u_hasBinaryProperty(code, UCHAR_WHITE_SPACE) != 0; }

bool is_combining(UChar32 code) {
  const auto type = u_charType(code);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

/// What is seen of a name.
icu::UnicodeString seen(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  const icu::Normalizer2* composed = icu::Normalizer2::getNFCInstance(error);
  icu::UnicodeString whole = U_FAILURE(error) != 0 ? wide : composed->normalize(wide, error);
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
    const UChar32 code = whole.char32At(i);
    if (has_no_width(code)) continue;
    if (is_odd_blank(code)) {
      out.append(UChar32{' '});
    } else {
      out.append(code);
    }
  }
  return out.trim();
}

}  // namespace

std::string spelled_out(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto code = static_cast<UChar32>(take_code_point(name));
    if (has_no_width(code) || is_odd_blank(code) || is_combining(code)) {
      std::array<char, 16> spelled{};
      std::snprintf(spelled.data(), spelled.size(), "<U+%04X>", static_cast<unsigned>(code));
      out += spelled.data();
    } else {
      append_utf8(out, static_cast<char32_t>(code));
    }
  }
  return out;
}

std::string same_to_the_eye(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 400;
  if (name.size() > longest) return {};
  const icu::UnicodeString wanted = seen(name);
  for (const std::string& candidate : candidates) {
    if (candidate != name && candidate.size() <= longest && seen(candidate) == wanted) return candidate;
  }
  return {};
}

}  // namespace pressrun::manifest
