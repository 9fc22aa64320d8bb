#include "io/files/file_reading.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace pressrun::io {
namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("SHA-256 is not available");
  }
  void add(const char* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
  std::string text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text = "sha256:";
    for (unsigned i = 0; i < size; ++i) {
      text += hex[bytes[i] >> 4U];
      text += hex[bytes[i] & 0x0FU];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// A file of this machine, by its descriptor.
class FileBytes final : public assets::Bytes {
 public:
  explicit FileBytes(int descriptor) : descriptor_(descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) size_ = static_cast<std::uint64_t>(status.st_size);
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] std::size_t read(std::uint64_t at, char* into, std::size_t most) override {
    ssize_t count = -1;
    do {
      count = ::pread(descriptor_, into, most, static_cast<off_t>(at));
    } while (count < 0 && errno == EINTR);
    return count < 0 ? 0 : static_cast<std::size_t>(count);
  }

 private:
  int descriptor_;
  std::uint64_t size_ = 0;
};

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

PlaceProblem last_problem(const std::string& what, const std::string& path) {
  const int error = errno;
  const bool for_all =
      error == ENOSPC || error == EDQUOT || error == EROFS || error == EMFILE || error == EIO;
  return {what + " '" + path + "': " + std::strerror(error), for_all};
}

CheckedFile check_file(int descriptor, const assets::ExpectedFile& expected) {
  FileBytes file(descriptor);
  CheckedFile checked;
  Sha256 digest;
  std::vector<char> piece(std::size_t{128} * 1024);
  while (const std::size_t count = file.read(checked.bytes, piece.data(), piece.size())) {
    digest.add(piece.data(), count);
    checked.bytes += count;
  }
  if (checked.bytes != file.size()) {
    checked.problem = "it could not be read to its end";
    return checked;
  }
  checked.sha256 = digest.text();
  checked.facts = assets::walk(file, expected.type);
  checked.problem = assets::mismatch(checked.facts, expected);
  return checked;
}

std::string sha256_of(const std::string& text) {
  Sha256 digest;
  digest.add(text.data(), text.size());
  return digest.text();
}

}  // namespace pressrun::io
