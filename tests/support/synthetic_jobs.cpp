#include "support/synthetic_jobs.hpp"

#include "pressrun/api/fingerprint.hpp"

namespace pressrun::test {
namespace {

const DesignId hero{"64238d01-d402-474b-8c2d-fbc957e9d290"};
const DesignId teaser{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
const std::string before_key = R"({"payload":")";

}  // namespace

std::vector<std::string> SyntheticJobs::formats_of(const DesignId& design) {
  return design == teaser ? std::vector<std::string>{"billboard", "rectangle"} : std::vector<std::string>{};
}

std::optional<Job> SyntheticJobs::next() {
  if (next_ >= jobs_) return std::nullopt;
  Job job;
  job.position = next_;
  const bool on_hero = one_design_ || next_ % 2 == 0;
  job.design_name = on_hero ? "hero" : "teaser";
  job.design_id = on_hero ? hero : teaser;
  job.key = JobKey{job.design_name + "/" + std::to_string(next_)};
  if (on_hero) job.formats = {"facebook-feed", "instagram-post"};
  const std::string formats = on_hero ? R"(,"template_format_names":["facebook-feed","instagram-post"])" : "";
  job.body = R"({"elements":{"title":)" + before_key + job.key.text + R"("}})" + formats + "}";
  job.variables_json = "{}";
  job.fingerprint = api::fingerprint(job.endpoint, job.design_id, job.body);
  job.credits_estimate = 2;
  ++next_;
  return job;
}

std::string SyntheticJobs::key_in(const std::string& body) {
  const auto at = body.find(before_key);
  if (at == std::string::npos) return "?";
  const auto begin = at + before_key.size();
  return body.substr(begin, body.find('"', begin) - begin);
}

}  // namespace pressrun::test
