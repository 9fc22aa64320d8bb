#include "pressrun/views/plan_json.hpp"

#include "pressrun/api/encode_request.hpp"

#include <boost/json.hpp>

#include <chrono>

namespace pressrun::views {
namespace {

namespace json = boost::json;

std::size_t jobs_of(const app::PlanRow& row, app::PlanReason reason) {
  const auto found = row.reasons.find(reason);
  return found == row.reasons.end() ? 0 : found->second.jobs;
}

json::object to_json(const app::PlanRow& row) {
  json::object made;
  made["design"] = row.design;
  made["jobs"] = row.jobs;
  made["new"] = jobs_of(row, app::PlanReason::is_new);
  made["changed"] = jobs_of(row, app::PlanReason::changed);
  made["failed_before"] =
      jobs_of(row, app::PlanReason::failed_before) + jobs_of(row, app::PlanReason::missing);
  made["rendering"] = jobs_of(row, app::PlanReason::rendering);
  made["unchanged"] = jobs_of(row, app::PlanReason::unchanged);
  for (const app::PlanReason reason :
       {app::PlanReason::outdated, app::PlanReason::missing, app::PlanReason::resubmitted,
        app::PlanReason::forced, app::PlanReason::held, app::PlanReason::given_up, app::PlanReason::dropped})
    made[app::to_string(reason)] = jobs_of(row, reason);
  made["in_doubt"] = jobs_of(row, app::PlanReason::in_doubt);
  made["to_submit"] = row.to_submit;
  made["requests"] = row.requests;
  made["assets"] = row.assets;
  made["credits"] = row.credits;
  made["credits_exact"] = row.exact;
  made["with_ai_credits"] = row.with_ai;
  json::object waiting{
      {"renditions", row.waiting}, {"credits", row.waiting_credits}, {"not_before", nullptr}};
  if (row.waiting > 0) waiting["not_before"] = to_rfc3339(row.waits_until);
  made["waiting"] = std::move(waiting);
  return made;
}

json::object to_json(const app::KeptBasis& basis) {
  json::object made{{"designs", basis.designs}, {"not_compared", basis.missing}, {"as_of", nullptr}};
  if (basis.designs > 0) made["as_of"] = to_rfc3339(basis.oldest);
  return made;
}

double seconds_of(Duration span) { return std::chrono::duration<double>(span).count(); }

json::object to_json(const Forecast& forecast) {
  return {{"low_seconds", seconds_of(forecast.low)},
          {"likely_seconds", seconds_of(forecast.likely)},
          {"high_seconds", seconds_of(forecast.high)},
          {"learned", forecast.learned}};
}

json::object to_json(const api::FieldChange& change) {
  return {{"path", change.path}, {"old", json_value(change.before)}, {"new", json_value(change.now)}};
}

json::object to_json(const app::ShownJob& job) {
  json::object made{{"key", job.key.text},
                    {"reason", app::to_string(job.reason)},
                    {"formats", json::value_from(job.buys)},
                    {"credits", job.credits}};
  json::array texts;
  for (const api::SentText& text : job.texts)
    texts.push_back(json::object{{"layer", text.layer}, {"property", text.property}, {"text", text.text}});
  made["texts"] = std::move(texts);
  json::array changes;
  for (const api::FieldChange& change : job.changes) changes.push_back(to_json(change));
  made["changes"] = std::move(changes);
  if (job.before_unknown) made["old_unknown"] = true;
  return made;
}

json::object to_json(const app::ShownDesign& design) {
  json::array jobs;
  for (const app::ShownJob& job : design.jobs) jobs.push_back(to_json(job));
  return {{"design", design.design},
          {"to_submit", design.submits},
          {"jobs", std::move(jobs)},
          {"not_shown", design.more}};
}

}  // namespace

json::value json_value(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  boost::system::error_code error;
  json::value read = json::parse(*text, error);
  return error ? json::value(*text) : read;
}

json::object plan_json(const app::PlanTable& table) {
  json::object made = to_json(table.all);
  made.erase("design");
  made["name"] = table.name;
  json::array designs;
  for (const app::PlanRow& row : table.rows) designs.emplace_back(to_json(row));
  made["designs"] = std::move(designs);
  if (table.basis) made["offline"] = to_json(*table.basis);
  made["prices_as_of"] = api::prices_as_of();
  if (table.balance) {
    const auto& available = table.balance->available;
    made["balance"] = {{"available", available ? json::value(*available) : json::value(nullptr)},
                       {"extra", table.balance->extra}};
    made["credits_wanting"] = app::credits_wanting(table);
  }
  const std::uint64_t calls = app::expected_calls(table);
  made["api_calls"] = calls;
  made["expected_seconds"] = seconds_of(table.forecast.likely);
  made["estimate"] = to_json(table.forecast);
  return made;
}

json::object sum_json(const app::PlanReport& report) {
  json::object made = plan_json(report.in_all);
  for (const char* member : {"name", "designs", "offline"}) made.erase(member);
  made["manifests"] = report.tables.size();
  return made;
}

void add_details(json::object& plan, const app::PlanDetails& details) {
  json::array shown;
  for (const app::ShownDesign& design : details.designs()) shown.push_back(to_json(design));
  plan["shown"] = std::move(shown);
  json::array changes;
  for (const app::ChangedField& field : details.changes()) {
    json::object made{{"design", field.design}, {"jobs", field.jobs}, {"first", field.first.text}};
    for (auto& member : to_json(field.change)) made.emplace(member.key(), std::move(member.value()));
    changes.push_back(std::move(made));
  }
  plan["changes"] = std::move(changes);
  plan["changed_from_unknown"] = details.before_unknown();
}

}  // namespace pressrun::views
