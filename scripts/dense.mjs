// Compiles src/media/speech/dense.wat. Run it after a change of that file. With an argument it writes to that path instead.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const source = fileURLToPath(new URL('../src/media/speech/dense.wat', import.meta.url));
const [output = source.replace(/\.wat$/, '.wasm')] = process.argv.slice(2);

const wabt = await loadWabt();
const module = wabt.parseWat(source, readFileSync(source, 'utf8'), { simd: true });
module.validate();
writeFileSync(output, module.toBinary({}).buffer);
