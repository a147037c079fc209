/* SPDX-License-Identifier: MIT */
#include "write/hash.h"

#include <nettle/base64.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include "base/arena.h"

struct str hash_for_policy(struct arena *a, struct str bytes)
{
	struct sha256_ctx sha;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
	sha256_init(&sha);
	sha256_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	sha256_digest(&sha, sizeof(digest), digest);
	base64_encode_raw(text, sizeof(digest), digest);
	return STR_CAT(a, STR("sha256-"), (struct str){text, sizeof(text)});
}

char *hash_put_hex(char *to, const unsigned char *bytes, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*to++ = hex[bytes[i] >> 4];
		*to++ = hex[bytes[i] & 15];
	}
	return to;
}

struct str hash_hex(struct arena *a, struct str bytes)
{
	struct sha256_ctx sha;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char *text = NEW_N(a, char, 2 * sizeof(digest));
	sha256_init(&sha);
	sha256_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	sha256_digest(&sha, sizeof(digest), digest);
	hash_put_hex(text, digest, sizeof(digest));
	return (struct str){text, 2 * sizeof(digest)};
}

struct str hash_blob(struct arena *a, struct str bytes)
{
	struct sha1_ctx sha;
	uint8_t digest[SHA1_DIGEST_SIZE];
	struct str head = str_printf(a, "blob %zu", bytes.n);
	sha1_init(&sha);
	sha1_update(&sha, head.n + 1, (const uint8_t *)str_cstr(a, head));
	sha1_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	sha1_digest(&sha, sizeof(digest), digest);
	return str_copy(a, (struct str){(const char *)digest, sizeof(digest)});
}
