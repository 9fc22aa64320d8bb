#include "api/text.hpp"
#include "pressrun/api/names.hpp"

namespace pressrun::api {

FontNames::FontNames(std::vector<Font> fonts, Known known) : fonts_(std::move(fonts)), known_(known) {
  for (std::size_t i = 0; i < fonts_.size(); ++i) {
    if (!fonts_[i].name.empty()) index_.add(fonts_[i].name, i);
  }
}

std::variant<std::string, UnknownName, AmbiguousName> FontNames::find(std::string_view name) const {
  if (is_uuid(name)) return std::string{name};
  const std::vector<std::size_t>& found = index_.find(name);
  if (found.size() == 1) return fonts_[found.front()].id;
  if (found.empty()) {
    const std::string near = index_.hint(name);
    return UnknownName{near.empty() ? "'pressrun fonts' lists them" : near};
  }
  AmbiguousName several;
  several.hint = "write the id:";
  for (const std::size_t item : found) {
    const Font& font = fonts_[item];
    several.candidates.push_back(font.id + (font.type.empty() ? "" : " (" + font.type + ")"));
    several.hint += (several.candidates.size() > 1 ? " or " : " ") + several.candidates.back();
  }
  return several;
}

}  // namespace pressrun::api
