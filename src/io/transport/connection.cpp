#include "io/transport/connection.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <sys/socket.h>

namespace pressrun::io {
namespace {

/// The TLS layer may already hold what the socket no longer shows: a goodbye that came along with the last
/// answer.
bool tls_is_silent(SSL* ssl) {
  char byte = 0;
  ERR_clear_error();
  const int taken = SSL_peek(ssl, &byte, 1);
  const bool silent = taken <= 0 && SSL_get_error(ssl, taken) == SSL_ERROR_WANT_READ;
  ERR_clear_error();
  return silent;
}

bool socket_is_silent(int descriptor) {
  char byte = 0;
  const auto taken = ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return taken < 0 && errno == EAGAIN;
}

}  // namespace

bool Connection::seen_open() {
  if (buffer.size() != 0 || !lowest().socket().is_open()) return false;
  return socket_is_silent(lowest().socket().native_handle()) && (!tls || tls_is_silent(tls->native_handle()));
}

}  // namespace pressrun::io
