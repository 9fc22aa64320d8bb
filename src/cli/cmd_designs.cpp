#include "cli/listing.hpp"
#include "pressrun/api/file_types.hpp"
#include "pressrun/app/preflight.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/report/fold.hpp"
#include "pressrun/report/json_text.hpp"
#include "wiring/failure.hpp"
#include "wiring/project_names.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace pressrun::cli {
namespace {

/// Asks the API for the projects only where no design is of the one that was named: it may have none yet.
std::vector<ListedDesign> of_project(const std::vector<ListedDesign>& designs, const std::string& wanted,
                                     Session& session) {
  std::vector<ListedDesign> found = designs_of(designs, wanted);
  if (!found.empty()) return found;
  const auto projects =
      items_of(session.await(app::read_projects(session.run_options(), session.deps())), "projects", session);
  if (const auto complaint = unknown_project(projects, wanted))
    throw CommandFailed(ExitCode::usage, *complaint);
  return found;
}

/// A call each: more than a few would take minutes.
constexpr std::size_t most_read = 50;

app::Designs read_formats(const std::vector<ListedDesign>& designs, Session& session) {
  app::Designs read;
  if (designs.empty() || designs.size() > most_read) return read;
  std::vector<DesignId> ids;
  for (const ListedDesign& design : designs) ids.push_back(design.id);
  app::DesignReadings readings =
      session.await(app::read_designs(std::move(ids), session.run_options(), session.deps()));
  if (readings.stop != app::Stop::none)
    throw CommandFailed(code_of(readings.stop, session.signal()), printable(readings.reason));
  for (Design& design : readings.designs) {
    DesignId id = design.id;
    read.emplace(std::move(id), std::move(design));
  }
  return read;
}

std::string size_of(const Format& format) {
  return report::number(format.width) + "×" + report::number(format.height) +
         (format.unit == "px" || format.unit.empty() ? "" : " " + printable(format.unit));
}

/// "facebook-feed 1200×628, story 1080×1920", or how many pages there are.
std::string formats_words(const Design& design) {
  if (!design.pages.empty())
    return std::to_string(design.pages.size()) + (design.pages.size() == 1 ? " page" : " pages");
  std::string text;
  for (const Format& format : design.formats)
    text += (text.empty() ? "" : ", ") + printable(format.name) + " " + size_of(format);
  return text;
}

/// The table with the formats of each design in a line of their own below it.
std::string with_formats(const std::string& table, const std::vector<ListedDesign>& designs,
                         const app::Designs& read, const report::TableRoom& room) {
  std::istringstream lines{table};
  std::string text;
  std::string line;
  if (std::getline(lines, line)) text += line + "\n";
  for (const ListedDesign& design : designs) {
    std::getline(lines, line);
    text += line + "\n";
    const auto known = read.find(design.id);
    if (known == read.end()) continue;
    const std::string formats = "    " + formats_words(known->second) + "\n";
    text += room.width ? report::folded(formats, *room.width) : formats;
  }
  return text;
}

}  // namespace

ExitCode cmd_designs(Invocation& invocation) {
  const ListingOptions& only = invocation.options.listing;
  Session session{invocation.options, invocation.environment};
  auto designs =
      items_of(session.await(app::list_designs(session.run_options(), session.deps())), "designs", session);
  const std::size_t all = designs.size();
  if (!only.project.empty()) designs = of_project(designs, only.project, session);
  if (!only.type.empty())
    std::erase_if(designs,
                  [&](const ListedDesign& design) { return api::name_of(design.type) != only.type; });
  const app::Designs read = read_formats(designs, session);
  views::sort(designs);
  if (invocation.options.output.json) {
    print(views::json_of(designs, read));
    return ExitCode::success;
  }
  const report::TableRoom room = room_of(invocation.environment);
  print(with_formats(views::table_of(designs).text(room), designs, read, room));
  print_count(invocation.options, designs.size(), all, "designs");
  if (designs.size() > most_read && !invocation.options.output.quiet)
    std::cerr << "formats are shown of up to " << most_read
              << " designs: choose some with --project or --type\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
