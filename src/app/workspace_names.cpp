#include "pressrun/app/workspace_names.hpp"

#include "pressrun/api/font_use.hpp"
#include "pressrun/api/names.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::app {
namespace {

namespace json = boost::json;

constexpr const char* designs_answer = "names/designs";
constexpr const char* fonts_answer = "names/fonts";

bool names_fonts(const LoadedCampaign& one) {
  return std::ranges::any_of(one.manifest->requests(),
                             [](const Mapping* request) { return api::names_fonts(*request); });
}

std::string text_of(const manifest::DesignName& named) {
  std::string text = "'" + printable(named.name) + "'";
  if (!named.project.empty()) text += " in project '" + printable(named.project) + "'";
  return text;
}

void refuse(const manifest::DesignName& named, const std::string& what, const std::string& hint,
            FindingSet& findings) {
  Diagnostic finding;
  finding.at = named.at;
  finding.message = what + " named " + text_of(named);
  finding.hint = printable(hint);
  findings.add(finding);
}

/// One member of an object that an earlier run kept; empty where it is not what was written.
std::string member(const json::value& object, std::string_view key) {
  const json::value* found = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return found != nullptr && found->is_string() ? std::string{found->get_string()} : std::string{};
}

json::array items_of(const std::string& body) {
  boost::system::error_code error;
  json::value read = json::parse(body, error);
  return !error && read.is_array() ? std::move(read.get_array()) : json::array{};
}

void bind_designs(manifest::Manifest& manifest, const json::array& kept) {
  for (const json::value& item : kept) {
    const manifest::DesignName named{member(item, "name"), member(item, "project"), {}, {}};
    manifest.bind(named, DesignId{member(item, "id")});
  }
}

std::vector<Font> fonts_of(const json::array& kept) {
  std::vector<Font> fonts;
  for (const json::value& item : kept)
    fonts.push_back({member(item, "id"), member(item, "name"), member(item, "type"), {}});
  return fonts;
}

std::vector<KeptAnswer> names_kept_in(const LoadedCampaign& one, JournalFiles& files) {
  try {
    return files.kept_answers(one.known_in, {designs_answer, fonts_answer});
  } catch (const JournalError&) {
    return {};  // whoever needs the journal itself will say so
  }
}

}  // namespace

bool names_designs(const std::vector<LoadedCampaign>& manifests) {
  return std::ranges::any_of(
      manifests, [](const LoadedCampaign& one) { return !one.manifest->named_designs().empty(); });
}

bool names_fonts(const std::vector<LoadedCampaign>& manifests) {
  return std::ranges::any_of(manifests, [](const LoadedCampaign& one) { return names_fonts(one); });
}

void bind_designs(std::vector<LoadedCampaign>& manifests, const std::vector<ListedDesign>& listing,
                  FindingSet& findings) {
  const api::DesignNames names{listing};
  for (LoadedCampaign& one : manifests) {
    for (const manifest::DesignName& named : one.manifest->named_designs()) {
      const auto found = names.find(named.name, named.project);
      if (const auto* id = std::get_if<DesignId>(&found)) {
        one.manifest->bind(named, *id);
      } else if (const auto* several = std::get_if<api::AmbiguousName>(&found)) {
        refuse(named, "there are several designs", several->hint, findings);
      } else {
        refuse(named, "there is no design", std::get<api::UnknownName>(found).hint, findings);
      }
    }
  }
}

void bind_kept_names(std::vector<LoadedCampaign>& manifests, WorkspaceSnapshot& workspace,
                     JournalFiles& files) {
  for (LoadedCampaign& one : manifests) {
    for (const KeptAnswer& answer : names_kept_in(one, files)) {
      if (answer.name == designs_answer) bind_designs(*one.manifest, items_of(answer.body));
      if (answer.name == fonts_answer)
        workspace.fonts.emplace(fonts_of(items_of(answer.body)), api::FontNames::Known::once);
    }
  }
}

std::optional<KeptAnswer> kept_design_names(const LoadedCampaign& one, WallTime now) {
  json::array names;
  for (const manifest::DesignName& named : one.manifest->named_designs())
    names.push_back({{"name", named.name}, {"project", named.project}, {"id", named.id.text}});
  if (names.empty()) return std::nullopt;
  return KeptAnswer{designs_answer, now, json::serialize(names)};
}

std::optional<KeptAnswer> kept_fonts(const LoadedCampaign& one, const std::vector<Font>& fonts,
                                     WallTime now) {
  if (!names_fonts(one)) return std::nullopt;
  json::array listed;
  for (const Font& font : fonts)
    listed.push_back({{"id", font.id}, {"name", font.name}, {"type", font.type}});
  return KeptAnswer{fonts_answer, now, json::serialize(listed)};
}

}  // namespace pressrun::app
