// SPDX-License-Identifier: MIT
// node tests/bench/typst.mjs SOURCE PDF FOLDER…: one document by typst with the fonts of these folders and no others.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { NodeCompiler } = createRequire(new URL('typst/package.json', import.meta.url))('@myriaddreamin/typst-ts-node-compiler');
const [source, pdf, ...fontPaths] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace: '/', fontArgs: [{ fontPaths }] });
writeFileSync(pdf, compiler.pdf({ mainFileContent: readFileSync(source, 'utf8') }));
