#include "wiring/page_file.hpp"

#include "pressrun/app/page.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/manifest/page_key.hpp"

#include <system_error>

namespace pressrun::wiring {
namespace {

namespace fs = std::filesystem;

/// "report.html" of the environment "fr", simulated: "report.fr.simulated.html".
fs::path marked(const fs::path& file, const app::LoadedCampaign& one, const std::string& environment) {
  std::string mark;
  if (!environment.empty()) mark += "." + environment;
  if (one.is_simulated) mark += ".simulated";
  return file.parent_path() / (file.stem().string() + mark + file.extension().string());
}

}  // namespace

fs::path page_target(const app::LoadedCampaign& one, const usage::Options& options) {
  if (!options.results.page.empty()) return options.results.page;
  const std::string& written = manifest::report_of(*one.manifest);
  if (written.empty()) return {};
  const fs::path folder = one.named == "-" ? fs::path{} : fs::path{one.named}.parent_path();
  return folder / marked(written, one, options.input.environment);
}

std::string unwritable_page(const fs::path& target) {
  if (target.empty()) return "";
  io::DiskFiles files;
  const std::error_code error = files.can_replace(target);
  return error ? "the report cannot be written to '" + printable(target.string()) + "': " + error.message()
               : "";
}

std::string write_page_file(JournalReader& journal, const RunRecord& run, const app::LoadedCampaign& one,
                            const fs::path& target) {
  io::DiskFiles files;
  const std::string folder = fs::absolute(target).lexically_normal().parent_path().string();
  const app::PageWriting writing{PRESSRUN_VERSION, io::wall_now(), folder};
  const std::error_code error = files.replace(
      target, [&](std::ostream& out) { app::write_page(journal, run, one, writing, out); }, Readers::owner);
  if (!error) return "";
  return "the report could not be written to '" + printable(target.string()) + "': " + error.message() +
         "; nothing is lost: pressrun report writes it again";
}

}  // namespace pressrun::wiring
