#pragma once

#include "pressrun/ports/transport.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::test {

/// Origins in memory: answers by absolute URL what was put there, and 404 otherwise.
class MemoryTransport final : public Transport {
 public:
  /// `api`: the origin of targets that name none, "https://api.test".
  explicit MemoryTransport(std::string api) : api_(std::move(api)) {}

  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration) override {
    const bool own = request.target.starts_with('/');
    const std::string url = own ? api_ + request.target : request.target;
    if (!own && !is_safe(url))
      co_return TransportFailure{TransportError::malformed, false, "no URL that is asked"};
    request.target = url;
    asked.push_back(std::move(request));
    const auto page = pages.find(url);
    if (page == pages.end()) co_return HttpResponse{404, {}, "not there"};
    co_return page->second;
  }

  std::map<std::string, HttpResponse> pages;  ///< by absolute URL
  std::vector<HttpRequest> asked;             ///< in order, each with its absolute URL

 private:
  /// Plain http stays on this machine.
  static bool is_safe(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://127.0.0.1");
  }

  std::string api_;
};

}  // namespace pressrun::test
