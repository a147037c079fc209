// SPDX-License-Identifier: MIT
// What no site may show: a file that lies beside it.
export const OUTSIDE = 'outside'; // beside the site
export const SECRET = '密码：一二三四五';
