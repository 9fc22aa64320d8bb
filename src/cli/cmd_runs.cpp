#include "cli/listing.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/domain/suggest.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/report/json_text.hpp"
#include "wiring/failure.hpp"

#include <algorithm>
#include <array>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

/// What `-f` chooses from: a name, how a person reads it, how a program does.
struct RunField {
  std::string_view name;
  bool is_number;
  std::string (*text)(const RunRecord&);
  json::value (*value)(const RunRecord&);
};

std::string took(const RunRecord& run) {
  return run.finished_at ? format_duration(*run.finished_at - run.started_at) : "";
}

template <auto Member>
std::string count_text(const RunRecord& run) {
  return std::to_string(run.summary.*Member);
}
template <auto Member>
json::value count_value(const RunRecord& run) {
  return run.summary.*Member;
}

std::uint64_t calls_of(const RunRecord& run) {
  const ApiCalls& calls = run.summary.api_calls;
  return calls.submit + calls.poll + calls.read;
}

json::value moment(const std::optional<WallTime>& at) {
  return at ? json::value(to_rfc3339(*at)) : json::value();
}

constexpr std::array run_fields{
    RunField{"id", false, [](const RunRecord& run) { return run.id.text; },
             [](const RunRecord& run) { return json::value(run.id.text); }},
    RunField{"started", false, [](const RunRecord& run) { return to_rfc3339(run.started_at); },
             [](const RunRecord& run) { return json::value(to_rfc3339(run.started_at)); }},
    RunField{"finished", false,
             [](const RunRecord& run) { return run.finished_at ? to_rfc3339(*run.finished_at) : ""; },
             [](const RunRecord& run) { return moment(run.finished_at); }},
    RunField{"took", true, took,
             [](const RunRecord& run) {
               if (!run.finished_at) return json::value();
               return json::value(std::chrono::duration<double>(*run.finished_at - run.started_at).count());
             }},
    RunField{"jobs", true, count_text<&Summary::jobs>, count_value<&Summary::jobs>},
    RunField{"unchanged", true, count_text<&Summary::unchanged>, count_value<&Summary::unchanged>},
    RunField{"assets", true, count_text<&Summary::assets>, count_value<&Summary::assets>},
    RunField{"credits", true, count_text<&Summary::credits>, count_value<&Summary::credits>},
    RunField{"calls", true, [](const RunRecord& run) { return std::to_string(calls_of(run)); },
             [](const RunRecord& run) { return json::value(calls_of(run)); }},
    RunField{
        "exit_code", true,
        [](const RunRecord& run) { return run.exit_code ? std::to_string(*run.exit_code) : ""; },
        [](const RunRecord& run) { return run.exit_code ? json::value(*run.exit_code) : json::value(); }},
    RunField{"ending", false, [](const RunRecord& run) { return run.ending; },
             [](const RunRecord& run) { return json::value(run.ending); }},
};

const RunField& field_named(const std::string& name) {
  const auto found = std::ranges::find(run_fields, name, &RunField::name);
  if (found != run_fields.end()) return *found;
  std::vector<std::string> names;
  std::string all;
  for (const RunField& field : run_fields) {
    names.emplace_back(field.name);
    all += (all.empty() ? "" : ", ") + names.back();
  }
  const auto near = nearest(name, names);
  throw CommandFailed(ExitCode::usage, "-f: there is no field '" + printable(name) + "'; " +
                                           (near ? "did you mean '" + *near + "'?" : "there are: " + all));
}

std::vector<const RunField*> chosen_fields(const std::string& names) {
  std::vector<const RunField*> fields;
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find(',', start), names.size());
    fields.push_back(&field_named(names.substr(start, end - start)));
    start = end + 1;
  }
  return fields;
}

std::string json_lines(const std::vector<RunRecord>& runs, const std::vector<const RunField*>& fields) {
  json::array all;
  for (const RunRecord& run : runs) {
    json::object one;
    for (const RunField* field : fields) one[field->name] = field->value(run);
    all.emplace_back(std::move(one));
  }
  std::string text;
  report::append_json(text, all);
  return text + "\n";
}

std::string table_text(const std::vector<RunRecord>& runs, const std::vector<const RunField*>& fields,
                       const report::TableRoom& room) {
  std::vector<report::Table::Column> columns;
  for (const RunField* field : fields)
    columns.push_back({std::string{field->name}, field->name == "ending", field->is_number});
  report::Table table{std::move(columns)};
  for (const RunRecord& run : runs) {
    std::vector<std::string> cells;
    for (const RunField* field : fields) cells.push_back(field->text(run));
    table.add(std::move(cells));
  }
  return table.text(room);
}

}  // namespace

ExitCode cmd_runs(Invocation& invocation) {
  const Options& options = invocation.options;
  const std::string few = "started,took,jobs,unchanged,assets,credits,exit_code,ending";
  const std::string every = "id,started,finished,took,jobs,unchanged,assets,credits,calls,exit_code,ending";
  const std::string& asked = options.listing.fields;
  const auto fields = chosen_fields(!asked.empty() ? asked : options.output.json ? every : few);
  const app::LoadedCampaign& one = invocation.manifests.front();
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  const app::OpenedCampaign opened = app::open_campaign(one, invocation.journals);
  const std::vector<RunRecord> runs = opened.journal->runs(opened.campaign.number);
  if (runs.empty()) throw app::no_run_of(one, invocation.journals);
  print(options.output.json ? json_lines(runs, fields)
                            : table_text(runs, fields, room_of(invocation.environment)));
  return ExitCode::success;
}

}  // namespace pressrun::cli
