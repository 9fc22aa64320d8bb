#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace pressrun::authoring {

/// A text as a YAML scalar on one line: plain where that is beyond doubt, else in double quotes with
/// everything escaped that could end it or that a person would not see.
std::string yaml_text(std::string_view text);

/// Whether a text can be a key on one line: "<<" would merge, however it is quoted.
bool stands_as_key(std::string_view text);

/// A value of the API as YAML on one line, for a place where the manifest knows references: "${" in a text
/// becomes "\${".
std::string yaml_value(const boost::json::value& value);

/// Text of the server inside a comment: one line, no control characters, at most `most` bytes.
std::string comment_text(std::string_view text, std::size_t most = 160);

/// A number as people write it: "5.5", "1080".
std::string number_text(double number);

}  // namespace pressrun::authoring
