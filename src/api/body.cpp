#include "api/body.hpp"

#include "api/check_extra.hpp"
#include "api/coerce.hpp"
#include "api/hidden_layer.hpp"
#include "api/notation.hpp"
#include "api/text.hpp"
#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <functional>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr int deepest = 32;  // below what parsers of JSON take without complaint

/// Where a value stands: its path for people, and the name that its rule is found under ("" where none
/// applies).
struct Place {
  std::string path;
  std::string rule;
  int depth = 0;
};

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string{key} : path + "." + std::string{key};
}

std::string quoted(const Scalar& scalar) { return "'" + clean(scalar.text, 60) + "'"; }

using MaybeJson = std::optional<json::value>;  ///< nothing: there is a finding

class Encoder {
 public:
  explicit Encoder(Diagnostics& findings) : findings_(findings) {}

  MaybeJson request(const Value& value, const Place& place) {
    return with_extra(value, place, [this](const Member& member, const Place& at) {
      if (at.path == "elements") return layers(member.value, at);
      if (at.path == "pages") return pages(member.value, at);
      return field(member.value, at);
    });
  }

 private:
  using Each = std::function<MaybeJson(const Member&, const Place&)>;

  MaybeJson finding(const Value& value, const Place& place, std::string message) {
    findings_.items.push_back({Severity::error, value.at, place.path, std::move(message), "", "", 1});
    return std::nullopt;
  }

  /// Every member through `each`, sorted. Place::rule is handed on joined like the path.
  MaybeJson members(const Value& value, const Place& place, const Each& each) {
    const Mapping* mapping = value.mapping();
    if (mapping == nullptr) return finding(value, place, "a mapping is wanted here");
    if (place.depth >= deepest) return finding(value, place, "nested too deeply");
    std::vector<const Member*> sorted;
    for (const Member& member : *mapping) sorted.push_back(&member);
    std::ranges::sort(sorted, {}, &Member::key);
    json::object out;
    for (const Member* member : sorted) {
      if (!is_utf8(member->key)) {
        finding(member->value, place, "a key is not valid UTF-8");
        continue;
      }
      const Place at{joined(place.path, member->key), joined(place.rule, member->key), place.depth + 1};
      if (auto made = each(*member, at)) out.emplace(member->key, *std::move(made));
    }
    return out;
  }

  /// The same with what stands under `extra` beside the rest, nothing converted; of a name twice, that wins.
  MaybeJson with_extra(const Value& value, const Place& place, const Each& each) {
    const Value* extra = value.find(extra_key);
    if (extra == nullptr || extra->mapping() == nullptr) return members(value, place, each);
    Mapping all;
    for (const Member& member : *value.mapping()) {
      if (member.key != extra_key && extra->find(member.key) == nullptr) all.push_back(member);
    }
    for (const Member& member : *extra->mapping()) all.push_back(member);
    return members(Value(std::move(all), value.at), place, [&](const Member& member, const Place& at) {
      return extra->find(member.key) != nullptr ? untyped(member.value, at) : each(member, at);
    });
  }

