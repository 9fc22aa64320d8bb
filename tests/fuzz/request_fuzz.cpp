// Any request against any design: the design's answer, then the entry's fields as they stand in a manifest.
// What the check accepts is encoded, the same each time, as a JSON object.
#include "fuzz/response.hpp"
#include "pressrun/api/check_request.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "support/memory_sources.hpp"

#include <boost/json/parse.hpp>

namespace {

using namespace pressrun;
using fuzz::require;

const std::string uuid = "64238d01-d402-474b-8c2d-fbc957e9d290";

std::optional<Design> design_of(const std::string& answer) {
  const HttpOutcome outcome = fuzz::response_from(answer);
  auto read = api::classify_design(outcome, DesignId{uuid}, WallTime{});
  if (auto* design = std::get_if<Design>(&read.outcome)) return std::move(*design);
  return std::nullopt;
}

std::string manifest_with(const std::string& fields) {
  std::string text = "pressrun: 1\ndesigns:\n  - design_id: " + uuid + "\n    ";
  for (const char c : fields) text += c == '\n' ? std::string{"\n    "} : std::string{c};
  return text + "\n";
}

void check(const JobSpec& spec, const Design* design) {
  const Diagnostics findings = api::RequestCheck{design}.check(spec);
  fuzz::check(findings);
  const auto made = api::encode(spec, design);
  if (const auto* refused = std::get_if<Diagnostics>(&made)) {
    require(refused->has_errors(), "what is not encoded has an error");
    return fuzz::check(*refused);
  }
  const Job& job = std::get<Job>(made);
  boost::system::error_code error;
  require(boost::json::parse(job.body, error).is_object() && !error, "a body is a JSON object", job.body);
  require(job.fingerprint.text.size() == 71, "a fingerprint is a hash");
  require(std::get<Job>(api::encode(spec, design)).body == job.body, "a body is the same each time");
  require(api::submission(job, {}).target.find(' ') == std::string::npos, "a target holds no space");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto parts = fuzz::parts_of(bytes, size);
  const auto design = design_of(parts.front());
  test::MemorySources sources;
  const auto loaded = manifest::load(manifest_with(parts.size() > 1 ? parts[1] : ""), "m.yaml", sources, {});
  if (!loaded.manifest) return 0;
  const auto stream = loaded.manifest->jobs({true, true});
  for (int jobs = 0; jobs < 10; ++jobs) {
    const auto job = stream->next();
    if (!job) break;
    check(*job, design ? &*design : nullptr);
    if (job->sound) check(*job, nullptr);
  }
  return 0;
}
