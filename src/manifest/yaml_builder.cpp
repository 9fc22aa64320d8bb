#include "manifest/yaml_builder.hpp"

#include "manifest/keys.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/merge_keys.hpp"
#include "manifest/yaml_reader.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::manifest {
namespace {

RawPlace raw_place(const YAML::Mark& mark) {
  return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column)};
}

/// Where texts stand that are printed. Elsewhere a word behind a '#' is a comment.
bool is_of_texts(std::string_view key) {
  constexpr std::array<std::string_view, 7> names{"vars",  "rows",  "matrix", "elements",
                                                  "pages", "html5", "key"};
  return std::ranges::find(names, key) != names.end();
}

/// Numbers, ids and addresses are not cut: what stands behind them is a comment.
bool can_be_cut(const std::string& text) {
  return resolve({text, true}) == ScalarType::string && !is_uuid(text) &&
         text.find("://") == std::string::npos;
}

std::size_t count_nodes(const Value& value) {
  std::size_t nodes = 1;
  if (const Sequence* items = value.sequence()) {
    for (const Value& item : *items) nodes += count_nodes(item);
  } else if (const Mapping* members = value.mapping()) {
    for (const Member& member : *members) nodes += count_nodes(member.value);
  }
  return nodes;
}

bool collection_tag(const std::string& tag, std::string_view own) {
  return tag.empty() || tag == "?" || tag == "!" || tag == own;
}

/// Whether a scalar of this tag counts as plain; nothing for a tag that we do not know.
std::optional<bool> plain_by_tag(const std::string& tag) {
  if (tag.empty() || tag == "?") return true;
  if (tag == "!" || tag == "tag:yaml.org,2002:str") return false;
  for (const std::string_view core : {"null", "bool", "int", "float"}) {
    if (tag == "tag:yaml.org,2002:" + std::string(core)) return true;
  }
  return std::nullopt;
}

}  // namespace

SourcePos YamlBuilder::place(const YAML::Mark& mark) {
  if (mark.is_null()) return {file_, 0, 0};
  const auto byte = static_cast<std::size_t>(mark.column);
  if (mark.line != seen_line_ || byte < seen_byte_) {
    seen_line_ = mark.line;
    seen_byte_ = 0;
    seen_column_ = 1;
  }
  const auto number = static_cast<std::uint32_t>(mark.line) + 1;
  std::string_view rest = texts_.raw_line(file_, number);
  rest = rest.substr(std::min(seen_byte_, rest.size()));
  for (; seen_byte_ < byte; ++seen_column_) {
    const std::size_t before = rest.size();
    if (before == 0) break;
    take_code_point(rest);
    seen_byte_ += before - rest.size();
  }
  return {file_, number, seen_column_};
}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ > 1)
    throw Unreadable{place(mark), "a second document starts here",
                     "a manifest is one document: remove '---', or split the file"};
}

/// A text that begins with '&' loses its first word; where an alias asks for it, that was meant.
void YamlBuilder::OnDocumentEnd() {
  const Lint& lint = lint_named("unused-anchor");
  for (const auto& [anchor, path] : unused_)
    findings_.lint(lint.name, anchors_.at(anchor).at, path,
                   std::string(lint.message) + ": only '" + anchors_.at(anchor).scalar()->text.substr(0, 60) +
                       "' is sent",
                   std::string(lint.hint));
}

bool YamlBuilder::wants_key() const {
  return !stack_.empty() && stack_.back().value.mapping() != nullptr && !stack_.back().has_key;
}

/// In a file of rows all are texts.
bool YamlBuilder::holds_texts() const {
  if (stack_.empty()) return false;
  return stack_.front().value.sequence() != nullptr ||
         std::ranges::any_of(stack_, [](const Frame& frame) { return is_of_texts(frame.key); });
}

std::string YamlBuilder::path() const {
  std::string out;
  for (const Frame& frame : stack_) {
    if (const Sequence* items = frame.value.sequence()) {
      out += "[" + std::to_string(items->size()) + "]";
    } else if (!frame.key.empty()) {
      out += (out.empty() ? "" : ".") + frame.key;
    }
  }
  return out;
}

void YamlBuilder::look_at_key_without_value(Frame& frame) {
  std::string before = frame.cut;
  const Mapping& members = *frame.value.mapping();
  if (before.empty() && !members.empty() && members.back().value.scalar() != nullptr)
    before = members.back().value.scalar()->text;
  if (auto whole = cut_.key_without_colon(frame.key, frame.key_start, before, path()))
    frame.cut = *std::move(whole);
}

void YamlBuilder::look_at_null(const YAML::Mark& mark) {
  if (stack_.empty()) return;
  Frame& frame = stack_.back();
  if (frame.value.mapping() != nullptr) {
    if (frame.in_braces && frame.key_is_plain) return look_at_key_without_value(frame);
    if (!frame.in_braces && frame.key_is_plain && holds_texts())
      cut_.without_value(frame.key, frame.key_start, path());
    return;
  }
  if (frame.in_braces || !holds_texts()) return;
  // The mark of an item without value is that of what comes next.
  const auto last = static_cast<std::size_t>(mark.line) + 1;
  for (std::size_t number = last; number > 0; --number) {
    const std::string_view line = texts_.raw_line(file_, number);
    const auto start = line.find_first_not_of(' ');
    const bool item = start != std::string_view::npos && line.substr(start).starts_with("- #");
    if (item) return cut_.without_value({}, {number, start}, path());
    if (number != last && start != std::string_view::npos && line[start] != '#') return;
  }
}

