#include "manifest/json_value.hpp"

#include "manifest/merge_keys.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <vector>

namespace pressrun::manifest {
namespace {

namespace json = boost::json;

/// Builds values from Boost.JSON's events: its own document would lose how a number was written.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_string_size = 1024U * 1024;
  static constexpr std::size_t max_key_size = 4096;

  SourcePos at;
  Value root;
  std::string repeated;

  // clang-format off
  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { open(Value(Sequence{}, at)); return true; }
  bool on_array_end(std::size_t, json::error_code&) { close(); return true; }
  bool on_object_begin(json::error_code&) { open(Value(Mapping{}, at)); return true; }
  bool on_object_end(std::size_t, json::error_code&) { check(); close(); return true; }
  bool on_key_part(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_key(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); stack_.back().key = std::exchange(text_, {}); return true; }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_string(json::string_view s, std::size_t, json::error_code&) { text_.append(s.data(), s.size()); take(Value::string(std::exchange(text_, {}), at)); return true; }
  bool on_number_part(json::string_view s, json::error_code&) { text_.append(s.data(), s.size()); return true; }
  bool on_int64(std::int64_t, json::string_view s, json::error_code&) { return number(s); }
  bool on_uint64(std::uint64_t, json::string_view s, json::error_code&) { return number(s); }
  bool on_double(double, json::string_view s, json::error_code&) { return number(s); }
  bool on_bool(bool value, json::error_code&) { take(Value::plain(value ? "true" : "false", at)); return true; }
  bool on_null(json::error_code&) { take(Value::plain("null", at)); return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
  // clang-format on

 private:
  struct Frame {
    Value value;
    std::string key;
  };
  bool number(json::string_view s) {
    text_.append(s.data(), s.size());
    take(Value::plain(std::exchange(text_, {}), at));
    return true;
  }
  void open(Value empty) { stack_.push_back({std::move(empty), {}}); }
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
          .push_back({std::move(stack_.back().key), std::move(value), at});
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
  parser.handler().at = at;
  json::error_code problem;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), problem);
  if (!problem && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
    problem = json::error::extra_data;
  if (problem) return {std::nullopt, "not valid JSON: " + problem.message()};
  if (!parser.handler().repeated.empty())
    return {std::nullopt, "key '" + parser.handler().repeated + "' stands twice"};
  return {std::move(parser.handler().root), {}};
}

}  // namespace pressrun::manifest
