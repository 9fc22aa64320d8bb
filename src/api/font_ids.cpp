#include "api/font_ids.hpp"

#include "api/text.hpp"
#include "pressrun/api/font_use.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

/// Calls `visit` with the text of every font that is named and no UUID, and with its path. `Tree` is Value,
/// const or not: the same walk looks and replaces.
template <class Tree, class Visit>
void each_name(Tree& elements, const std::string& path, const Visit& visit) {
  auto* layers = std::get_if<Mapping>(&elements.content);
  if (layers == nullptr) return;
  for (auto& layer : *layers) {
    auto* properties = std::get_if<Mapping>(&layer.value.content);
    if (properties == nullptr || layer.key == "vars") continue;  // a variable may be called "font"
    for (auto& property : *properties) {
      if (property.key != "font" || property.value.is_null()) continue;
      auto* scalar = std::get_if<Scalar>(&property.value.content);
      if (scalar == nullptr || scalar->text.empty() || is_uuid(scalar->text)) continue;
      visit(property.value, *scalar, path + "." + layer.key + ".font");
    }
  }
}

template <class Fields, class Visit>
void each_name(Fields& request, const Visit& visit) {
  for (auto& field : request) {
    if (field.key == "elements") each_name(field.value, "elements", visit);
    if (field.key != "pages") continue;
    auto* pages = std::get_if<Mapping>(&field.value.content);
    if (pages == nullptr) continue;
    for (auto& page : *pages) each_name(page.value, "pages." + page.key, visit);
  }
}

void complain(const Value& value, const std::string& name, std::string path, const std::string& what,
              std::string hint, Diagnostics& findings) {
  Diagnostic finding;
  finding.at = value.at;
  finding.path = std::move(path);
  if (value.from.line != 0) {
    finding.message = what + " of this name";
    finding.seen.push_back({value.from, name, std::move(hint)});
  } else {
    finding.message = what + " named '" + name + "'";
    finding.hint = std::move(hint);
  }
  findings.items.push_back(std::move(finding));
}

}  // namespace

bool names_fonts(const Mapping& request) {
  bool named = false;
  each_name(request, [&](const Value&, const Scalar&, const std::string&) { named = true; });
  return named;
}

void check_fonts(const Mapping& request, const FontNames& fonts, Diagnostics& findings) {
  with_font_ids(request, fonts, findings);
}

std::optional<Mapping> with_font_ids(const Mapping& request, const FontNames& fonts, Diagnostics& findings) {
  if (!names_fonts(request)) return std::nullopt;
  Mapping replaced = request;
  each_name(replaced, [&](const Value& value, Scalar& scalar, std::string path) {
    const auto found = fonts.find(scalar.text);
    if (const auto* id = std::get_if<std::string>(&found)) {
      scalar = Scalar{*id, false};
    } else if (const auto* several = std::get_if<AmbiguousName>(&found)) {
      complain(value, scalar.text, std::move(path), "there are several fonts", several->hint, findings);
    } else if (fonts.are_all()) {
      complain(value, scalar.text, std::move(path), "there is no font", std::get<UnknownName>(found).hint,
               findings);
    }
  });
  return replaced;
}

}  // namespace pressrun::api
