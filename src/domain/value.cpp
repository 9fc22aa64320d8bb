#include "pressrun/domain/value.hpp"

#include <algorithm>
#include <cctype>

namespace pressrun {
namespace {

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

bool every_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_integer(std::string_view text) {
  if (text.starts_with("0o")) return every_of(text.substr(2), "01234567");
  if (text.starts_with("0x")) return every_of(text.substr(2), "0123456789abcdefABCDEF");
  return digits(without_sign(text));
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_real(std::string_view text) {
  const std::string_view bare = without_sign(text);
  if (bare == ".inf" || bare == ".Inf" || bare == ".INF") return true;
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  std::string_view mantissa = bare;
  if (const auto e = bare.find_first_of("eE"); e != std::string_view::npos) {
    if (!digits(without_sign(bare.substr(e + 1)))) return false;
    mantissa = bare.substr(0, e);
  }
  const auto dot = mantissa.find('.');
  if (dot == std::string_view::npos) return digits(mantissa);
  const std::string_view whole = mantissa.substr(0, dot);
  const std::string_view fraction = mantissa.substr(dot + 1);
  if (whole.empty()) return digits(fraction);
  return digits(whole) && (fraction.empty() || digits(fraction));
}

bool equal_members(const Mapping& a, const Value& b) {
  return std::ranges::all_of(a, [&](const Member& member) {
    const Value* other = b.find(member.key);
    return other != nullptr && equal(member.value, *other);
  });
}

enum class Vain : bool { goes, stays };  ///< what becomes of a null that finds nothing to remove

Value merge(Value target, const Value& patch, Vain vain);

void remove(Mapping& members, const Member& change, Vain vain) {
  const auto found = std::ranges::find(members, change.key, &Member::key);
  const bool there = found != members.end() && !found->value.is_null();
  if (found != members.end()) members.erase(found);
  if (!there && vain == Vain::stays) members.push_back(change);
}

void put(Mapping& members, const Member& change, Vain vain) {
  const auto found = std::ranges::find(members, change.key, &Member::key);
  if (found == members.end()) {
    members.push_back({change.key, merge(Value{}, change.value, vain), change.key_at});
  } else {
    found->value = merge(std::move(found->value), change.value, vain);
    found->key_at = change.key_at;
  }
}

Value merge(Value target, const Value& patch, Vain vain) {
  const Mapping* changes = patch.mapping();
  if (changes == nullptr) return patch;
  if (target.mapping() == nullptr) target = Value(Mapping{}, patch.at);
  auto& members = std::get<Mapping>(target.content);
  for (const Member& change : *changes) {
    if (change.value.is_null()) {
      remove(members, change, vain);
    } else {
      put(members, change, vain);
    }
  }
  return target;
}

bool equal_scalars(const Scalar& a, const Scalar& b) {
  const ScalarType type = resolve(a);
  if (type != resolve(b)) return false;
  return type == ScalarType::null || a.text == b.text;
}

}  // namespace

ScalarType resolve(const Scalar& scalar) {
  if (!scalar.plain) return ScalarType::string;
  const std::string_view text = scalar.text;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
    return ScalarType::null;
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    if (text == word) return ScalarType::boolean;
  }
  if (is_integer(text)) return ScalarType::integer;
  if (is_real(text)) return ScalarType::real;
  return ScalarType::string;
}

Value::Value(Scalar scalar, SourcePos where) : content(std::move(scalar)), at(std::move(where)) {}
Value::Value(Sequence items, SourcePos where) : content(std::move(items)), at(std::move(where)) {}
Value::Value(Mapping members, SourcePos where) : content(std::move(members)), at(std::move(where)) {}

Value Value::string(std::string text, SourcePos where) {
  return Value(Scalar{std::move(text), false}, std::move(where));
}
Value Value::plain(std::string text, SourcePos where) {
  return Value(Scalar{std::move(text), true}, std::move(where));
}

bool Value::is_null() const {
  const Scalar* mine = scalar();
  return mine != nullptr && resolve(*mine) == ScalarType::null;
}

const Value* Value::find(std::string_view key) const {
  const Mapping* members = mapping();
  if (members == nullptr) return nullptr;
  const auto found = std::ranges::find(*members, key, &Member::key);
  return found == members->end() ? nullptr : &found->value;
}

Value merge_patch(Value target, const Value& patch) { return merge(std::move(target), patch, Vain::goes); }

Value merge_over(Value target, const Value& patch) { return merge(std::move(target), patch, Vain::stays); }

bool equal(const Value& a, const Value& b) {
  if (a.content.index() != b.content.index()) return false;
  if (const Scalar* scalar = a.scalar()) return equal_scalars(*scalar, *b.scalar());
  if (const Sequence* items = a.sequence()) return std::ranges::equal(*items, *b.sequence(), equal);
  return a.mapping()->size() == b.mapping()->size() && equal_members(*a.mapping(), b);
}

}  // namespace pressrun
