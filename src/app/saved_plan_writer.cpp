#include "pressrun/api/sha256.hpp"
#include "pressrun/app/saved_plan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

namespace pressrun::app {
namespace {

namespace json = boost::json;

json::object head_of(const SavedPlan& plan) {
  json::object head;
  head["pressrun_plan"] = saved_plan_version;
  head["created_at"] = plan.created_at;
  head["manifest"] = plan.manifest;
  head["environment"] = plan.environment;
  head["set"] = json::value_from(plan.set);
  head["select"] = json::value_from(plan.select);
  head["exclude"] = json::value_from(plan.exclude);
  head["sample"] = plan.sample;
  head["limit"] = plan.limit ? json::value(*plan.limit) : json::value(nullptr);
  head["force"] = plan.force;
  head["resubmit_in_doubt"] = plan.resubmit_in_doubt;
  head["simulate"] = plan.simulate;
  head["state"] = plan.state;
  head["journal"] = {{"path", plan.journal}, {"id", plan.journal_id}, {"state", plan.journal_state}};
  head["account"] = {{"origin", plan.origin}, {"workspace", plan.workspace}};
  head["files"] = json::value_from(plan.files);
  json::object designs;
  for (const auto& [id, version] : plan.designs)
    designs[id] = version ? json::value(*version) : json::value(nullptr);
  head["designs"] = std::move(designs);
  return head;
}

std::string job_line(const Job& job, const PlanDecision& decision) {
  json::object made;
  made["key"] = job.key.text;
  made["todo"] = to_string(work_of(decision));
  made["content"] = job.content;
  made["formats"] = json::value_from(decision.buys);
  return json::serialize(made);
}

}  // namespace

void write_plan(std::ostream& out, const SavedPlan& head, const json::object& summary,
                const EachPlanned& each_job) {
  api::Sha256 hash;
  std::size_t jobs = 0;
  const auto line = [&](const std::string& text) {
    hash.add(text + "\n");
    out << text << "\n";
  };
  json::object first = head_of(head);
  first["summary"] = summary;
  line(json::serialize(first));
  each_job([&](const Job& job, const PlanDecision& decision) {
    if (work_of(decision) == PlannedWork::none) return;
    line(job_line(job, decision));
    ++jobs;
  });
  out << json::serialize(json::object{{"jobs", jobs}, {"sha256", hash.text()}}) << "\n";
}

}  // namespace pressrun::app
