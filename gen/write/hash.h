/* SPDX-License-Identifier: MIT */
#ifndef WRITE_HASH_H
#define WRITE_HASH_H

#include "base/str.h"

/* "sha256-" and the digest in base64, as a Content-Security-Policy names a script (CSP level
 * 3, 2.4). */
struct str hash_for_policy(struct arena *a, struct str bytes);

enum { HASH_BLOB_SIZE = 20 };

/* Writes bytes in hexadecimal, two characters for each; returns where it ended. */
char *hash_put_hex(char *to, const unsigned char *bytes, size_t n);
/* SHA-256 in hexadecimal, as sha256sum prints it. */
struct str hash_hex(struct arena *a, struct str bytes);
/* The 20 bytes by which git names these as a blob. */
struct str hash_blob(struct arena *a, struct str bytes);

#endif
