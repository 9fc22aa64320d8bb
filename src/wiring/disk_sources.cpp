#include "wiring/disk_sources.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pressrun::wiring {
namespace {

constexpr std::size_t small_file = 4U << 20U;

class FileStream final : public manifest::ByteStream {
 public:
  FileStream(int descriptor, bool regular) : descriptor_(descriptor), regular_(regular) {}
  ~FileStream() override { ::close(descriptor_); }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    for (;;) {
      const ::ssize_t got = ::read(descriptor_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw std::system_error(errno, std::generic_category());
    }
  }

  [[nodiscard]] bool can_be_read_again() const override { return regular_; }

 private:
  int descriptor_;
  bool regular_;
};

std::string reason(int error) { return std::generic_category().message(error); }

}  // namespace

std::variant<std::unique_ptr<manifest::ByteStream>, std::string> DiskSources::open(
    const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return reason(errno);
  struct ::stat what {};
  const bool known = ::fstat(descriptor, &what) == 0;
  auto stream = std::make_unique<FileStream>(descriptor, !known || S_ISREG(what.st_mode));
  if (known && S_ISDIR(what.st_mode)) return reason(EISDIR);
  opened_.insert(path.string());
  return stream;
}

const std::string* DiskSources::environment(const std::string& name) {
  return name == "ABYSSALE_API_KEY" ? nullptr : environment_.find(name);
}

std::optional<std::string> read_small_file(const std::string& path) {
  const Environment none;
  auto opened = DiskSources{none}.open(path);
  auto* stream = std::get_if<std::unique_ptr<manifest::ByteStream>>(&opened);
  if (stream == nullptr) return std::nullopt;
  std::string text;
  std::string piece(65536, '\0');
  try {
    while (const std::size_t got = (*stream)->read(piece.data(), piece.size())) {
      text.append(piece, 0, got);
      if (text.size() > small_file) return std::nullopt;
    }
  } catch (const std::system_error&) {
    return std::nullopt;
  }
  return text;
}

}  // namespace pressrun::wiring
