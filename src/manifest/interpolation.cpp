#include "manifest/interpolation.hpp"

#include "manifest/keys.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/text_filters.hpp"

#include <utility>

namespace pressrun::manifest {

std::string Interpolator::path() const {
  std::string path(root_);
  for (const Step& step : steps_) {
    if (step.key.data() == nullptr) {
      path += "[" + std::to_string(step.index) + "]";
    } else {
      path += (path.empty() ? "" : ".") + std::string(step.key);
    }
  }
  return path;
}

void Interpolator::report(const SourcePos& at, std::string message, std::string hint) {
  problems.push_back({at, path(), std::move(message), std::move(hint)});
}

Value Interpolator::value(const Value& from, std::string_view path) {
  root_ = path;
  of_key_ = false;
  return build(from);
}

std::string Interpolator::text(const Value& from, std::string_view path, bool of_key) {
  root_ = path;
  const Scalar* scalar = from.scalar();
  if (scalar == nullptr) {
    report(from.at, "a text is wanted here", {});
    return {};
  }
  const TemplateText& parts = kept(*scalar);
  if (!parts.problem.empty()) report(from.at, parts.problem, std::string(literal_hint));
  of_key_ = of_key;
  const Value out = mixed(parts, from.at);
  return out.scalar()->text;
}

/// Nothing for a scalar that could not be made: the rest can still be looked at.
std::optional<Value> Interpolator::leaf_or_tree(const Value& from) {
  const std::size_t before = problems.size();
  Value made = build(from);
  if (from.scalar() != nullptr && problems.size() > before) return std::nullopt;
  return made;
}

Value Interpolator::build(const Value& from) {
  if (const Scalar* scalar = from.scalar())
    return !has_references(scalar->text) ? from
           : cache_ == nullptr           ? replace(*scalar, from.at)
                                         : replace_parts(kept(*scalar), *scalar, from.at);
  if (const Sequence* items = from.sequence()) {
    Sequence out;
    out.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) {
      steps_.push_back({{}, i});
      if (auto made = leaf_or_tree((*items)[i])) out.push_back(std::move(*made));
      steps_.pop_back();
    }
    return Value(std::move(out), from.at);
  }
  Mapping out;
  out.reserve(from.mapping()->size());
  for (const Member& member : *from.mapping()) {
    steps_.push_back({member.key, 0});
    if (auto made = leaf_or_tree(member.value)) out.push_back({member.key, std::move(*made), member.key_at});
    steps_.pop_back();
  }
  return Value(std::move(out), from.at);
}

const TemplateText& Interpolator::kept(const Scalar& scalar) {
  if (cache_ == nullptr) return own_ = take_apart(scalar.text);
  const auto [found, is_new] = cache_->try_emplace(&scalar);
  if (is_new) found->second = take_apart(scalar.text);
  return found->second;
}

Value Interpolator::replace(const Scalar& from, const SourcePos& at) {
  return replace_parts(take_apart(from.text), from, at);
}

Value Interpolator::replace_parts(const TemplateText& parts, const Scalar& from, const SourcePos& at) {
  if (!parts.problem.empty()) {
    report(at, parts.problem, std::string(literal_hint));
    return Value(from, at);
  }
  if (parts.pieces.size() == 1 && parts.pieces.front().reference)
    return whole(*parts.pieces.front().reference, at);
  return mixed(parts, at);
}

bool Interpolator::afford(const Value& copied, const SourcePos& at) {
  ++nodes_;
  if (const Scalar* scalar = copied.scalar()) {
    bytes_ += scalar->text.size();
  } else if (const Sequence* items = copied.sequence()) {
    for (const Value& item : *items) {
      if (!afford(item, at)) return false;
    }
  } else {
    for (const Member& member : *copied.mapping()) {
      if (!afford(member.value, at)) return false;
    }
  }
  if (nodes_ <= most_nodes && bytes_ <= most_bytes) return true;
  if (problems.empty() || problems.back().message != "this grows too large")
    report(at, "this grows too large", "variables repeat one another too often");
  return false;
}

/// A copy that says where the value is asked for, and in which cell it stands. A value of the matrix or of
/// `vars` keeps its own place: that is where it must be mended.
Value Interpolator::placed(const Value& known, std::string_view name, const SourcePos& at) const {
  Value copy = known;
  if (scope_.is_cell(name)) copy.from = std::exchange(copy.at, at);
  if (copy.at.line == 0) copy.at = at;
  return copy;
}