void YamlBuilder::take_key(const Value& key, const YAML::Mark& mark) {
  Frame& frame = stack_.back();
  if (frame.value.mapping()->size() >= YamlLimits::members) {
    throw Unreadable{key.at, "a mapping has more than " + std::to_string(YamlLimits::members) + " keys",
                     "long lists belong in 'rows'"};
  }
  frame.has_key = true;
  frame.key = key.scalar()->text;
  frame.key_at = key.at;
  frame.key_start = raw_place(mark);
  frame.key_is_plain = key.scalar()->plain;
}

void YamlBuilder::take(Value value, YAML::anchor_t anchor) {
  if (anchor != 0) anchors_[anchor] = value;
  if (stack_.empty()) {
    root = std::move(value);
    return;
  }
  Frame& frame = stack_.back();
  if (auto* items = std::get_if<Sequence>(&frame.value.content)) {
    items->push_back(std::move(value));
    return;
  }
  frame.has_key = false;
  if (!value.is_null()) frame.cut.clear();
  if (frame.key == "<<") {
    value.at = frame.key_at;
    frame.merges.push_back(std::move(value));
    return;
  }
  std::get<Mapping>(frame.value.content)
      .push_back({std::move(frame.key), std::move(value), std::move(frame.key_at)});
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Value value = Value::plain("", place(mark));
  if (wants_key()) throw Unreadable{value.at, "a key is empty", "quote it if a key 'null' is meant"};
  look_at_null(mark);
  // A value that is left out has the place of whatever comes next, lines further down.
  const bool member = !stack_.empty() && stack_.back().value.mapping() != nullptr;
  if (member && value.at.line != stack_.back().key_at.line) value.at = stack_.back().key_at;
  take(std::move(value), anchor);
}

void YamlBuilder::spend(const Value& copied) {
  copied_ += count_nodes(copied);
  if (copied_ > YamlLimits::alias_nodes) {
    throw Unreadable{copied.at, "aliases make the document too large",
                     "more than " + std::to_string(YamlLimits::alias_nodes) + " nodes come from aliases"};
  }
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const SourcePos at = place(mark);
  const auto found = anchors_.find(anchor);
  unused_.erase(anchor);
  if (found == anchors_.end()) throw Unreadable{at, "an alias stands inside the very node that it names", {}};
  if (wants_key()) {
    if (found->second.scalar() == nullptr) throw Unreadable{at, "a key must be text", {}};
    Value key = found->second;
    key.at = at;
    return take_key(key, mark);
  }
  if (stack_.size() + 1 > YamlLimits::depth) throw Unreadable{at, "nested too deeply", {}};
  spend(found->second);
  take(found->second, 0);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& text) {
  const SourcePos at = place(mark);
  const std::optional<bool> plain = plain_by_tag(tag);
  if (!plain) findings_.error(at, {}, "unknown tag '" + tag + "'", "leave the tag out");
  Value value(Scalar{text, plain.value_or(false)}, at);
  if (!wants_key()) {
    if (plain.value_or(false) && holds_texts() && can_be_cut(text))
      cut_.behind_plain(text, raw_place(mark), path());
    if (anchor != 0 && plain.value_or(false) && holds_texts()) unused_.emplace(anchor, path());
    return take(std::move(value), anchor);
  }
  if (anchor != 0) anchors_[anchor] = value;
  take_key(value, mark);
}

void YamlBuilder::open(Value empty, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  if (wants_key())
    throw Unreadable{empty.at, "a key must be text", "quote a value that starts with '{' or '['"};
  if (stack_.size() >= YamlLimits::depth)
    throw Unreadable{empty.at, "nested more than " + std::to_string(YamlLimits::depth) + " levels deep", {}};
  Frame frame;
  frame.value = std::move(empty);
  frame.anchor = anchor;
  frame.in_braces = style == YAML::EmitterStyle::Flow;
  stack_.push_back(std::move(frame));
}

void YamlBuilder::close() {
  Frame frame = std::move(stack_.back());
  stack_.pop_back();
  take(std::move(frame.value), frame.anchor);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value style) {
  if (!collection_tag(tag, "tag:yaml.org,2002:seq"))
    findings_.error(place(mark), {}, "unknown tag '" + tag + "'", "leave the tag out");
  open(Value(Sequence{}, place(mark)), anchor, style);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  if (!collection_tag(tag, "tag:yaml.org,2002:map"))
    findings_.error(place(mark), {}, "unknown tag '" + tag + "'", "leave the tag out");
  open(Value(Mapping{}, place(mark)), anchor, style);
}

void YamlBuilder::OnMapEnd() {
  Frame& frame = stack_.back();
  auto& members = std::get<Mapping>(frame.value.content);
  while (const Member* repeated = repeated_key(members)) {
    const std::string key = repeated->key;
    const auto first = std::ranges::find(members, key, &Member::key);
    findings_.error(repeated->key_at, {}, "key '" + key + "' stands twice in one mapping",
                    "first at line " + std::to_string(first->key_at.line));
    members.erase(members.begin() + (repeated - members.data()));
  }
  if (frame.merges.size() > 1)
    findings_.error(frame.merges[1].at, {}, "key '<<' stands twice in one mapping",
                    "write one '<<' with a list");
  for (const Value& merge : frame.merges) {
    spend(merge);
    if (!merge_key(members, merge))
      findings_.error(merge.at, {}, "'<<' wants a mapping, or a list of mappings");
  }
  close();
}

}  // namespace pressrun::manifest
