#pragma once

#include <array>
#include <string_view>

namespace pressrun::api {

struct ColorProfile {
  std::string_view id;
  std::string_view name;
};

/// Built-in colour profiles (API reference §5.3). Workspaces have others, which go by their id alone.
constexpr auto color_profiles = std::to_array<ColorProfile>({
    {"be2ab219-8fe4-4d85-91ba-65bdc9ddaf01", "CMYK ISO Coated v2 (ECI)"},
    {"03738f37-5b6f-4be9-9100-706b1711f9dd", "CMYK ISO Coated v2 (ECI) 300%"},
    {"e0c86a8a-050c-41f1-885a-0f74b9baac50", "CMYK ISO Uncoated"},
    {"0e0355e6-2931-4c83-92f2-64db9f5ddffc", "CMYK US Web Coated (SWOP 2006 5v2)"},
    {"fac91df8-1155-11ef-b77e-f93002785645", "CMYK ISO Newspaper26 v4"},
    {"db3c123e-1127-11ef-b77e-f93002785645", "RGB, no profile"},
});

}  // namespace pressrun::api
