#include "support/synthetic_jobs.hpp"

#include "pressrun/api/fingerprint.hpp"

namespace pressrun::test {
namespace {

const DesignId hero{"64238d01-d402-474b-8c2d-fbc957e9d290"};
const DesignId teaser{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
const std::string before_title = R"("title":{"payload":")";

}  // namespace

std::vector<std::string> SyntheticJobs::formats_of(const DesignId& design) {
  return design == teaser ? std::vector<std::string>{"billboard", "rectangle"} : std::vector<std::string>{};
}

std::vector<std::string> SyntheticJobs::formats(std::size_t job, bool on_hero) const {
  if (!on_hero) return {};
  if (!paired_ && !delivered_) return {"facebook-feed", "instagram-post"};
  return {job % 2 == 0 ? "facebook-feed" : "instagram-post"};
}

std::string SyntheticJobs::format_of_pair(const JobKey& key) {
  const bool even = (key.text.back() - '0') % 2 == 0;  // its number stands last
  return even ? "facebook-feed" : "instagram-post";
}

std::string SyntheticJobs::elements(const std::string& title, std::size_t job) const {
  std::size_t changes = 0;
  for (std::size_t edition = 1; edition <= editions_; ++edition) changes += job % 7 == edition % 7 ? 1U : 0U;
  std::string text = "{" + before_title + title + R"("})";
  if (changes > 0) text += R"(,"subtitle":{"payload":"edition )" + std::to_string(changes) + R"("})";
  return text + "}";
}

std::optional<Job> SyntheticJobs::next() {
  if (next_ >= jobs_) return std::nullopt;
  Job job;
  job.position = next_;
  const bool on_hero = one_design_ || next_ % 2 == 0;
  job.design_name = on_hero ? "hero" : "teaser";
  job.design_id = on_hero ? hero : teaser;
  const std::string before_number = job.design_name + "/";
  job.key = JobKey{before_number + std::to_string(next_)};
  job.formats = formats(next_, on_hero);
  const std::size_t first = paired_ ? next_ - next_ % 2 : next_;
  const std::string title = before_number + std::to_string(first);
  const std::string asked = elements(title, first);
  std::string names;
  for (const std::string& name : job.formats) names += (names.empty() ? "\"" : ",\"") + name + "\"";
  job.body = R"({"elements":)" + asked;
  job.body += names.empty() ? "}" : R"(,"template_format_names":[)" + names + "]}";
  job.variables_json = "{" + before_title + title + R"("}})";
  if (delivered_) job.endpoint = Endpoint::generate_sync;
  job.fingerprint = api::fingerprint(job.endpoint, job.design_id, job.body);
  if (paired_) job.bundle = api::fingerprint(job.endpoint, job.design_id, asked);
  job.design_version = version_;
  job.credits_estimate = static_cast<int>(on_hero ? job.formats.size() : 2);
  ++next_;
  return job;
}

std::string SyntheticJobs::title_in(const std::string& json) {
  const auto at = json.find(before_title);
  if (at == std::string::npos) return "?";
  const auto begin = at + before_title.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace pressrun::test
