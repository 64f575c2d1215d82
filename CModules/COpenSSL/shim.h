#pragma once

// OpenSSL 3 for Transport, its only importer. What stands below are macros, or variadic functions, which
// Swift does not import; each does what the macro does and nothing else.

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// SSL_CTX_set_min_proto_version and its twin are macros around SSL_CTX_ctrl: TLS 1.3, and no other.
static inline int banter_only_tls13(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1;
}

/// SSL_OP_NO_TICKET and its like are macros around another: no tickets, no compression, the router's order.
static inline void banter_set_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
}

/// SSL_CTX_set_mode is a macro; an idle connection then keeps no buffers.
static inline void banter_release_buffers(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

/// SSL_CTX_set_session_cache_mode is a macro: nothing is kept from one connection for another.
static inline void banter_no_session_cache(SSL_CTX *context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

/// SSL_CTX_set_max_cert_list is a macro: how long a peer's chain of certificates may be, in bytes.
static inline void banter_limit_certificates(SSL_CTX *context, long limit) {
  SSL_CTX_set_max_cert_list(context, limit);
}

/// SSL_CTX_set1_groups_list is a macro.
static inline int banter_set_groups(SSL_CTX *context, const char *groups) {
  return (int)SSL_CTX_set1_groups_list(context, groups);
}

/// SSL_CTX_set1_sigalgs_list is a macro: what this side signs with, and a client takes from its router.
static inline int banter_set_signatures(SSL_CTX *context, const char *algorithms) {
  return (int)SSL_CTX_set1_sigalgs_list(context, algorithms);
}

/// SSL_CTX_set1_client_sigalgs_list is a macro: what a router takes from its clients.
static inline int banter_set_client_signatures(SSL_CTX *context, const char *algorithms) {
  return (int)SSL_CTX_set1_client_sigalgs_list(context, algorithms);
}

/// EVP_PKEY_Q_keygen is variadic: its last argument is the curve, for "EC" only.
static inline EVP_PKEY *banter_make_p256_key(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}

/// EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *banter_make_ed25519_key(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

/// BIO_set_retry_read and BIO_clear_retry_flags are macros: there is nothing to read yet, which is no error.
static inline void banter_retry_read(BIO *bio) {
  BIO_clear_retry_flags(bio);
  BIO_set_retry_read(bio);
}

/// BIO_clear_retry_flags is a macro.
static inline void banter_no_retry(BIO *bio) { BIO_clear_retry_flags(bio); }

/// ASN1_ITEM_rptr is a macro: the parameters of an encrypted key, as RFC 8018 has them, with how often a
/// passphrase is hashed; 0 where they are of another kind, or have no such number.
static inline long banter_passphrase_rounds(const X509_ALGOR *algorithm) {
  const ASN1_OBJECT *name = NULL;
  const void *value = NULL;
  int type = 0;
  X509_ALGOR_get0(&name, &type, &value, algorithm);
  if (OBJ_obj2nid(name) != NID_pbes2 || type != V_ASN1_SEQUENCE) return 0;
  PBE2PARAM *scheme = ASN1_item_unpack((const ASN1_STRING *)value, ASN1_ITEM_rptr(PBE2PARAM));
  if (scheme == NULL) return 0;
  long rounds = 0;
  X509_ALGOR_get0(&name, &type, &value, scheme->keyfunc);
  if (OBJ_obj2nid(name) == NID_id_pbkdf2 && type == V_ASN1_SEQUENCE) {
    PBKDF2PARAM *hashing = ASN1_item_unpack((const ASN1_STRING *)value, ASN1_ITEM_rptr(PBKDF2PARAM));
    if (hashing != NULL) rounds = ASN1_INTEGER_get(hashing->iter);
    PBKDF2PARAM_free(hashing);
  }
  PBE2PARAM_free(scheme);
  return rounds;
}
