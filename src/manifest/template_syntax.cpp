#include "manifest/lint_tests.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

struct Brackets {
  std::string_view open;
  std::string_view close;
};

// Jinja, Liquid, Mustache and Handlebars; printf of Python; ERB and EJS; wikis; Mailchimp; ours within a
// cell; Ruby; plain braces last, as they stand within most of the others.
constexpr std::array brackets = std::to_array<Brackets>({{"{{{", "}}}"},
                                                         {"{{", "}}"},
                                                         {"<%=", "%>"},
                                                         {"<%", "%>"},
                                                         {"[[", "]]"},
                                                         {"*|", "|*"},
                                                         {"%(", ")s"},
                                                         {"$(", ")"},
                                                         {"%{", "}"},
                                                         {"#{", "}"},
                                                         {"@{", "}"},
                                                         {"${", "}"},
                                                         {"{%", "%}"},
                                                         {"<<", ">>"},
                                                         {"{", "}"}});

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string_view name_within(std::string_view inside) {
  // "{{#if title}}", "{% if title %}": what it is about stands last.
  const bool statement = inside.starts_with('#') || inside.starts_with(" if ") || inside.starts_with(" for ");
  while (statement && inside.ends_with(' ')) inside.remove_suffix(1);
  if (statement) inside.remove_prefix(std::min(inside.rfind(' '), inside.size() - 1) + 1);
  inside = inside.substr(0, inside.find('|'));
  while (!inside.empty() && std::string_view(" \t#/^=.").find(inside.front()) != std::string_view::npos)
    inside.remove_prefix(1);
  while (!inside.empty() && (inside.back() == ' ' || inside.back() == '\t')) inside.remove_suffix(1);
  return inside;
}

bool is_name_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         byte >= 0x80;
}

std::optional<std::string> advice(const LintText& text, std::string_view name, bool braces_alone) {
  if (name.empty() || name.size() > 200) return std::nullopt;
  if (braces_alone && text.names.is_of_the_api(name)) return std::nullopt;
  const std::string* known = text.names.find(name);
  return known == nullptr ? std::nullopt : std::optional("write '${" + *known + "}'");
}

std::optional<std::string> in_brackets(const LintText& text) {
  for (const auto& [open, close] : brackets) {
    const bool braces_alone = open == "{";
    for (auto at = text.text.find(open); at != std::string_view::npos; at = text.text.find(open, at + 1)) {
      const std::size_t from = at + open.size();
      const auto end = text.text.find(close, from);
      if (end == std::string_view::npos) break;
      if (auto found = advice(text, name_within(text.text.substr(from, end - from)), braces_alone))
        return found;
    }
  }
  return std::nullopt;
}

/// `$row.title`, `$title`; not within a longer word, and not of a number: "$9.90".
std::optional<std::string> behind_dollar(const LintText& text) {
  for (auto at = text.text.find('$'); at != std::string_view::npos; at = text.text.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.text.size() && is_name_letter(text.text[end])) ++end;
    std::string_view name = text.text.substr(at + 1, end - at - 1);
    while (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) continue;
    if (auto found = advice(text, name, false)) return found;
  }
  return std::nullopt;
}

/// `%title%`; a "20% off, 30% more" holds no name between its signs.
std::optional<std::string> between_percents(const LintText& text) {
  for (auto at = text.text.find('%'); at != std::string_view::npos; at = text.text.find('%', at + 1)) {
    const auto end = text.text.find('%', at + 1);
    if (end == std::string_view::npos) break;
    const std::string_view name = text.text.substr(at + 1, end - at - 1);
    if (name.empty() || !std::ranges::all_of(name, is_name_letter)) continue;
    if (auto found = advice(text, name, false)) return found;
  }
  return std::nullopt;
}

}  // namespace

void KnownNames::add(std::string_view whole) {
  names_.insert_or_assign(in_lower_case(whole), std::string(whole));
  for (auto dot = whole.find('.'); dot != std::string_view::npos; dot = whole.find('.', dot + 1)) {
    const std::string_view last = whole.substr(dot + 1);
    if (!last.empty()) names_.try_emplace(in_lower_case(last), std::string(whole));
  }
}

void KnownNames::leave_to_the_api(std::string_view name) { of_the_api_.emplace_back(name); }

const std::string* KnownNames::find(std::string_view name) const {
  const auto found = names_.find(in_lower_case(name));
  return found == names_.end() ? nullptr : &found->second;
}

bool KnownNames::is_of_the_api(std::string_view name) const {
  return std::ranges::find(of_the_api_, name) != of_the_api_.end();
}

std::optional<std::string> find_template_syntax(const LintText& text) {
  const std::string_view all = text.text;
  const auto has = [&](std::string_view signs) { return all.find(signs) != std::string_view::npos; };
  const bool braces = has("{") || has("[[") || has("<%") || has("<<") || has("*|") || has("%(") || has("$(");
  if (braces) {
    if (auto found = in_brackets(text)) return found;
  }
  if (auto found = behind_dollar(text)) return found;
  return between_percents(text);
}

}  // namespace pressrun::manifest
