#include "support/test_certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace pressrun::test {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

std::string text_of(BIO* memory) {
  std::string text(BIO_ctrl_pending(memory), '\0');
  BIO_read(memory, text.data(), static_cast<int>(text.size()));
  return text;
}

void extend(X509* certificate, int kind, const std::string& value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  X509_add_ext(certificate, extension.get(), -1);
}

Memory memory_of(const std::string& text) {
  return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// A new certificate with its key, all but signed.
struct Draft {
  Draft(const std::string& common, int from_days, int to_days)
      : key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")), made(X509_new()) {
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_time_adj_ex(X509_getm_notBefore(made.get()), from_days, 0, nullptr);
    X509_time_adj_ex(X509_getm_notAfter(made.get()), to_days, 0, nullptr);
    X509_NAME* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common.data()),
                               static_cast<int>(common.size()), -1, 0);
    X509_set_issuer_name(made.get(), name);
    X509_set_pubkey(made.get(), key.get());
  }

  TestCertificate sign(EVP_PKEY* by) {
    X509_sign(made.get(), by, EVP_sha256());
    const Memory certificate(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificate.get(), made.get());
    const Memory secret(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {text_of(certificate.get()), text_of(secret.get())};
  }

  Key key;
  Certificate made;
};

}  // namespace

TestCertificate make_certificate(const std::string& alt_name, int from_days, int to_days) {
  Draft draft("pressrun test", from_days, to_days);
  extend(draft.made.get(), NID_subject_alt_name, alt_name);
  return draft.sign(draft.key.get());
}

TestCertificate make_authority(const std::string& name) {
  Draft draft(name, -1, 1);
  extend(draft.made.get(), NID_basic_constraints, "critical,CA:TRUE");
  return draft.sign(draft.key.get());
}

TestCertificate issue_certificate(const TestCertificate& authority, const std::string& alt_name) {
  const Certificate above(
      PEM_read_bio_X509(memory_of(authority.certificate).get(), nullptr, nullptr, nullptr));
  const Key key(PEM_read_bio_PrivateKey(memory_of(authority.key).get(), nullptr, nullptr, nullptr));
  Draft draft("pressrun issued", -1, 1);
  X509_set_issuer_name(draft.made.get(), X509_get_subject_name(above.get()));
  extend(draft.made.get(), NID_subject_alt_name, alt_name);
  return draft.sign(key.get());
}

}  // namespace pressrun::test
