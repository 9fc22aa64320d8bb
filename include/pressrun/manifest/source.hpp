#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>

namespace pressrun::manifest {

/// Bytes of a file, read piece by piece. Rows may be larger than memory.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Up to `size` bytes into `into`; 0 at the end. Throws std::system_error when the disk fails.
  virtual std::size_t read(char* into, std::size_t size) = 0;
  /// Whether opening it once more gives the same bytes: of a pipe it does not.
  [[nodiscard]] virtual bool can_be_read_again() const { return true; }
};

/// How this layer gets at the user's files without opening any itself.
class Sources {
 public:
  virtual ~Sources() = default;
  /// The stream, or why there is none ("no such file or directory").
  [[nodiscard]] virtual std::variant<std::unique_ptr<ByteStream>, std::string> open(
      const std::filesystem::path& path) = 0;
  /// The variable of the environment, or nullptr: what `${env.X}` reads.
  [[nodiscard]] virtual const std::string* environment(const std::string& name) = 0;
};

}  // namespace pressrun::manifest
