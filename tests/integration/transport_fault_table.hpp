#pragma once

#include "support/loopback_server.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace pressrun::test {

inline const std::string whole_answer = ok("0123456789");

inline std::string interim(int times) {
  std::string all;
  while (times-- > 0) all += "HTTP/1.1 100 Continue\r\n\r\n";
  return all;
}

/// What a server does to one request, and what the transport must say where answers end at 2000 bytes.
struct Fault {
  const char* name;
  Step step;
  const char* expected;
};

inline std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.name; }

inline const std::vector<Fault> faults = {
    {"reset after accept", {"", Then::reset, 0}, "connection_lost, sent"},
    {"closed after accept", {"", Then::close, 0}, "connection_lost, sent"},
    {"reset after one byte", {"", Then::reset, 1}, "connection_lost, sent"},
    {"reset after 20 bytes", {"", Then::reset, 20}, "connection_lost, sent"},
    {"reset after the request", {"", Then::reset}, "connection_lost, sent"},
    {"closed after the request", {"", Then::close}, "connection_lost, sent"},
    {"closed in the status line", {"HTTP/1.1 2", Then::close}, "malformed, sent"},
    {"reset in the headers", {"HTTP/1.1 200 OK\r\nConte", Then::reset}, "connection_lost, sent"},
    {"closed in the headers", {"HTTP/1.1 200 OK\r\nConte", Then::close}, "malformed, sent"},
    {"closed in the body", {whole_answer.substr(0, whole_answer.size() - 4), Then::close}, "malformed, sent"},
    {"no HTTP", {"SSH-2.0-OpenSSH_9.2\r\n\r\n", Then::close}, "malformed, sent"},
    {"two lengths",
     {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc", Then::close},
     "malformed, sent"},
    {"length no number", {"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc", Then::close}, "malformed, sent"},
    {"broken chunk",
     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Then::close},
     "malformed, sent"},
    {"chunks cut",
     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", Then::close},
     "malformed, sent"},
    {"body too large", {ok(std::string(3000, 'x')), Then::close}, "too_large, sent"},
    {"chunks too large",
     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n" + std::string(3000, 'x'), Then::close},
     "too_large, sent"},
    {"endless header",
     {"HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x'), Then::stall},
     "too_large, sent"},
    {"interim answers only", {interim(9), Then::close}, "malformed, sent"},
};

/// The same, once a request has begun on a connection that is already open.
inline Step on_kept(Step step) {
  if (step.read == 0) step.read = 1;
  return step;
}

}  // namespace pressrun::test
