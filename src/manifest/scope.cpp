#include "manifest/scope.hpp"

#include "manifest/same_to_the_eye.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pressrun::manifest {
namespace {

const Value* item_of(const Value& from, std::string_view index) {
  const Sequence* items = from.sequence();
  std::size_t number = 0;
  if (items == nullptr) return nullptr;
  const auto [end, problem] = std::from_chars(index.data(), index.data() + index.size(), number);
  if (problem != std::errc{} || end != index.data() + index.size() || number >= items->size()) return nullptr;
  return &(*items)[number];
}

}  // namespace

const Value* walk(const Value& from, std::string_view path) {
  if (const Value* whole = from.find(path)) return whole;
  if (const Value* item = item_of(from, path)) return item;
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    const std::string_view head = path.substr(0, dot);
    const Value* next = from.find(head);
    if (next == nullptr) next = item_of(from, head);
    if (next == nullptr) continue;
    if (const Value* found = walk(*next, path.substr(dot + 1))) return found;
  }
  return nullptr;
}

std::string suggest(std::string_view name, const std::vector<std::string>& known) {
  if (const std::string twin = same_to_the_eye(name, known); !twin.empty())
    return "the name is '" + spelled_out(twin) + "': it differs in what cannot be seen";
  if (const auto near = nearest(name, known)) return "did you mean '" + *near + "'?";
  if (known.empty()) return {};
  std::string hint = "there is ";
  constexpr std::size_t shown = 8;
  for (std::size_t i = 0; i < std::min(known.size(), shown); ++i)
    hint += (i == 0 ? "'" : ", '") + known[i] + "'";
  return known.size() > shown ? hint + ", …" : hint;
}

std::vector<std::string> keys_of(const Value& mapping, std::string_view prefix) {
  std::vector<std::string> out;
  if (const Mapping* members = mapping.mapping()) {
    for (const Member& member : *members) out.push_back(std::string(prefix) + member.key);
  }
  return out;
}

bool Gaps::cover(std::string_view name) const {
  if (name == "row" || name.starts_with("row.")) return rows;
  if (name == "vars" || name.starts_with("vars.")) return false;
  return matrix || std::ranges::any_of(names, [&](std::string_view open) {
           return name.starts_with(open) && (name.size() == open.size() || name[open.size()] == '.');
         });
}

void Scope::set(std::string_view name, const Value& value) {
  const auto found =
      std::ranges::find(names_, name, [](const auto& entry) -> std::string_view { return entry.first; });
  if (found != names_.end()) {
    found->second = &value;
  } else {
    names_.emplace_back(std::string(name), &value);
  }
}

void Scope::remove(std::string_view name) {
  std::erase_if(names_, [&](const auto& entry) { return entry.first == name; });
}

bool may_hold_secret(std::string_view variable) {
  constexpr std::array<std::string_view, 4> heads{"ABYSSALE_", "PRESSRUN_", "AWS_", "PG"};
  constexpr std::array<std::string_view, 4> tails{"KEY", "TOKEN", "SECRET", "PASSWORD"};
  return std::ranges::any_of(heads, [&](std::string_view head) { return variable.starts_with(head); }) ||
         std::ranges::any_of(tails, [&](std::string_view tail) { return variable.ends_with(tail); });
}

std::variant<const Value*, UnknownName> Scope::environment(std::string_view name) {
  if (may_hold_secret(name) && !reads_secrets_)
    return UnknownName{"'env." + std::string(name) + "' is not read: such variables hold secrets",
                       "give it another name if it is none"};
  if (const auto known = environment_.find(name); known != environment_.end()) return &known->second;
  const std::string* text = sources_->environment(std::string(name));
  if (text == nullptr) {
    return UnknownName{"the environment has no variable '" + std::string(name) + "'",
                       "set it, or write '${env." + std::string(name) + ":-default}'"};
  }
  return &environment_.emplace(std::string(name), Value::string(*text)).first->second;
}

std::variant<const Value*, UnknownName> Scope::unknown(std::string_view name) const {
  std::vector<std::string> known;
  for (const auto& [own, value] : names_) {
    known.push_back(own);
    for (std::string& inner : keys_of(*value, own + ".")) known.push_back(std::move(inner));
  }
  if (row_ != nullptr) std::ranges::move(keys_of(*row_, "row."), std::back_inserter(known));
  std::ranges::move(keys_of(*vars_, "vars."), std::back_inserter(known));
  const std::string quoted = "'" + std::string(name) + "'";
  if (name.starts_with("row.") && row_ == nullptr)
    return UnknownName{quoted + " wants rows, and none are here", "add 'rows:' to the design"};
  if (walk(*vars_, name) != nullptr)
    return UnknownName{"unknown name " + quoted, "did you mean 'vars." + std::string(name) + "'?"};
  if (row_ != nullptr && walk(*row_, name) != nullptr)
    return UnknownName{"unknown name " + quoted, "did you mean 'row." + std::string(name) + "'?"};
  return UnknownName{"unknown name " + quoted, suggest(name, known)};
}

std::variant<const Value*, UnknownName> Scope::find(std::string_view name) {
  if (name.starts_with("env.")) return environment(name.substr(4));
  const Value* found = nullptr;
  if (name == "vars") {
    found = vars_;
  } else if (name.starts_with("vars.")) {
    found = walk(*vars_, name.substr(5));
  } else if (name == "row" && row_ != nullptr) {
    found = row_;
  } else if (name.starts_with("row.") && row_ != nullptr) {
    found = walk(*row_, name.substr(4));
  } else {
    for (const auto& [own, value] : names_) {
      if (name == own) found = value;
      if (name.starts_with(own) && name.substr(own.size()).starts_with('.'))
        found = walk(*value, name.substr(own.size() + 1));
      if (found != nullptr) break;
    }
  }
  if (found != nullptr) return found;
  if (gaps_ != nullptr && gaps_->cover(name)) return UnknownName{};
  return unknown(name);
}

}  // namespace pressrun::manifest
