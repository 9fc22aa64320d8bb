#pragma once

#include "pressrun/report/results_writer.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace report_samples {

using namespace pressrun;

inline constexpr WallTime two_o_clock{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} +
                                      std::chrono::hours{2}};

inline RunRecord run() {
  RunRecord record;
  record.id = RunId{"3f1c"};
  record.name = "black-friday-2026";
  record.started_at = two_o_clock;
  record.finished_at = two_o_clock + std::chrono::seconds{52};
  record.ending = "finished";
  record.summary = {3, 1, 1, 0, 1, 0, 1, 2, 2, true, {14, 1, 2, 30}, {6, 9, 2, 0}};
  record.origin = "https://api.example";
  record.workspace = "acme";
  record.exit_code = 13;
  return record;
}

inline JobView partial_job() {
  JobView job;
  job.key = JobKey{"hero/sku1-light"};
  job.design_name = "hero";
  job.design_id = DesignId{"64238d01"};
  job.status = JobStatus::partial;
  job.variables_json = R"({"cta":"Shop now","row":{"price":9.9}})";
  job.fingerprint = Fingerprint{"sha256:ab"};
  job.request_id = RequestId{"9e8d"};
  job.attempts = 1;
  job.polls = 2;
  job.submitted_at = two_o_clock;
  job.finished_at = two_o_clock + std::chrono::seconds{4};
  job.assets = {{"facebook-feed", 1200, 628, "px", "png", "b1", "https://f.example/1.png",
                 "https://c.example/1.png", "1.png", ""}};
  job.failures = {{"instagram-post", "cannot_build_banner", "The text cannot fit."}};
  return job;
}

inline JobView doubtful_job() {
  JobView job;
  job.key = JobKey{"hero/it's new"};
  job.design_name = "hero";
  job.design_id = DesignId{"64238d01"};
  job.status = JobStatus::in_doubt;
  job.attempts = 1;
  job.failures = {{"", "connection_lost", "the connection was lost"}};
  return job;
}

inline report::OrphanResult orphan() {
  return {DesignId{"64238d01"}, {"square"},           JobStatus::succeeded,
          RequestId{"7c6b"},    partial_job().assets, JobKey{"hero/sku9"}};
}

inline std::string written(report::ResultsFormat format, const RunRecord& record,
                           const std::vector<JobView>& jobs,
                           const std::vector<report::OrphanResult>& orphans = {}) {
  std::ostringstream out;
  const auto writer = report::make_results_writer(format, out);
  writer->begin(record);
  for (const JobView& job : jobs) writer->job(job);
  for (const report::OrphanResult& each : orphans) writer->orphan(each);
  writer->end();
  return out.str();
}

}  // namespace report_samples