  MaybeJson items(const Sequence& sequence, const Place& place, const Each& each) {
    if (place.depth >= deepest) return finding(Value{}, place, "nested too deeply");
    json::array out;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      const Place at{place.path + "[" + std::to_string(i) + "]", "", place.depth + 1};
      if (auto made = each(Member{"", sequence[i], {}}, at)) out.push_back(*std::move(made));
    }
    return out;
  }

  MaybeJson scalar(const Value& value, const Place& place, Coerced (*coerce)(const Scalar&),
                   const char* wanted) {
    const Scalar* written = value.scalar();
    if (written == nullptr) return finding(value, place, std::string{wanted} + " is wanted here");
    if (!is_utf8(written->text)) return finding(value, place, "the text is not valid UTF-8");
    Coerced made = coerce(*written);
    if (const auto* mismatch = std::get_if<Mismatch>(&made)) {
      return finding(value, place, quoted(*written) + " " + mismatch->text);
    }
    return std::get<json::value>(std::move(made));
  }

  MaybeJson untyped(const Value& value, const Place& place) {
    const Each each = [this](const Member& member, const Place& at) { return untyped(member.value, at); };
    if (value.mapping() != nullptr) return members(value, place, each);
    if (const Sequence* sequence = value.sequence()) return items(*sequence, place, each);
    return scalar(value, place, as_resolved, "a value");
  }

  MaybeJson text(const Value& value, const Place& place) { return scalar(value, place, as_text, "text"); }
  MaybeJson number(const Value& value, const Place& place) {
    return scalar(value, place, as_number, "a number");
  }

  MaybeJson text_list(const Value& value, const Place& place) {
    const Sequence one{value};  // a scalar counts as a list of one
    const Sequence* sequence = value.scalar() != nullptr ? &one : value.sequence();
    if (sequence == nullptr) return finding(value, place, "a list is wanted here");
    return items(*sequence, place,
                 [this](const Member& member, const Place& at) { return text(member.value, at); });
  }

  MaybeJson of_kind(const Value& value, const Place& place, ValueKind kind, const Each& each_member) {
    switch (kind) {
      case ValueKind::text:
        return text(value, place);
      case ValueKind::number:
        return number(value, place);
      case ValueKind::boolean:
        return scalar(value, place, as_boolean, "true or false");
      case ValueKind::boolean_or_text:
        return scalar(value, place, as_boolean_or_text, "true, false or text");
      case ValueKind::text_list:
        return text_list(value, place);
      case ValueKind::object:
        return members(value, place, each_member);
      case ValueKind::number_or_corners:
        break;
    }
    if (value.mapping() == nullptr) return number(value, place);
    return members(value, place, [this](const Member& m, const Place& at) { return number(m.value, at); });
  }

  MaybeJson field(const Value& value, const Place& place) {
    const FieldRule* rule = rule_of_field(place.rule);
    if (rule == nullptr) return untyped(value, place);
    if (rule->may_be_null && value.is_null()) return json::value(nullptr);
    auto made = of_kind(value, place, rule->kind,
                        [this](const Member& m, const Place& at) { return field(m.value, at); });
    if (rule->limit.notation == Notation::color_profile) name_to_id(made);
    return made;
  }

  /// The API wants a built-in profile by its UUID (API reference §5.3).
  static void name_to_id(MaybeJson& profile) {
    if (!profile || !profile->is_string()) return;
    if (const auto id = color_profile_id(profile->get_string())) *profile = *id;
  }

  MaybeJson property(const Value& value, const Place& place) {
    const auto kind = kind_of_property(place.rule);
    if (!kind) return untyped(value, place);
    return of_kind(value, place, *kind,
                   [this](const Member& m, const Place& at) { return property(m.value, at); });
  }

  MaybeJson pages(const Value& value, const Place& place) {
    return members(value, place,
                   [this](const Member& page, const Place& at) { return layers(page.value, at); });
  }

  MaybeJson layers(const Value& value, const Place& place) {
    return members(value, place, [this](const Member& member, const Place& at) {
      return member.key == "vars" ? variables(member.value, at) : layer(member.value, at);
    });
  }

  MaybeJson variables(const Value& value, const Place& place) {
    return members(value, place,
                   [this](const Member& member, const Place& at) { return text(member.value, at); });
  }

  /// What has no value in a hidden layer is not sent.
  static Value without_empty(const Value& layer) {
    Mapping rest;
    for (const Member& property : *layer.mapping()) {
      if (!is_empty_property(property.value)) rest.push_back(property);
    }
    return Value(std::move(rest), layer.at);
  }

  /// A bare string in place of the properties goes as it is: the asynchronous API takes it (§5.3).
  MaybeJson layer(const Value& value, const Place& place) {
    if (value.scalar() != nullptr) return text(value, place);
    const Place bare{place.path, "", place.depth};
    const Each each = [this](const Member& member, const Place& at) { return property(member.value, at); };
    const bool hidden = value.mapping() != nullptr && is_hidden_layer(*value.mapping());
    return hidden ? with_extra(without_empty(value), bare, each) : with_extra(value, bare, each);
  }

  Diagnostics& findings_;
};

/// Text with every bad byte replaced, none cut off.
std::string whole(const std::string& text) { return clean(text, text.size() * 3); }

json::value plain_scalar(const Scalar& scalar) {
  Coerced made = as_resolved(scalar);
  const bool text = std::holds_alternative<Mismatch>(made) || resolve(scalar) == ScalarType::string;
  if (text) return json::value(json::string(whole(scalar.text)));
  return std::get<json::value>(std::move(made));
}

json::value plain_json_at(const Value& value, int depth) {
  if (const Scalar* scalar = value.scalar()) return plain_scalar(*scalar);
  if (depth >= deepest) return json::value("…");
  if (const Sequence* sequence = value.sequence()) {
    json::array out;
    for (const Value& item : *sequence) out.push_back(plain_json_at(item, depth + 1));
    return out;
  }
  json::object out;
  for (const Member& member : *value.mapping())
    out.emplace(whole(member.key), plain_json_at(member.value, depth + 1));
  return out;
}

}  // namespace

json::object encode_body(const Mapping& request, Diagnostics& findings) {
  auto made = Encoder(findings).request(Value(request), Place{});
  return made ? std::move(made->as_object()) : json::object{};
}

json::value plain_json(const Value& value) { return plain_json_at(value, 0); }

}  // namespace pressrun::api