namespace {

/// Empty means absent, null, or only white space.
bool is_empty(const Value& value) {
  const Scalar* scalar = value.scalar();
  return value.is_null() || (scalar != nullptr && is_blank_text(scalar->text));
}

}  // namespace

/// What the name means; null where nothing has it and the author minds that.
Value Interpolator::read(const Reference& reference, const SourcePos& at) {
  auto found = scope_.find(reference.name);
  if (const auto* known = std::get_if<const Value*>(&found))
    return afford(**known, at) ? placed(**known, reference.name, at) : Value{};
  if (!reference.minds_empty()) {
    const auto& why = std::get<UnknownName>(found);
    report(at, why.message, why.hint);
  }
  return Value{};
}

Value Interpolator::operand(const TemplateStep& step, const SourcePos& at) {
  if (step.operand.empty()) return Value::string("", at);
  if (step.quoted) return Value::string(step.operand, at);
  if (!has_references(step.operand)) return Value::plain(step.operand, at);
  if (++fallbacks_ > most_fallbacks) {
    report(at, "defaults within defaults are nested too deeply", {});
    return Value{};
  }
  Value out = replace(Scalar{step.operand, true}, at);
  --fallbacks_;
  return out;
}

Value Interpolator::filtered(const TemplateStep& step, Value value, const SourcePos& at) {
  if (StepFault fault = fault_of(step); !fault.message.empty()) {
    report(at, std::move(fault.message), std::move(fault.hint));
    return value;
  }
  const bool nothing = is_empty(value);
  if (step.name == "empty") return Value::plain(nothing ? "true" : "false", at);
  if (nothing) return value;
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr) {
    report(at, "'|" + step.name + "' wants a text, and this is a list or a mapping", {});
    return value;
  }
  Filtered made = filter_text(step, scalar->text);
  if (!made.problem.empty())
    report(value.from.line != 0 ? value.from : at, made.problem, std::move(made.hint));
  Value out = Value::string(std::move(made.text), value.at);
  out.from = value.from;
  return out;
}

/// `:-` gives its operand where the value is empty, `:+` where it is not, as in a shell.
Value Interpolator::carry_out(const TemplateStep& step, Value value, const SourcePos& at) {
  if (step.kind == TemplateStep::Kind::filter) return filtered(step, std::move(value), at);
  const bool wanted = is_empty(value) == (step.kind == TemplateStep::Kind::when_empty);
  if (wanted) return operand(step, at);
  return step.kind == TemplateStep::Kind::when_empty ? std::move(value) : Value::string("", at);
}

Value Interpolator::whole(const Reference& reference, const SourcePos& at) {
  Value value = read(reference, at);
  for (const TemplateStep& step : reference.steps) value = carry_out(step, std::move(value), at);
  return value;
}

/// `beside_text`: there are letters around it that are printed without it.
void Interpolator::note_part(const Reference& reference, const Value& value, const SourcePos& at,
                             bool beside_text) {
  constexpr std::size_t most = 100;
  if (of_key_ || odd_parts.size() >= most) return;
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr) return;
  const bool hole = beside_text && !reference.minds_empty() && is_empty(value);
  if (!hole && !is_leftover(scalar->text)) return;
  odd_parts.push_back({hole ? "hole" : "leftover", at, path(), value.from, scalar->text, reference.name});
}

Value Interpolator::mixed(const TemplateText& parts, const SourcePos& at) {
  std::string out;
  SourcePos from;
  for (const Piece& piece : parts.pieces) {
    if (!piece.reference) {
      if (of_key_) {
        out += key_literal(piece.literal);
      } else {
        out += piece.literal;
      }
      continue;
    }
    const std::size_t before = problems.size();
    const Value value = whole(*piece.reference, at);
    if (problems.size() == before) note_part(*piece.reference, value, at, parts.has_text);
    const Scalar* scalar = value.scalar();
    if (scalar == nullptr) {
      report(at,
             "'" + std::string(piece.reference->name) + "' is a " +
                 (value.sequence() != nullptr ? "list" : "mapping") + " and cannot stand within a text",
             {});
      continue;
    }
    if (!value.is_null()) out += of_key_ ? key_part(scalar->text) : scalar->text;
    if (value.from.line != 0) from = value.from;
  }
  Value made = Value::string(std::move(out), at);
  made.from = std::move(from);
  return made;
}

}  // namespace pressrun::manifest
