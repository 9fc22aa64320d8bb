#include "manifest/interpolation.hpp"

#include "manifest/keys.hpp"

#include <utility>

namespace pressrun::manifest {

void Interpolator::report(const SourcePos& at, std::string message, std::string hint) {
  std::string path(root_);
  for (const Step& step : steps_) {
    if (step.key.data() == nullptr) {
      path += "[" + std::to_string(step.index) + "]";
    } else {
      path += (path.empty() ? "" : ".") + std::string(step.key);
    }
  }
  problems.push_back({at, std::move(path), std::move(message), std::move(hint)});
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
  const TemplateText parts = take_apart(scalar->text);
  if (!parts.problem.empty()) report(from.at, parts.problem, "write '$${' for a literal '${'");
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
    return has_references(scalar->text) ? replace(*scalar, from.at) : from;
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

Value Interpolator::replace(const Scalar& from, const SourcePos& at) {
  const TemplateText parts = take_apart(from.text);
  if (!parts.problem.empty()) {
    report(at, parts.problem, "write '$${' for a literal '${'");
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

/// An empty or absent value gives way to a default, as `${x:-default}` does in a shell.
Value Interpolator::whole(const Reference& reference, const SourcePos& at) {
  auto found = scope_.find(reference.name);
  if (const auto* known = std::get_if<const Value*>(&found)) {
    const Scalar* scalar = (*known)->scalar();
    const bool empty = (*known)->is_null() || (scalar != nullptr && scalar->text.empty());
    if (!(empty && reference.fallback))
      return afford(**known, at) ? placed(**known, reference.name, at) : Value{};
  } else if (!reference.fallback) {
    const auto& why = std::get<UnknownName>(found);
    report(at, why.message, why.hint);
    return Value{};
  }
  if (reference.fallback->empty()) return Value::string("", at);
  if (!has_references(*reference.fallback)) return Value::plain(std::string(*reference.fallback), at);
  if (++fallbacks_ > most_fallbacks) {
    report(at, "defaults within defaults are nested too deeply", {});
    return Value{};
  }
  const Value out = replace(Scalar{std::string(*reference.fallback), true}, at);
  --fallbacks_;
  return out;
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
    const Value value = whole(*piece.reference, at);
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
