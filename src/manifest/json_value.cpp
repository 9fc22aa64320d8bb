#include "manifest/json_value.hpp"

#include "manifest/merge_keys.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <vector>

namespace pressrun::manifest {
namespace {

namespace json = boost::json;

/// Where each key and each value of a JSON text starts, in their order. The text is sound, or its places are
/// not asked for: the parser says so.
class Places {
 public:
  Places(std::string_view text, SourcePos at) : text_(text), at_(std::move(at)) {}

  SourcePos next() {
    skip(" \t\r\n,:]}");
    SourcePos found = at_;
    const char c = peek();
    step();
    if (c == '"') pass_string();
    if (c != '"' && c != '{' && c != '[') pass_word();
    return found;
  }

 private:
  [[nodiscard]] char peek() const { return next_ < text_.size() ? text_[next_] : '\0'; }
  [[nodiscard]] bool at_one_of(std::string_view chars) const {
    return next_ < text_.size() && chars.find(text_[next_]) != std::string_view::npos;
  }
  void skip(std::string_view chars) {
    while (at_one_of(chars)) step();
  }
  void step() {
    if (next_ >= text_.size()) return;
    const char c = text_[next_++];
    if (c == '\n') {
      ++at_.line;
      at_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++at_.column;
    }
  }
  void pass_string() {
    while (next_ < text_.size() && text_[next_] != '"') {
      if (text_[next_] == '\\') step();
      step();
    }
    step();
  }
  void pass_word() {
    while (next_ < text_.size() && !at_one_of(" \t\r\n,:]}")) step();
  }

  std::string_view text_;
  std::size_t next_ = 0;
  SourcePos at_;
};

/// Where a byte of the text stands.
SourcePos place_of(std::string_view text, std::size_t byte, SourcePos at) {
  for (const char c : text.substr(0, byte)) {
    if (c == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++at.column;
    }
  }
  return at;
}

/// What is most often the matter where a parser stumbles; empty: who knows.
std::string reason_at(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  const auto last = before.find_last_not_of(" \t\r\n");
  const char previous = last == std::string_view::npos ? '\0' : before[last];
  const char here = byte < text.size() ? text[byte] : '\0';
  const bool value_before = std::string_view("\"}]0123456789el").find(previous) != std::string_view::npos;
  if (value_before && previous != '\0' && std::string_view("\"{[").find(here) != std::string_view::npos &&
      here != '\0')
    return "a comma is missing before this";
  if (previous == ',' && (here == '}' || here == ']'))
    return "a comma stands before '" + std::string(1, here) + "'";
  if (here == '\'') return "JSON wants double quotes";
  if (here == 'N' || here == 'I' || here == 'u') return "JSON has no NaN, Infinity or undefined: write null";
  if (here == 'T' || here == 'F') return "true, false and null are written small";
  return {};
}

/// Builds values from Boost.JSON's events: its own document would lose how a number was written.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_string_size = 1024U * 1024;
  static constexpr std::size_t max_key_size = 4096;

  std::optional<Places> places;
  Value root;
  std::string repeated;

  // clang-format off
  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { open(Value(Sequence{}, places->next())); return true; }
  bool on_array_end(std::size_t, json::error_code&) { close(); return true; }
  bool on_object_begin(json::error_code&) { open(Value(Mapping{}, places->next())); return true; }
  bool on_object_end(std::size_t, json::error_code&) { check(); close(); return true; }
  bool on_key_part(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_key(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); stack_.back().key = std::exchange(text_, {}); stack_.back().key_at = places->next(); return true; }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_string(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); take(Value::string(std::exchange(text_, {}), places->next())); return true; }
  bool on_number_part(json::string_view s, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_int64(std::int64_t, json::string_view s, json::error_code&) { return number(s); }
  bool on_uint64(std::uint64_t, json::string_view s, json::error_code&) { return number(s); }
  bool on_double(double, json::string_view s, json::error_code&) { return number(s); }
  bool on_bool(bool value, json::error_code&) { take(Value::plain(value ? "true" : "false", places->next())); return true; }
  bool on_null(json::error_code&) { take(Value::plain("null", places->next())); return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
  // clang-format on

 private:
  struct Frame {
    Value value;
    std::string key;
    SourcePos key_at;
  };
  bool number(json::string_view s) {
    text_.append(s.data(), s.size());
    take(Value::plain(std::exchange(text_, {}), places->next()));
    return true;
  }
  void open(Value empty) { stack_.push_back({std::move(empty), {}, {}}); }
  void close() {
    Value done = std::move(stack_.back().value);
    stack_.pop_back();
    take(std::move(done));
  }
  void check() {
    if (const Member* twice = repeated_key(*stack_.back().value.mapping())) repeated = twice->key;
  }
  void take(Value value) {
    if (stack_.empty()) {
      root = std::move(value);
    } else if (auto* items = std::get_if<Sequence>(&stack_.back().value.content)) {
      items->push_back(std::move(value));
    } else {
      std::get<Mapping>(stack_.back().value.content)
          .push_back({std::move(stack_.back().key), std::move(value), stack_.back().key_at});
    }
  }

  std::vector<Frame> stack_;
  std::string text_;
};

}  // namespace

JsonRead read_json_value(std::string_view text, const SourcePos& at) {
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<Builder> parser(options);
  parser.handler().places.emplace(text, at);
  json::error_code problem;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), problem);
  if (!problem && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
    problem = json::error::extra_data;
  if (problem) {
    const std::size_t at_byte = std::min(used, text.size());
    return {std::nullopt, "not valid JSON: " + problem.message(), reason_at(text, at_byte),
            place_of(text, at_byte, at)};
  }
  if (!parser.handler().repeated.empty())
    return {std::nullopt, "key '" + parser.handler().repeated + "' stands twice", {}, at};
  return {std::move(parser.handler().root), {}};
}

}  // namespace pressrun::manifest
