#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace pressrun::report {

/// A string in double quotes, valid both as JSON and as YAML 1.2. Invalid UTF-8 becomes U+FFFD; NUL and the
/// other characters that YAML does not print, that editors take for the end of a line, or that a terminal
/// acts on (domain/text.hpp) are escaped.
void append_quoted(std::string& out, std::string_view text);

/// On one line, with a space after each comma and colon: `{"key": "a", "width": 148.5}`. Boost.JSON's own
/// serializer would write 1.485E2, and pass bad UTF-8 through.
void append_json(std::string& out, const boost::json::value& value);

/// The shortest text that reads back as the same number: 1200, 148.5.
std::string number(double value);

}  // namespace pressrun::report
