#pragma once

#include "pressrun/manifest/source.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>

namespace pressrun::test {

/// The user's files as a map, handed out a few bytes at a time, and an environment.
class MemorySources final : public manifest::Sources {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, std::string> variables;

  std::variant<std::unique_ptr<manifest::ByteStream>, std::string> open(
      const std::filesystem::path& path) override {
    const auto found = files.find(path.lexically_normal().string());
    if (found == files.end()) return "no such file or directory";
    return std::make_unique<Stream>(found->second);
  }
  const std::string* environment(const std::string& name) override {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : &found->second;
  }

 private:
  class Stream final : public manifest::ByteStream {
   public:
    explicit Stream(std::string bytes) : bytes_(std::move(bytes)) {}
    std::size_t read(char* into, std::size_t size) override {
      const std::size_t taken =
          std::min({size, bytes_.size() - at_, std::size_t{7}});  // cuts through everything
      std::memcpy(into, bytes_.data() + at_, taken);
      at_ += taken;
      return taken;
    }

   private:
    std::string bytes_;
    std::size_t at_ = 0;
  };
};

}  // namespace pressrun::test
