#include "pressrun/app/image_urls.hpp"

#include "app/reads.hpp"
#include "pressrun/report/url_table.hpp"

#include <algorithm>
#include <optional>

namespace pressrun::app {
namespace {

constexpr std::size_t longest_base = 200;       // host, ids and format, encoded
constexpr std::size_t safe_everywhere = 2'000;  // older mail programs and sheets cut what is longer
constexpr std::size_t longest_url = 8'000;      // what servers and networks of caches take

std::vector<std::string> formats_of_job(const Job& job, const WorkspaceSnapshot& workspace) {
  if (!job.formats.empty()) return job.formats;
  std::vector<std::string> names;
  if (const Design* design = workspace.design(job.design_id))
    for (const Format& format : design->formats) names.push_back(format.name);
  return names;
}

Answer<std::variant<api::DynamicImage, Trouble>> classified(const HttpOutcome& outcome,
                                                            const DesignId& design, const Deps& deps) {
  return api::classify_dynamic_image(outcome, design, deps.clock.wall_now());
}

asio::awaitable<Answer<std::variant<api::DynamicImage, Trouble>>> ask(ApiClient& api, DesignId design,
                                                                      api::DynamicImageMode mode,
                                                                      const Deps& deps) {
  HttpRequest request = api::create_dynamic_image(design, mode);
  const HttpOutcome outcome = co_await api.send(std::move(request));
  co_return classified(outcome, design, deps);
}

const api::DynamicImageFormat* format_of(const api::DynamicImage& image, const std::string& name) {
  const auto found = std::ranges::find(image.formats, name, &api::DynamicImageFormat::name);
  return found == image.formats.end() ? nullptr : &*found;
}

void write_job(const Job& job, const std::vector<std::string>& formats, const api::DynamicImage& image,
               std::ostream& out, WrittenUrls& written) {
  const std::string query = api::image_query(job.body).text;
  for (const std::string& name : formats) {
    const api::DynamicImageFormat* format = format_of(image, name);
    if (format == nullptr) {
      written.without.emplace(job.design_name, name);
      continue;
    }
    const std::string other = api::other_spelling(*format);
    report::write_url_row(
        out, {job.key.text, job.design_name, job.design_id.text, name, api::with_query(format->url, query),
              other.empty() ? std::string{} : api::with_query(other, query)});
    ++written.count;
  }
}

}  // namespace

void UrlCheck::add(Severity severity, const JobSpec& spec, std::string path, std::string message,
                   std::string hint) {
  Diagnostic finding;
  finding.severity = severity;
  finding.at = spec.at;
  finding.path = std::move(path);
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  findings_.add(finding);
}

void UrlCheck::look(const JobSpec& spec, const Job& job) {
  const Design* design = workspace_.design(job.design_id);
  if (design == nullptr || design->type != DesignType::static_) {
    add(Severity::error, spec, "design_id", "dynamic images are made of static designs only",
        "other designs are made by 'pressrun run'");
    return;
  }
  const api::ImageQuery query = api::image_query(job.body);
  for (const std::string& path : query.unusable)
    add(Severity::error, spec, path, "a URL cannot say this: it has layer.property=value alone",
        "leave it out, or set it in the design");
  for (const std::string& field : query.left_out)
    add(Severity::warning, spec, field, "'" + field + "' is no part of a dynamic image's URL: it is left out",
        "");
  look_at_length(spec, query.text);
  if (std::ranges::find(designs_, job.design_id) == designs_.end()) designs_.push_back(job.design_id);
  urls_ += formats_of_job(job, workspace_).size();
}

void UrlCheck::look_at_length(const JobSpec& spec, const std::string& query) {
  const std::size_t length = longest_base + query.size();
  if (length > longest_url) {
    add(Severity::error, spec, "",
        "a URL becomes longer than 8000 characters: it would be refused on its way",
        "set fewer properties, or shorter texts");
  } else if (length > safe_everywhere) {
    add(Severity::warning, spec, "",
        "a URL becomes longer than 2000 characters: some mail programs and browsers cut it", "");
  }
}

asio::awaitable<DynamicImages> make_dynamic_images(std::vector<DesignId> designs, api::DynamicImageMode mode,
                                                   RunOptions options, Deps deps) {
  Reads reads{options, deps, Tier::write};
  DynamicImages images;
  for (const DesignId& design : designs) {
    if (reads.stop() != Stop::none) break;
    const ReadCall<api::DynamicImage> call = [&] { return ask(reads.api(), design, mode, deps); };
    std::string what = "dynamic image of design " + design.text;
    ReadResult<api::DynamicImage> result = co_await reads.read(std::move(what), call);
    if (result.value) images.made.emplace(design.text, std::move(*result.value));
    if (result.refusal) images.refused.emplace_back(design, std::move(*result.refusal));
  }
  images.stop = reads.stop();
  images.reason = reads.reason();
  co_return images;
}

WrittenUrls write_urls(ManifestJobs& jobs, const WorkspaceSnapshot& workspace, const DynamicImages& images,
                       std::ostream& out) {
  WrittenUrls written;
  report::write_url_head(out);
  jobs.rewind();
  for (std::optional<Job> job = jobs.next(); job; job = jobs.next()) {
    const auto image = images.made.find(job->design_id.text);
    if (image != images.made.end())
      write_job(*job, formats_of_job(*job, workspace), image->second, out, written);
  }
  return written;
}

}  // namespace pressrun::app
