#include "pressrun/api/sha256.hpp"
#include "pressrun/app/saved_plan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include <stdexcept>

namespace pressrun::app {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_line = 16U << 20U;

/// What does not fit throws one thing or another; parse_plan tells it as damage.
class PlanReader {
 public:
  explicit PlanReader(std::istream& in) : in_(in) {}

  SavedPlan read() {
    head(next());
    for (json::object line = next(); !line.contains("jobs"); line = next()) job(line);
    if (in_.peek() != std::istream::traits_type::eof())  // the seal covers none of it
      throw std::runtime_error("was changed by hand, or damaged");
    plan_.id = sealed_;
    return std::move(plan_);
  }

 private:
  std::string next_line() {
    std::string line;
    for (int c = in_.get(); c != '\n'; c = in_.get()) {
      if (!in_) throw std::runtime_error("is cut off");
      if (line.size() >= longest_line) throw std::runtime_error("is no saved plan");
      line += static_cast<char>(c);
    }
    return line;
  }

  json::object next() {
    const std::string line = next_line();
    json::object made = json::parse(line).as_object();
    if (made.contains("jobs")) {
      sealed_ = hash_.text();
      const bool whole = made.at("sha256").as_string() == sealed_ &&
                         json::value_to<std::size_t>(made.at("jobs")) == plan_.jobs.size();
      if (!whole) throw std::runtime_error("was changed by hand, or damaged");
    }
    hash_.add(line + "\n");
    return made;
  }

  void head(const json::object& head) {
    const json::value* version = head.if_contains("pressrun_plan");
    if (version == nullptr) throw std::runtime_error("is no saved plan");
    if (version->to_number<int>() != saved_plan_version)
      throw std::runtime_error("is a plan of another version of pressrun");
    plan_.created_at = json::value_to<std::string>(head.at("created_at"));
    plan_.manifest = json::value_to<std::string>(head.at("manifest"));
    plan_.environment = json::value_to<std::string>(head.at("environment"));
    plan_.set = json::value_to<std::map<std::string, std::string>>(head.at("set"));
    plan_.select = json::value_to<std::vector<std::string>>(head.at("select"));
    plan_.exclude = json::value_to<std::vector<std::string>>(head.at("exclude"));
    plan_.sample = json::value_to<std::string>(head.at("sample"));
    if (!head.at("limit").is_null()) plan_.limit = head.at("limit").to_number<std::uint64_t>();
    plan_.force = head.at("force").as_bool();
    plan_.resubmit_in_doubt = head.at("resubmit_in_doubt").as_bool();
    plan_.simulate = head.at("simulate").as_bool();
    plan_.state = json::value_to<std::string>(head.at("state"));
    const json::object& journal = head.at("journal").as_object();
    plan_.journal = json::value_to<std::string>(journal.at("path"));
    plan_.journal_id = json::value_to<std::string>(journal.at("id"));
    plan_.journal_state = journal.at("state").to_number<std::int64_t>();
    const json::object& account = head.at("account").as_object();
    plan_.origin = json::value_to<std::string>(account.at("origin"));
    plan_.workspace = json::value_to<std::string>(account.at("workspace"));
    plan_.files = json::value_to<std::map<std::string, std::string>>(head.at("files"));
    for (const auto& design : head.at("designs").as_object()) {
      auto& version_of = plan_.designs[design.key()];
      if (!design.value().is_null()) version_of = design.value().to_number<std::int64_t>();
    }
  }

  void job(const json::object& line) {
    SavedPlan::PlannedJob job;
    const std::string_view todo = line.at("todo").as_string();
    if (todo != "submit" && todo != "poll") throw std::runtime_error("is damaged");
    job.work = todo == "submit" ? PlannedWork::submit : PlannedWork::poll;
    job.content = json::value_to<std::string>(line.at("content"));
    job.formats = json::value_to<Formats>(line.at("formats"));
    plan_.jobs.emplace(json::value_to<std::string>(line.at("key")), std::move(job));
  }

  std::istream& in_;
  api::Sha256 hash_;
  std::string sealed_;
  SavedPlan plan_;
};

}  // namespace

PlannedWork work_of(const PlanDecision& decision) {
  if (!decision.buys.empty() || decision.needs_design) return PlannedWork::submit;
  return decision.reason == PlanReason::rendering ? PlannedWork::poll : PlannedWork::none;
}

std::string_view to_string(PlannedWork work) {
  return work == PlannedWork::submit ? "submit" : work == PlannedWork::poll ? "poll" : "";
}

SavedPlan parse_plan(std::istream& in) {
  constexpr const char* damaged = "is no saved plan, or damaged";
  try {
    return PlanReader{in}.read();
  } catch (const boost::system::system_error&) {
    throw std::runtime_error(damaged);
  } catch (const std::logic_error&) {  // not what it should be, or not there
    throw std::runtime_error(damaged);
  }
}

}  // namespace pressrun::app
