#include "manifest/template_text.hpp"

namespace pressrun::manifest {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Where the `}` stands that closes the reference whose inside starts at `from`; defaults may nest.
std::size_t closing_brace(std::string_view text, std::size_t from) {
  std::size_t depth = 1;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text.substr(i).starts_with("${")) ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

Reference reference(std::string_view inside) {
  const auto mark = inside.find(":-");
  if (mark == std::string_view::npos) return {trimmed(inside), std::nullopt};
  return {trimmed(inside.substr(0, mark)), inside.substr(mark + 2)};
}

}  // namespace

TemplateText take_apart(std::string_view text) {
  TemplateText out;
  while (!text.empty()) {
    const auto open = text.find("${");
    if (open == std::string_view::npos) break;
    if (open > 0 && text[open - 1] == '$') {  // "$${": the first dollar goes
      out.pieces.push_back({text.substr(0, open - 1), std::nullopt});
      out.pieces.push_back({text.substr(open, 2), std::nullopt});
      text.remove_prefix(open + 2);
      continue;
    }
    const auto close = closing_brace(text, open + 2);
    if (close == std::string_view::npos) {
      out.problem = "'${' is not closed";
      return out;
    }
    if (open > 0) out.pieces.push_back({text.substr(0, open), std::nullopt});
    out.pieces.push_back({{}, reference(text.substr(open + 2, close - open - 2))});
    if (out.pieces.back().reference->name.empty()) out.problem = "'${}' names nothing";
    text.remove_prefix(close + 1);
  }
  if (!text.empty()) out.pieces.push_back({text, std::nullopt});
  return out;
}

}  // namespace pressrun::manifest
