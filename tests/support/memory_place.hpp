#pragma once

#include "pressrun/ports/file_place.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace pressrun::test {

/// A place in memory. A part stays when its holder goes, as on a disk.
class MemoryPlace final : public FilePlace {
 public:
  struct Part {
    std::string bytes;
    std::string etag;
  };

  std::map<std::string, std::string> files;  ///< that have their names
  std::map<std::string, Part> parts;
  std::size_t room = 1U << 20U;  ///< bytes that it takes of one file; then its disk is full

  [[nodiscard]] std::optional<PlaceProblem> open() override { return std::nullopt; }
  [[nodiscard]] std::string full_path(const std::string& path) const override { return "/out/" + path; }
  [[nodiscard]] std::optional<std::uint64_t> size_of(const std::string& path) override {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional<std::uint64_t>{found->second.size()};
  }
  [[nodiscard]] Begun begin(const std::string& path) override {
    return std::make_unique<MemoryPart>(*this, path);
  }
  asio::awaitable<CheckedFile> check(std::string path, assets::ExpectedFile expected) override {
    co_return checked(files[path], expected);
  }

 private:
  class Text final : public assets::Bytes {
   public:
    explicit Text(const std::string& bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    [[nodiscard]] std::size_t read(std::uint64_t at, char* into, std::size_t most) override {
      if (at >= bytes_.size()) return 0;
      const std::size_t count = std::min(most, bytes_.size() - at);
      std::memcpy(into, bytes_.data() + at, count);
      return count;
    }

   private:
    const std::string& bytes_;
  };

  static CheckedFile checked(const std::string& bytes, const assets::ExpectedFile& expected) {
    Text text(bytes);
    CheckedFile made;
    made.facts = assets::walk(text, expected.type);
    made.problem = assets::mismatch(made.facts, expected);
    made.bytes = bytes.size();
    made.sha256 = "sha256:" + std::to_string(std::hash<std::string>{}(bytes));
    return made;
  }

  class MemoryPart final : public PartFile {
   public:
    MemoryPart(MemoryPlace& place, std::string path)
        : place_(place), path_(std::move(path)), part_(&place.parts[path_]) {}
    [[nodiscard]] std::uint64_t size() const override { return part_->bytes.size(); }
    [[nodiscard]] const std::string& etag() const override { return part_->etag; }
    bool restart(const std::string& etag) override {
      part_->bytes.clear();
      part_->etag = etag;
      return true;
    }
    bool write(std::string_view piece) override {
      is_full_ = part_->bytes.size() + piece.size() > place_.room;
      if (!is_full_) part_->bytes += piece;
      return !is_full_;
    }
    [[nodiscard]] PlaceProblem problem() const override {
      return is_full_ ? PlaceProblem{"the disk is full", true} : PlaceProblem{};
    }
    asio::awaitable<CheckedFile> check(assets::ExpectedFile expected) override {
      co_return checked(part_->bytes, expected);
    }
    asio::awaitable<std::optional<PlaceProblem>> keep(bool over_others) override {
      if (!over_others && place_.files.contains(path_)) co_return PlaceProblem{"there is one", false};
      place_.files[path_] = std::move(part_->bytes);
      place_.parts.erase(path_);
      co_return std::nullopt;
    }
    void drop() override {
      place_.parts.erase(path_);
      part_ = &place_.parts[path_];
    }

   private:
    MemoryPlace& place_;
    std::string path_;
    Part* part_;
    bool is_full_ = false;
  };
};

}  // namespace pressrun::test
