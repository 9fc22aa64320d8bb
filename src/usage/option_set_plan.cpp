// Options of the commands that look ahead: plan, explain, and run where it carries out a plan.
#include "pressrun/app/plan_details.hpp"
#include "usage/option_set.hpp"

#include <charconv>

namespace pressrun::usage {

void OptionSet::plan() { flag("--offline", options_.run.offline, "make no call at all"); }

void OptionSet::plan_out() {
  text_value("--out", "FILE", options_.run.plan_out,
             "save the plan of one manifest; 'run --plan FILE' carries out exactly that, once");
}

void OptionSet::saved_plan() {
  text_value("--plan", "FILE", options_.run.plan,
             "carry out a saved plan, and nothing where anything it names has changed");
}

void OptionSet::shown_jobs() {
  const auto take = [this](const std::string& given) -> std::optional<std::string> {
    if (given == "all") {
      options_.run.show = app::show_all;
      return std::nullopt;
    }
    std::size_t number = 0;
    const char* end = given.data() + given.size();
    const auto [stop, error] = std::from_chars(given.data(), end, number);
    if (given.empty() || error != std::errc{} || stop != end)
      return "'" + given + "' is neither a whole number nor all";
    options_.run.show = number;
    return std::nullopt;
  };
  value("--show", "N|all", "so many jobs of each design with key, reason and the texts that would be sent",
        take, "1");
}

void OptionSet::explained_job() {
  text_value("--job", "KEY", options_.resolve.job, "the job to explain, by its key as 'plan' shows it");
}

}  // namespace pressrun::usage
