#include "io/files/part_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_plain_name = 100;  // longer ones are fetched under a digest
constexpr std::size_t longest_etag = 200;

bool sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && ::fsync(opened.number()) == 0;
}

class DiskPart final : public PartFile {
 public:
  DiskPart(asio::thread_pool& pool, fs::path target, fs::path part, int descriptor)
      : pool_(pool), target_(std::move(target)), part_(std::move(part)), file_(descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) size_ = static_cast<std::uint64_t>(status.st_size);
    std::ifstream in(note());
    std::getline(in, etag_);
    if (!in || etag_.size() > longest_etag) etag_.clear();
  }

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] const std::string& etag() const override { return etag_; }

  bool restart(const std::string& etag) override {
    size_ = 0;
    etag_ = etag.size() <= longest_etag ? etag : std::string{};
    std::error_code ignored;
    fs::remove(note(), ignored);
    if (::ftruncate(file_.number(), 0) != 0) return fail();
    if (etag_.empty()) return true;
    std::ofstream out(note());
    out << etag_ << '\n';
    if (!out.flush())
      fs::remove(note(), ignored);  // then it is fetched from its first byte if it comes to that
    return true;
  }

  bool write(std::string_view piece) override {
    while (!piece.empty()) {
      const ssize_t count = ::pwrite(file_.number(), piece.data(), piece.size(), static_cast<off_t>(size_));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return fail();
      size_ += static_cast<std::uint64_t>(count);
      piece.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  [[nodiscard]] PlaceProblem problem() const override { return problem_; }

  asio::awaitable<CheckedFile> check(assets::ExpectedFile expected) override {
    auto work = [descriptor = file_.number(), expected = std::move(expected)] {
      return check_file(descriptor, expected);
    };
    return elsewhere<CheckedFile>(pool_, std::move(work));
  }

  asio::awaitable<std::optional<PlaceProblem>> keep(bool over_others) override {
    auto work = [this, over_others] { return keep_now(over_others); };
    return elsewhere<std::optional<PlaceProblem>>(pool_, std::move(work));
  }

  void drop() override {
    std::error_code ignored;
    fs::remove(note(), ignored);
    fs::remove(part_, ignored);
  }

 private:
  [[nodiscard]] fs::path note() const { return part_.string() + "-of"; }

  bool fail() {
    problem_ = last_problem("cannot write", part_.string());
    return false;
  }

  /// Durable first, then its name: whatever stops the process, what has the name is whole.
  std::optional<PlaceProblem> keep_now(bool over_others) {
    std::error_code ignored;
    if (::fsync(file_.number()) != 0) return last_problem("cannot write", part_.string());
    fs::remove(note(), ignored);
    if (!over_others) {
      if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0) {
        sync_folder(target_.parent_path());
        return std::nullopt;
      }
      // Some file systems cannot promise it: there it is looked for first.
      const bool cannot = errno == EINVAL || errno == ENOSYS;
      if (!cannot) return last_problem("cannot write", target_.string());
      if (fs::exists(target_, ignored))
        return PlaceProblem{"there is already '" + target_.string() + "'", false};
    }
    if (::rename(part_.c_str(), target_.c_str()) != 0) return last_problem("cannot write", target_.string());
    sync_folder(target_.parent_path());
    return std::nullopt;
  }

  asio::thread_pool& pool_;
  fs::path target_;
  fs::path part_;
  Descriptor file_;
  std::uint64_t size_ = 0;
  std::string etag_;
  PlaceProblem problem_;
};

/// Another process may have finished it, and so given its name away, while we waited for its lock.
bool is_still_there(int descriptor, const fs::path& path) {
  struct stat ours {};
  struct stat there {};
  return ::fstat(descriptor, &ours) == 0 && ::lstat(path.c_str(), &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

}  // namespace

fs::path part_of(const fs::path& target) {
  const std::string name = target.filename().string();
  const std::string shown = name.size() <= longest_plain_name ? name : sha256_of(name).substr(7, 32);
  return target.parent_path() / (shown + ".part");
}

FilePlace::Begun open_part(asio::thread_pool& pool, const fs::path& target) {
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  if (error) {
    errno = error.value();
    return last_problem("cannot make the folder", target.parent_path().string());
  }
  const fs::path part = part_of(target);
  for (int tries = 0; tries < 3; ++tries) {
    const int opened = ::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (opened < 0) return last_problem("cannot write", part.string());
    if (::flock(opened, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(opened);
      return PlaceProblem{"'" + target.string() + "' is being fetched by another process", false};
    }
    if (is_still_there(opened, part)) return std::make_unique<DiskPart>(pool, target, part, opened);
    ::close(opened);
  }
  return PlaceProblem{"'" + part.string() + "' is being replaced by another process", false};
}

}  // namespace pressrun::io
