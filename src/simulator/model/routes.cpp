#include "simulator/model/routes.hpp"

#include "simulator/model/uuids.hpp"

#include <boost/url.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace pressrun::simulator {
namespace {

struct Pattern {
  Endpoint endpoint;
  Tier tier;
  std::string_view method;
  std::string_view path;  ///< segments by '/'; "*" stands for a UUID, "?" for any one segment
};

// Tiers: API reference 1.1 and 3.1; those of auth, credits and the secret are not documented.
// clang-format off
constexpr std::array patterns{
    Pattern{Endpoint::auth, Tier::read, "POST", "auth"},
    Pattern{Endpoint::ready, Tier::none, "GET", "ready"},
    Pattern{Endpoint::list_designs, Tier::read, "GET", "designs"},
    Pattern{Endpoint::read_design, Tier::read, "GET", "designs/*"},
    Pattern{Endpoint::read_format, Tier::read, "GET", "designs/*/formats/?"},
    Pattern{Endpoint::create_dynamic_image, Tier::write, "POST", "designs/*/dynamic-image-url"},
    Pattern{Endpoint::generate_sync, Tier::none, "POST", "banner-builder/*/generate"},
    Pattern{Endpoint::generate_async, Tier::none, "POST", "async/banner-builder/*/generate"},
    Pattern{Endpoint::generate_multipage, Tier::none, "POST", "async/banner-builder/*/generate-multipage-pdf"},
    Pattern{Endpoint::poll, Tier::polling, "GET", "generation-request/*"},
    Pattern{Endpoint::read_banner, Tier::read, "GET", "banners/*"},
    Pattern{Endpoint::export_banners, Tier::write, "POST", "async/banners/export"},
    Pattern{Endpoint::list_fonts, Tier::read, "GET", "fonts"},
    Pattern{Endpoint::list_projects, Tier::read, "GET", "projects"},
    Pattern{Endpoint::create_project, Tier::write, "POST", "projects"},
    Pattern{Endpoint::list_templates, Tier::read, "GET", "workspace-templates"},
    Pattern{Endpoint::list_template_categories, Tier::read, "GET", "workspace-template-categories"},
    Pattern{Endpoint::use_template, Tier::write, "POST", "workspace-templates/*/use"},
    Pattern{Endpoint::read_duplication, Tier::polling, "GET", "design-duplication-requests/*"},
    Pattern{Endpoint::credits, Tier::read, "GET", "credits"},
    Pattern{Endpoint::read_secret, Tier::read, "GET", "signing-secret"},
    Pattern{Endpoint::rotate_secret, Tier::write, "POST", "signing-secret/rotate"},
    Pattern{Endpoint::revoke_secret, Tier::write, "POST", "signing-secret/revoke"},
};
// clang-format on

bool fits(std::string_view part, const std::string& segment) {
  if (part == "*") return is_uuid(segment);
  return part == "?" ? !segment.empty() : part == segment;
}

bool fits(const Pattern& pattern, std::span<const std::string> segments) {
  std::string_view rest = pattern.path;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::size_t end = rest.find('/');
    if (!fits(rest.substr(0, end), segments[i])) return false;
    if (end == std::string_view::npos) return i + 1 == segments.size();
    rest.remove_prefix(end + 1);
  }
  return false;
}

void fill_in(Route& route, std::span<const std::string> segments) {
  const auto id = std::ranges::find_if(segments, [](const std::string& s) { return is_uuid(s); });
  if (id != segments.end()) route.id = *id;
  std::ranges::transform(route.id, route.id.begin(),
                         [](char c) { return c < 'a' && c > '9' ? static_cast<char>(c + 32) : c; });
  if (route.endpoint == Endpoint::read_format) route.format = segments.back();
}

}  // namespace

Route route(const HttpRequest& request) {
  Route found;
  const auto target = boost::urls::parse_origin_form(request.target);
  if (!target) return found;
  std::vector<std::string> segments;
  for (const auto segment : target->segments()) segments.push_back(segment);
  for (const Pattern& pattern : patterns) {
    if (!fits(pattern, segments)) continue;
    if (pattern.method != request.method) {
      found.allow += (found.allow.empty() ? "" : ", ") + std::string{pattern.method};
      continue;
    }
    found.endpoint = pattern.endpoint;
    found.tier = pattern.tier;
    found.allow.clear();
    fill_in(found, segments);
    for (const auto param : target->params()) found.query.emplace(param.key, param.value);
    return found;
  }
  return found;
}

}  // namespace pressrun::simulator
