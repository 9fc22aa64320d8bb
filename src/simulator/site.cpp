#include "simulator/site.hpp"

#include "pressrun/simulator/assets.hpp"
#include "simulator/welcome_page.hpp"

#include <charconv>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pressrun::simulator {
namespace {

constexpr std::size_t most_kept_bytes = 16 << 20;
constexpr std::string_view asset_folder = "/assets/";
constexpr std::string_view dynamic_folder = "/dynamic/";

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

/// Those that strike files, for a list of their own.
std::vector<Fault> faults_of_files(const std::vector<Fault>& faults) {
  std::vector<Fault> found;
  for (Fault fault : faults) {
    if (fault.on != "file") continue;
    fault.on = "any";
    found.push_back(std::move(fault));
  }
  return found;
}

/// "bytes=100-": from where on; nothing: the whole is wanted, or another kind of range, which may be answered
/// by the whole.
std::optional<std::size_t> range_start(const HttpRequest& request) {
  for (const HttpHeader& header : request.headers) {
    if (header.name != "Range" && header.name != "range") continue;
    const std::string_view value = header.value;
    if (!value.starts_with("bytes=") || !value.ends_with("-")) return std::nullopt;
    std::size_t start = 0;
    const std::string_view digits = value.substr(6, value.size() - 7);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), start);
    if (error == std::errc{} && end == digits.data() + digits.size()) return start;
  }
  return std::nullopt;
}

/// If-Range names another version of it: then the whole is sent.
bool is_of_another(const HttpRequest& request, const std::string& etag) {
  for (const HttpHeader& header : request.headers)
    if (header.name == "If-Range" || header.name == "if-range") return header.value != etag;
  return false;
}

void cut_to_range(const HttpRequest& request, const std::string& etag, Answer& answer) {
  const auto start = range_start(request);
  if (!start || is_of_another(request, etag)) return;
  const std::size_t size = answer.body().size();
  auto& response = answer.reply.response;
  const std::string all = std::to_string(size);
  if (*start >= size) {
    answer = plain(416, "text/plain", "no such range\n");
    answer.reply.response.headers.push_back({"Content-Range", "bytes */" + all});
    return;
  }
  response.status = 206;
  response.headers.push_back(
      {"Content-Range", "bytes " + std::to_string(*start) + "-" + std::to_string(size - 1) + "/" + all});
  response.body = answer.body().substr(*start);
  answer.shared_body = nullptr;
}

}  // namespace

Site::Site(Scenario scenario, std::string base_url)
    : page_(welcome_page(scenario, base_url)),
      faults_(faults_of_files(scenario.faults), scenario.seed),
      model_([&] {
        scenario.asset_base_url = base_url + "/assets";
        return std::move(scenario);
      }()),
      files_(most_kept_bytes) {}

Answer Site::answer(const HttpRequest& request, ServerTime now) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const std::string_view path = std::string_view{request.target}.substr(0, request.target.find('?'));
  if (reads && path == "/") return welcome();
  if (reads && path.starts_with(asset_folder)) return file(request, path.substr(asset_folder.size()), now);
  if (reads && path.starts_with(dynamic_folder)) return dynamic_image(request);
  Answer answer;
  answer.reply = model_.handle(request, now);
  return answer;
}

/// Rendered whenever it is opened; what was rendered before costs nothing.
Answer Site::dynamic_image(const HttpRequest& request) {
  auto opened = model_.open_dynamic_image(request.target);
  if (!opened) return plain(404, "text/plain", "no such dynamic image\n");
  Answer answer;
  if (auto* refused = std::get_if<HttpResponse>(&*opened)) {
    answer.reply.response = std::move(*refused);
    return answer;
  }
  const auto& spec = std::get<AssetSpec>(*opened);
  try {
    return plain(200, std::string{content_type(spec.type)}, render_asset(spec));
  } catch (const std::exception& failed) {
    return plain(500, "text/plain", std::string{failed.what()} + "\n");
  }
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

/// With what the scenario does to it.
Answer Site::file(const HttpRequest& request, std::string_view path, ServerTime now) {
  const Strike strike = faults_.strike(request, Endpoint::poll, now);
  Answer answer = file(path);
  const std::string etag = "\"" + std::to_string(std::hash<std::string_view>{}(path)) + "\"";
  if (answer.reply.response.status == 200) {
    answer.reply.response.headers.push_back({"Accept-Ranges", "bytes"});
    answer.reply.response.headers.push_back({"ETag", etag});
    cut_to_range(request, etag, answer);
  }
  answer.reply.delay += strike.delay;
  if (strike.fault == nullptr) return answer;
  const Fault& fault = *strike.fault;
  if (fault.kind == "status") answer = {{faulty_answer(fault), strike.delay}, nullptr};
  if (fault.kind == "redirect") {
    answer = plain(302, "text/plain", "elsewhere\n");
    answer.reply.response.headers.push_back({"Location", "/assets/" + std::string{path}});
  }
  if (fault.kind == "wrong_file") {
    answer.reply.response.body = "<html><body>An error page with a good status.</body></html>\n";
    answer.shared_body = nullptr;
  }
  if (fault.kind == "empty") {
    answer.reply.response.body.clear();
    answer.shared_body = nullptr;
  }
  answer.reply.fault = network_fault(fault.kind);
  return answer;
}

Answer Site::welcome() const {
  return plain(200, "text/html; charset=utf-8", with_stats(page_, model_.stats_json()));
}

}  // namespace pressrun::simulator
