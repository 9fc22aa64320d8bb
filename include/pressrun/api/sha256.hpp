#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pressrun::api {

/// SHA-256 of bytes that come in pieces. Throws std::runtime_error where the library has none.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string text();  ///< "sha256:" and 64 hexadecimal digits; the last call

 private:
  struct Release {
    void operator()(void* digest) const;
  };
  std::unique_ptr<void, Release> digest_;
};

}  // namespace pressrun::api
