#include "manifest/line_reader.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace pressrun::manifest {

bool LineReader::fill() {
  constexpr std::size_t piece = 64U * 1024;
  buffer_.resize(piece);
  buffer_.resize(bytes_->read(buffer_.data(), piece));
  at_ = 0;
  return !buffer_.empty();
}

LineReader::Outcome LineReader::next(std::string& line) {
  line.clear();
  if (at_ == buffer_.size() && !fill()) return Outcome::end;
  ++number_;
  for (;;) {
    const auto start = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = std::find_if(start, buffer_.end(), [](char c) { return c == '\n' || c == '\r'; });
    line.append(start, end);
    at_ = static_cast<std::size_t>(end - buffer_.begin());
    if (line.size() > longest) return Outcome::too_long;
    if (end != buffer_.end()) break;
    if (!fill()) break;
  }
  if (at_ < buffer_.size() && buffer_[at_++] == '\r') {
    if (at_ < buffer_.size() || fill()) at_ += buffer_[at_] == '\n' ? 1U : 0U;
  }
  if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  return Outcome::line;
}

LineProblem check_line(std::string_view line) {
  for (std::uint32_t column = 1; !line.empty(); ++column) {
    const auto first = static_cast<unsigned char>(line.front());
    const std::size_t before = line.size();
    const char32_t code = take_code_point(line);
    if (code == replacement_character && before - line.size() == 1) {
      std::array<char, 40> message{};
      std::snprintf(message.data(), message.size(), "byte '\\x%02X' is not valid UTF-8", first);
      return {message.data(), column};
    }
    if (first == 0) return {"a NUL byte", column};
  }
  return {};
}

}  // namespace pressrun::manifest
