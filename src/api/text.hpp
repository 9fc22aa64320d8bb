#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressrun::api {

bool is_utf8(std::string_view text);

/// Text that is safe to keep: invalid UTF-8 and NUL become U+FFFD, and what exceeds `max_bytes` is cut off
/// between two characters.
std::string clean(std::string_view text, std::size_t max_bytes);

/// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);
bool same_ignoring_case(std::string_view a, std::string_view b);
std::string lower(std::string_view text);

}  // namespace pressrun::api
