#pragma once

#include <string>
#include <string_view>

namespace pressrun {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Takes one code point off the front of `text`, which must not be empty. A byte that is not part of valid
/// UTF-8 (overlong forms and surrogates included) is taken alone and answers U+FFFD.
char32_t take_code_point(std::string_view& text);

void append_utf8(std::string& out, char32_t code);

/// Control characters, separators of lines, and what turns the direction of the text that follows: nothing
/// that a terminal or a reader should be sent as it is.
bool is_hidden(char32_t code);

/// Text of a server or a file for a terminal: control, escape and direction-changing characters made visible
/// ("\x1B", "\u202E"), a tab as a space, invalid UTF-8 as U+FFFD. The answer is one line.
std::string printable(std::string_view text);

}  // namespace pressrun
