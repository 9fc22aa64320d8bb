#include "wiring/page_bundle.hpp"

#include "pressrun/app/page.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/io/zip_writer.hpp"

#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

namespace pressrun::wiring {
namespace {

namespace fs = std::filesystem;

/// The files of a page, and how they are called below it.
class PackedPictures {
 public:
  explicit PackedPictures(const std::string& download_folder) {
    if (!download_folder.empty()) folder_ = fs::absolute(download_folder).lexically_normal();
  }

  /// Empty: it is not to be packed.
  std::string place_of(const FetchedFile& file) {
    const auto known = names_.find(file.path);
    if (known != names_.end()) return known->second;
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file.path, error);
    const bool is_as_it_was = !error && size == file.bytes && fs::is_regular_file(file.path, error);
    std::string name = is_as_it_was ? free_name(file.path) : "";
    left_out_ += is_as_it_was ? 0U : 1U;
    return names_.emplace(file.path, std::move(name)).first->second;
  }

  [[nodiscard]] const std::map<std::string, std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  std::string free_name(const fs::path& path) {
    const fs::path below = folder_.empty() ? fs::path{} : path.lexically_relative(folder_);
    const bool is_inside = !below.empty() && *below.begin() != "..";
    // Fetched elsewhere: the folder it lies in mostly says of which job it is.
    const fs::path outside = path.parent_path().filename() / path.filename();
    const std::string wanted = "pictures/" + (is_inside ? below : outside).generic_string();
    std::string name = wanted;
    for (int i = 2; !taken_.insert(name).second; ++i) {
      const fs::path as_path{wanted};
      name = (as_path.parent_path() /
              (as_path.stem().string() + "-" + std::to_string(i) + as_path.extension().string()))
                 .generic_string();
    }
    return name;
  }

  fs::path folder_;
  std::map<std::string, std::string> names_;  // by path; empty: left out
  std::set<std::string> taken_;
  std::size_t left_out_ = 0;
};

}  // namespace

PageBundle write_page_bundle(JournalReader& journal, const RunRecord& run, const app::LoadedCampaign& one,
                             const fs::path& target) {
  PageBundle made;
  PackedPictures pictures{one.manifest->download().to};
  std::ostringstream page;
  app::PageWriting writing{PRESSRUN_VERSION, io::wall_now(), {}};
  writing.place = [&pictures](const FetchedFile& file) { return pictures.place_of(file); };
  app::write_page(journal, run, one, std::move(writing), page);
  const std::string top = target.stem().string() + "/";
  std::optional<std::string> broken;
  io::DiskFiles files;
  const std::error_code error = files.replace(
      target,
      [&](std::ostream& out) {
        try {
          io::ZipWriter zip{out};
          zip.add_text(top + "report.html", page.view());
          for (const auto& [path, name] : pictures.names()) {
            if (name.empty()) continue;
            zip.add_file(top + name, path);
            ++made.pictures;
          }
          zip.finish();
        } catch (const io::ZipError& problem) {
          broken = problem.what();
          out.setstate(std::ios::failbit);  // what is there stays as it was
        }
      },
      Readers::owner);
  made.left_out = pictures.left_out();
  if (broken || error)
    made.problem = "the bundle could not be written to '" + printable(target.string()) +
                   "': " + (broken ? printable(*broken) : error.message());
  return made;
}

}  // namespace pressrun::wiring
