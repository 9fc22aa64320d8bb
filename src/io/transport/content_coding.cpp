#include "io/transport/content_coding.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>
#include <zlib.h>

namespace pressrun::io {
namespace {

using boost::beast::iequals;

constexpr std::size_t piece = std::size_t{64} * 1024;
constexpr std::size_t most_codings = 4;  // nobody codes twice; a list of a hundred is an attack

// zlib's words for the shape of what comes.
constexpr int gzip_or_zlib = 15 + 32;
constexpr int bare_deflate = -15;  // some servers' "deflate" has no frame

enum class Inflated : std::uint8_t { whole, damaged, too_large };

/// zlib's state, released however its user leaves.
class Inflater {
 public:
  explicit Inflater(int window_bits) : good_(inflateInit2(&stream_, window_bits) == Z_OK) {}
  ~Inflater() {
    if (good_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Inflated run(std::string_view coded, std::size_t most, std::string& to);

 private:
  /// One piece more; zlib's result.
  int step(std::string& to);
  /// Members of gzip may follow one another, and are one file.
  bool begins_another();

  z_stream stream_{};
  bool good_;
};

int Inflater::step(std::string& to) {
  std::array<char, piece> out;
  stream_.next_out = reinterpret_cast<Bytef*>(out.data());
  stream_.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&stream_, Z_NO_FLUSH);
  to.append(out.data(), out.size() - stream_.avail_out);
  return result;
}

bool Inflater::begins_another() {
  constexpr Bytef first = 0x1F;
  return stream_.avail_in > 0 && *stream_.next_in == first && inflateReset(&stream_) == Z_OK;
}

Inflated Inflater::run(std::string_view coded, std::size_t most, std::string& to) {
  if (!good_ || coded.size() > std::numeric_limits<uInt>::max()) return Inflated::damaged;
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));  // zlib does not write there
  stream_.avail_in = static_cast<uInt>(coded.size());
  while (true) {
    const int result = step(to);
    if (to.size() > most) return Inflated::too_large;
    if (result == Z_STREAM_END && !begins_another()) return Inflated::whole;
    if (result != Z_OK && result != Z_STREAM_END) return Inflated::damaged;  // Z_BUF_ERROR: it is cut short
  }
}

Inflated inflate_as(int window_bits, std::string_view coded, std::size_t most, std::string& to) {
  to.clear();
  return Inflater(window_bits).run(coded, most, to);
}

bool is_gzip(std::string_view coding) { return iequals(coding, "gzip") || iequals(coding, "x-gzip"); }

/// Takes one coding off. Nothing: it is none that we know.
std::optional<Inflated> take_off(std::string_view coding, std::string& body, std::size_t most) {
  const bool deflate = iequals(coding, "deflate");
  if (!is_gzip(coding) && !deflate) return std::nullopt;
  std::string plain;
  Inflated result = inflate_as(gzip_or_zlib, body, most, plain);
  if (deflate && result == Inflated::damaged) result = inflate_as(bare_deflate, body, most, plain);
  if (result == Inflated::whole) body = std::move(plain);
  return result;
}

/// The codings of all its headers in the order in which they were applied, "identity" left out.
std::vector<std::string> codings_of(const HttpResponse& response) {
  std::vector<std::string> all;
  for (const HttpHeader& header : response.headers) {
    if (!iequals(header.name, "Content-Encoding")) continue;
    std::string name;
    for (const char c : header.value + ",") {
      if (c == ' ' || c == '\t') continue;
      if (c != ',') {
        name += c;
        continue;
      }
      if (!name.empty() && !iequals(name, "identity")) all.push_back(name);
      name.clear();
    }
  }
  return all;
}

}  // namespace

HttpOutcome decoded(HttpResponse response, std::size_t most_body_bytes) {
  const std::vector<std::string> codings = codings_of(response);
  if (codings.empty() || codings.size() > most_codings || response.body.empty()) return response;
  std::string body = response.body;
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    const auto result = take_off(*coding, body, most_body_bytes);
    if (result == Inflated::too_large)
      return TransportFailure{TransportError::too_large, true, "the answer is too large once it is inflated"};
    if (result != Inflated::whole) return response;
  }
  response.body = std::move(body);
  std::erase_if(response.headers,
                [](const HttpHeader& header) { return iequals(header.name, "Content-Encoding"); });
  return response;
}

}  // namespace pressrun::io
