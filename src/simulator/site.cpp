#include "simulator/site.hpp"

#include "pressrun/simulator/assets.hpp"
#include "simulator/welcome_page.hpp"

#include <exception>
#include <optional>

namespace pressrun::simulator {
namespace {

constexpr std::size_t most_kept_bytes = 16 << 20;
constexpr std::string_view asset_folder = "/assets/";

Answer plain(int status, std::string type, std::string body) {
  Answer answer;
  answer.reply.response.status = status;
  answer.reply.response.headers.push_back({"Content-Type", std::move(type)});
  answer.reply.response.body = std::move(body);
  return answer;
}

struct FileName {
  std::string id;
  std::string ending;
};

/// "cdn/<id>.<ending>" or "<id>.<ending>"; the CDN's copy is the same file.
std::optional<FileName> file_name(std::string_view path) {
  if (path.starts_with("cdn/")) path.remove_prefix(4);
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return FileName{std::string{path.substr(0, dot)}, std::string{path.substr(dot + 1)}};
}

/// An HTML5 bundle has a backup picture of the same name.
bool stands_for(const AssetSpec& spec, const std::string& ending) {
  return ending == spec.type || (spec.type == "zip" && ending == "jpeg");
}

}  // namespace

Site::Site(Scenario scenario, std::string base_url)
    : page_(welcome_page(scenario, base_url)),
      model_([&] {
        scenario.asset_base_url = base_url + "/assets";
        return std::move(scenario);
      }()),
      files_(most_kept_bytes) {}

Answer Site::answer(const HttpRequest& request, ServerTime now) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const std::string_view path = std::string_view{request.target}.substr(0, request.target.find('?'));
  if (reads && path == "/") return welcome();
  if (reads && path.starts_with(asset_folder)) return file(path.substr(asset_folder.size()));
  Answer answer;
  answer.reply = model_.handle(request, now);
  return answer;
}

Answer Site::file(std::string_view path) {
  const auto name = file_name(path);
  std::optional<AssetSpec> spec;
  if (name) spec = model_.asset(name->id);
  if (!spec || !stands_for(*spec, name->ending)) return plain(404, "text/plain", "no such file\n");
  spec->type = name->ending;
  Answer answer = plain(200, std::string{content_type(spec->type)}, {});
  const auto render = [&] { return render_asset(*spec); };
  try {
    answer.shared_body = files_.find_or_make(name->id + "." + name->ending, render);
  } catch (const std::exception& failed) {
    return plain(500, "text/plain", std::string{failed.what()} + "\n");
  }
  answer.reply.response.headers.push_back({"Cache-Control", "public, max-age=86400"});
  return answer;
}

Answer Site::welcome() const {
  return plain(200, "text/html; charset=utf-8", with_stats(page_, model_.stats_json()));
}

}  // namespace pressrun::simulator
