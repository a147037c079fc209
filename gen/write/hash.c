/* SPDX-License-Identifier: MIT */
#include "write/hash.h"

#include <nettle/base64.h>
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
