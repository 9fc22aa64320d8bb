#include "pressrun/io/file_folder.hpp"

#include "io/files/part_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t threads = 2;  // one reads while the other waits for the disk

class FileFolder final : public FilePlace {
 public:
  explicit FileFolder(const fs::path& folder)
      : folder_(fs::absolute(folder).lexically_normal()), pool_(threads) {
    if (!folder_.has_filename()) folder_ = folder_.parent_path();
  }
  ~FileFolder() override { pool_.join(); }
  FileFolder(const FileFolder&) = delete;
  FileFolder& operator=(const FileFolder&) = delete;

  [[nodiscard]] std::optional<PlaceProblem> open() override {
    std::error_code error;
    fs::path there = folder_;
    while (!fs::exists(there, error) && there.has_relative_path()) there = there.parent_path();
    if (!fs::is_directory(there, error)) {
      errno = ENOTDIR;
      return last_problem("cannot make the folder", folder_.string());
    }
    if (::access(there.c_str(), W_OK | X_OK) != 0) {
      PlaceProblem problem = last_problem("cannot write into", there.string());
      problem.for_all = true;
      return problem;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string full_path(const std::string& path) const override { return place(path).string(); }

  [[nodiscard]] std::optional<std::uint64_t> size_of(const std::string& path) override {
    struct stat status {};
    if (::stat(place(path).c_str(), &status) != 0) return std::nullopt;
    return S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  }

  [[nodiscard]] Begun begin(const std::string& path) override { return open_part(pool_, place(path)); }

  asio::awaitable<CheckedFile> check(std::string path, assets::ExpectedFile expected) override {
    auto work = [file = place(path), expected = std::move(expected)] {
      const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
      if (opened.is_open()) return check_file(opened.number(), expected);
      CheckedFile none;
      none.problem = last_problem("cannot read", file.string()).text;
      return none;
    };
    return elsewhere<CheckedFile>(pool_, std::move(work));
  }

 private:
  [[nodiscard]] fs::path place(const std::string& path) const { return folder_ / path; }

  fs::path folder_;
  asio::thread_pool pool_;
};

}  // namespace

std::unique_ptr<FilePlace> make_file_folder(const fs::path& folder) {
  return std::make_unique<FileFolder>(folder);
}

}  // namespace pressrun::io
