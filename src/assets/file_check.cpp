#include "pressrun/assets/file_check.hpp"

#include "assets/walks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace pressrun::assets {
namespace {

using Walk = void (*)(Bytes&, FileFacts&);

constexpr std::array walks = std::to_array<std::pair<std::string_view, Walk>>({
    {"png", walk_png},
    {"jpeg", walk_jpeg},
    {"gif", walk_gif},
    {"webp", walk_webp},
    {"avif", walk_avif},
    {"mp4", walk_mp4},
    {"pdf", walk_pdf},
    {"zip", walk_zip},
});

/// The API's names for one and the same.
std::string_view canonical(std::string_view type) {
  if (type == "jpg") return "jpeg";
  return type == "html5" ? "zip" : type;
}

double points(double length, const std::string& unit) {
  if (unit == "mm") return length * 72.0 / 25.4;
  if (unit == "cm") return length * 72.0 / 2.54;
  if (unit == "in") return length * 72.0;
  return length;
}

std::string shown(double number) {
  const double whole = std::round(number);
  if (std::abs(number - whole) < 0.005) return std::to_string(static_cast<long long>(whole));
  const long long hundredths = static_cast<long long>(std::round(number * 100));
  return std::to_string(hundredths / 100) + "." + std::to_string(hundredths % 100 / 10) +
         std::to_string(hundredths % 10);
}

std::string shown(double width, double height) { return shown(width) + " x " + shown(height); }

/// A picture that was scaled as a whole has its proportions still, to a pixel of the smaller one.
bool has_proportions(const FileFacts& found, const ExpectedFile& expected) {
  const double scale = std::max(found.width / expected.width, found.height / expected.height);
  const auto near = [&](double is, double should) {
    return std::abs(is - should * scale) <= std::max(1.0, scale);
  };
  return near(found.width, expected.width) && near(found.height, expected.height);
}

std::string size_mismatch(const FileFacts& found, const ExpectedFile& expected) {
  if (expected.width <= 0 || expected.height <= 0 || expected.is_document) return {};
  if (found.width <= 0 || found.height <= 0) return {};
  if (found.type == "mp4")
    return {};  // players turn and crop films: what their tracks say is not what is seen
  if (found.type == "pdf" && expected.unit != "px") {
    const double width = points(expected.width, expected.unit);
    const double height = points(expected.height, expected.unit);
    if (found.width >= width - 1 && found.height >= height - 1) return {};
    return "its page is " + shown(found.width, found.height) + " points, and the format is " +
           shown(width, height);
  }
  if (expected.unit != "px" || has_proportions(found, expected)) return {};
  return "it is " + shown(found.width, found.height) + " pixels, and the format is " +
         shown(expected.width, expected.height);
}

}  // namespace

std::string_view type_of(std::string_view first) {
  if (first.starts_with("\x89PNG")) return "png";
  if (first.starts_with("\xFF\xD8\xFF")) return "jpeg";
  if (first.starts_with("GIF8")) return "gif";
  if (first.starts_with("%PDF-")) return "pdf";
  if (first.starts_with("PK\x03\x04")) return "zip";
  if (first.starts_with("RIFF") && first.size() >= 12 && first.substr(8, 4) == "WEBP") return "webp";
  if (first.size() >= 12 && first.substr(4, 4) == "ftyp") return first.substr(8, 3) == "avi" ? "avif" : "mp4";
  return {};
}

FileFacts walk(Bytes& file, std::string_view type) {
  std::array<char, 16> first{};
  const std::size_t count = file.read(0, first.data(), first.size());
  const std::string_view shows = type_of({first.data(), count});
  FileFacts facts;
  facts.type = std::string{shows};
  if (count == 0) {
    facts.problem = "it is empty";
    return facts;
  }
  const std::string_view wanted = canonical(type);
  if (shows.empty() || (!wanted.empty() && shows != wanted)) {
    facts.problem = shows.empty() ? "it is no picture, film or document that is known"
                                  : "it is of type " + std::string{shows};
    return facts;
  }
  const auto found = std::ranges::find(walks, shows, &std::pair<std::string_view, Walk>::first);
  found->second(file, facts);
  return facts;
}

std::string mismatch(const FileFacts& found, const ExpectedFile& expected) {
  if (!found.problem.empty()) return found.problem;
  const bool is_known = std::ranges::find(walks, canonical(expected.type),
                                          &std::pair<std::string_view, Walk>::first) != walks.end();
  if (is_known && found.type != canonical(expected.type)) return "it is of type " + found.type;
  if (found.type == "zip" && !found.has_index) return "there is no index.html in it";
  return size_mismatch(found, expected);
}

}  // namespace pressrun::assets
