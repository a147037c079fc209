/* SPDX-License-Identifier: MIT */
#ifndef CMD_VERSION_H
#define CMD_VERSION_H

#define PLACARD_VERSION "0.1.0"

#endif
