#include "simulator/model/banner_json.hpp"

#include "simulator/model/answers.hpp"

namespace pressrun::simulator {
namespace {

std::string file_json(const BannerParts& parts) {
  const std::string& base = parts.asset_base_url;
  const std::string name = parts.id + "." + parts.ending;
  const bool zip = parts.ending == "zip";
  std::string out = R"({"type":")" + parts.ending + R"(","url":)" + quoted(base + "/" + name);
  if (!zip) out += R"(,"cdn_url":)" + quoted(base + "/cdn/" + name);
  const std::string format = parts.format == nullptr ? "" : "_" + parts.format->format.name;
  out += R"(,"filename":)" + quoted(parts.design.slug + format + "." + parts.ending);
  if (zip && parts.backup_image) out += R"(,"fallback_image_url":)" + quoted(base + "/" + parts.id + ".jpeg");
  return out + "}";
}

}  // namespace

std::string version_member() { return R"(,"version":")" + std::string{api_version} + "\""; }

std::string banner_json(const BannerParts& parts) {
  const std::string url = quoted(parts.asset_base_url + "/" + parts.id + "." + parts.ending);
  std::string out = R"({"id":")" + parts.id + R"(","version":)" + std::to_string(parts.version);
  out += R"(,"sharing_id":")" + parts.sharing_id + R"(","file":)" + file_json(parts);
  out += R"(,"format":)" + (parts.format == nullptr ? parts.design.page_format_json : parts.format->json);
  out += "," + parts.design.template_json;
  out += R"(,"image":{"type":")" + parts.ending + R"(","url":)" + url + "}}";
  return out;
}

std::string failure_json(const std::string& format, const std::string& reason) {
  if (format.empty()) return R"({"reason":)" + quoted(reason) + "}";
  return R"({"template_format_name":)" + quoted(format) + R"(,"reason":)" + quoted(reason) + "}";
}

}  // namespace pressrun::simulator
