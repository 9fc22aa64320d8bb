#include "manifest/lint_tests.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

enum class Use {
  tools_alone,  ///< nobody prints them around a word
  as_written,   ///< people do: a name counts only in its own letters
  of_the_api,   ///< the API's placeholders look so too
};

struct Brackets {
  std::string_view open;
  std::string_view close;
  Use use = Use::tools_alone;
};

// Jinja, Liquid, Mustache and Handlebars; printf of Python; ERB and EJS; wikis; Mailchimp; ours within a
// cell; Ruby; plain braces last, as they stand within most of the others.
constexpr std::array brackets = std::to_array<Brackets>({{"{{{", "}}}"},
                                                         {"{{", "}}"},
                                                         {"<%=", "%>"},
                                                         {"<%", "%>"},
                                                         {"<?", "?>"},
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
                                                         {"@@", "@@"},
                                                         {"##", "##"},
                                                         {"__", "__", Use::as_written},
                                                         {"«", "»", Use::as_written},
                                                         {"[", "]", Use::as_written},
                                                         {"<", ">", Use::as_written},
                                                         {"{", "}", Use::of_the_api}});

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_one_of(char c, std::string_view signs) { return signs.find(c) != std::string_view::npos; }

/// What a tag is about: "{{#if title}}", "<?php echo $title ?>" end with it, "{{ title | upper }}" and
/// "{title!r}" begin with it. "row['title']" is row.title.
std::string name_within(std::string_view inside) {
  const bool statement = inside.starts_with('#') || inside.starts_with("php") || inside.starts_with("=") ||
                         inside.starts_with(" if ") || inside.starts_with(" for ");
  while (!inside.empty() && is_one_of(inside.back(), " \t;-")) inside.remove_suffix(1);
  if (statement && inside.find(' ') != std::string_view::npos) inside.remove_prefix(inside.rfind(' ') + 1);
  inside = inside.substr(0, inside.find_first_of("|!:", 1));
  while (!inside.empty() && is_one_of(inside.front(), " \t#/^=.!@&>$-~?")) inside.remove_prefix(1);
  std::string name;
  for (const char c : inside) {
    if (c == '[') name += '.';
    if (!is_one_of(c, " \t[]'\"")) name += c;
  }
  // Two words are no name, but for a column that has both.
  const auto word = inside.find_last_not_of(" \t");
  const std::string_view whole = inside.substr(0, word == std::string_view::npos ? 0 : word + 1);
  return whole.find(' ') != std::string_view::npos && whole.find_first_of(".[") == std::string_view::npos
             ? std::string(whole)
             : name;
}

bool is_name_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         byte >= 0x80;
}

std::optional<std::string> advice(const LintText& text, std::string_view name, Use use) {
  if (name.empty() || name.size() > 200) return std::nullopt;
  if (use == Use::of_the_api && text.names.is_of_the_api(name)) return std::nullopt;
  const std::string* known = text.names.find(name);
  // "{{ product.title }}": the row has another name there.
  const auto dot = name.rfind('.');
  if (known == nullptr && use == Use::tools_alone && dot != std::string_view::npos)
    known = text.names.find(name.substr(dot + 1));
  if (known == nullptr) return std::nullopt;
  if (use == Use::as_written && !known->ends_with(name)) return std::nullopt;
  return "write '${" + *known + "}'";
}

/// `{{titel}}`: what is written so is never printed, whatever it names.
std::optional<std::string> in_double_braces(std::string_view text) {
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const auto end = text.find("}}", at + 2);
    if (end == std::string_view::npos) break;
    const std::string name = name_within(text.substr(at + 2, end - at - 2));
    if (!name.empty() && std::ranges::all_of(name, is_name_letter))
      return "nothing here is called '" + name + "'";
  }
  return std::nullopt;
}

std::optional<std::string> in_brackets(const LintText& text) {
  for (const auto& [open, close, use] : brackets) {
    for (auto at = text.text.find(open); at != std::string_view::npos; at = text.text.find(open, at + 1)) {
      const std::size_t from = at + open.size();
      const auto end = text.text.find(close, from);
      if (end == std::string_view::npos) break;
      if (auto found = advice(text, name_within(text.text.substr(from, end - from)), use)) return found;
    }
  }
  return in_double_braces(text.text);
}

/// "row.title" and nothing else.
std::optional<std::string> bare_name(const LintText& text) {
  std::string_view name = text.text;
  while (!name.empty() && is_one_of(name.front(), " =`'\"")) name.remove_prefix(1);
  while (!name.empty() && is_one_of(name.back(), " `'\"")) name.remove_suffix(1);
  if (name.find('.') == std::string_view::npos || !std::ranges::all_of(name, is_name_letter))
    return std::nullopt;
  const std::string* known = text.names.find(name);
  if (known == nullptr || *known != name) return std::nullopt;
  return "write '${" + *known + "}'";
}

/// `$row.title`, `$title`; not within a longer word, and not of a number: "$9.90".
std::optional<std::string> behind_dollar(const LintText& text) {
  for (auto at = text.text.find('$'); at != std::string_view::npos; at = text.text.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.text.size() && is_name_letter(text.text[end])) ++end;
    std::string_view name = text.text.substr(at + 1, end - at - 1);
    while (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) continue;
    if (auto found = advice(text, name, Use::tools_alone)) return found;
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
    if (auto found = advice(text, name, Use::tools_alone)) return found;
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
  // Most texts hold none of these signs.
  if (all.find_first_of("{[<@#_%$*.\xC2") == std::string_view::npos) return std::nullopt;
  if (all.find_first_of("{[<@#_%*(\xC2") != std::string_view::npos) {
    if (auto found = in_brackets(text)) return found;
  }
  if (auto found = behind_dollar(text)) return found;
  if (auto found = between_percents(text)) return found;
  return bare_name(text);
}

}  // namespace pressrun::manifest
