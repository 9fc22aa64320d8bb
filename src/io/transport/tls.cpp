#include "io/transport/tls.hpp"

#include "io/transport/origin.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <stdexcept>

namespace pressrun::io {
namespace {

namespace ssl = asio::ssl;

std::string sentence(int verdict) {
  switch (verdict) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the server's certificate has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the server's certificate is not valid yet (is this clock right?)";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "the server's certificate is self-signed";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the server's certificate comes from an unknown issuer (a company proxy's certificate can be "
             "given as CA file)";
    default:
      return std::string("the server's certificate was refused: ") + X509_verify_cert_error_string(verdict);
  }
}

/// Asio's check of chain and name, and a note of what it did not like.
struct Judge {
  std::string host;
  std::shared_ptr<std::string> untrusted;

  bool operator()(bool chain_ok, ssl::verify_context& context) const {
    if (!chain_ok) {
      *untrusted = sentence(X509_STORE_CTX_get_error(context.native_handle()));
      return false;
    }
    if (ssl::host_name_verification(host)(true, context)) return true;
    *untrusted = "the server's certificate is for another name than '" + host + "'";
    return false;
  }
};

/// SNI carries names only; RFC 6066 rules addresses out. OpenSSL's macro for this call casts in the old
/// style.
bool announce(TlsStream& stream, std::string host) {
  return is_address(host) || SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                                      TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

}  // namespace

ssl::context make_tls_context(const std::string& ca_file) {
  ssl::context context(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(ssl::verify_peer);
  ErrorCode error;
  if (ca_file.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(ca_file, error);
  }
  if (error) throw std::invalid_argument("CA file '" + ca_file + "' cannot be used: " + error.message());
  return context;
}

asio::awaitable<Handshake> shake_hands(TlsStream& stream, std::string host) {
  Handshake result;
  auto untrusted = std::make_shared<std::string>();
  if (!announce(stream, host)) {
    result.error = make_error_code(boost::system::errc::invalid_argument);
    co_return result;
  }
  stream.set_verify_callback(Judge{host, untrusted});
  const auto [error] =
      co_await stream.async_handshake(ssl::stream_base::client, asio::as_tuple(asio::use_awaitable));
  result.error = error;
  if (error) result.untrusted = *untrusted;
  co_return result;
}

}  // namespace pressrun::io
