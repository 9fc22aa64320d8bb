#include "wiring/review_files.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/manifest/review.hpp"
#include "wiring/failure.hpp"

#include <iostream>
#include <memory>
#include <utility>
#include <variant>

namespace pressrun::wiring {
namespace {

manifest::Review review_in(const std::string& file, DiskSources& sources) {
  auto opened = sources.open(file);
  if (const auto* problem = std::get_if<std::string>(&opened))
    throw CommandFailed(usage::ExitCode::usage,
                        "the review '" + printable(file) + "' cannot be read: " + *problem);
  manifest::Review review =
      manifest::read_review(std::move(std::get<std::unique_ptr<manifest::ByteStream>>(opened)), file);
  if (!review.diagnostics.has_errors()) return review;
  for (const Diagnostic& finding : review.diagnostics.items) std::cerr << render(finding);
  throw CommandFailed(usage::ExitCode::usage, "the review '" + printable(file) + "' cannot be used");
}

void read_into(manifest::Review& all, const std::vector<std::string>& expressions, DiskSources& sources) {
  for (const std::string& expression : expressions) {
    if (!app::names_review(expression)) continue;
    manifest::Review one = review_in(expression.substr(1), sources);
    for (auto& [key, pictures] : one.again) {
      auto& known = all.again[key];
      known.insert(known.end(), pictures.begin(), pictures.end());
    }
  }
}

}  // namespace

void read_reviews(usage::Options& options, DiskSources& sources) {
  app::Selection& selection = options.run.selection;
  read_into(selection.selected_review, selection.select, sources);
  read_into(selection.excluded_review, selection.exclude, sources);
  if (!selection.selected_review.again.empty() && !options.run.force && !options.output.quiet)
    std::cerr << "note: what was rejected is made again with --force, format by format\n";
}

}  // namespace pressrun::wiring
