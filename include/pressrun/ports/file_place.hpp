#pragma once

#include "pressrun/assets/file_check.hpp"
#include "pressrun/ports/transport.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace pressrun {

namespace asio = boost::asio;

/// Why a place takes no file: a sentence for people.
struct PlaceProblem {
  std::string text;
  bool for_all = false;  ///< it takes no other file either: its disk is full, it cannot be written
};

/// A file that was read to its end.
struct CheckedFile {
  assets::FileFacts facts;
  std::string sha256;  ///< "sha256:<64 hex>"; empty: it could not be read
  std::uint64_t bytes = 0;
  std::string problem;  ///< what is wrong with it; empty: it is what was expected
};

/// A file on its way to a place: under another name until it is whole. It stays there when this goes before
/// its time, and whoever begins it again goes on with it. Errors: values. Threads: one strand.
class PartFile {
 public:
  virtual ~PartFile() = default;
  /// How many bytes of it are there.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// The server's name for what these bytes are a part of; empty: not known, and nothing can be added to
  /// them.
  [[nodiscard]] virtual const std::string& etag() const = 0;
  /// Drops what is there. What comes now is a part of what the server calls so.
  virtual bool restart(const std::string& etag) = 0;
  virtual bool write(std::string_view piece) = 0;
  /// Why `restart` or `write` failed.
  [[nodiscard]] virtual PlaceProblem problem() const = 0;
  /// Reads it to its end.
  virtual asio::awaitable<CheckedFile> check(assets::ExpectedFile expected) = 0;
  /// Makes it durable and gives it its name. `over_others`: also where a file of that name is there.
  virtual asio::awaitable<std::optional<PlaceProblem>> keep(bool over_others) = 0;
  /// Drops it.
  virtual void drop() = 0;
};

/// Where files go that are fetched. Paths are below it, '/' between their parts. Threads: one strand; what
/// takes long is done elsewhere and awaited.
class FilePlace {
 public:
  virtual ~FilePlace() = default;
  /// Whether it can be written, as far as that is seen without writing; nothing: it can.
  [[nodiscard]] virtual std::optional<PlaceProblem> open() = 0;
  /// Where a path lies, for people and for the journal; absolute.
  [[nodiscard]] virtual std::string full_path(const std::string& path) const = 0;
  /// How large the file is; nothing: there is none.
  [[nodiscard]] virtual std::optional<std::uint64_t> size_of(const std::string& path) = 0;
  using Begun = std::variant<std::unique_ptr<PartFile>, PlaceProblem>;
  [[nodiscard]] virtual Begun begin(const std::string& path) = 0;
  /// Reads a file that is there to its end.
  virtual asio::awaitable<CheckedFile> check(std::string path, assets::ExpectedFile expected) = 0;
};

}  // namespace pressrun
