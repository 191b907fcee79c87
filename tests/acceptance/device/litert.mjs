// Runs the networks of a folder as a browser would: NAME.tflite, or NAME.halves, on NAME.input, to NAME.0, NAME.1 …, all in single precision.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { whole } from "../../../widgets/formats/halves.js";
import { LiteRt } from "../../../widgets/photo/face/litert.js";
import { RUNTIME } from "../../../widgets/litert.mjs";

const [folder = "."] = process.argv.slice(2);
const script = readFileSync(`${RUNTIME}.js`, "utf8");
// In Node.js it is a script of the older kind.
const factory = new Function("require", "__filename", "__dirname", `${script}\nreturn ModuleFactory;`);
const own = factory(createRequire(import.meta.url), fileURLToPath(import.meta.url), folder);
const runtime = await LiteRt.begun(own, new WebAssembly.Module(readFileSync(`${RUNTIME}.wasm`)));
for (const file of readdirSync(folder).filter((each) => /\.(tflite|halves)$/.test(each))) {
  const [name = "", ending] = join(folder, file).split(/\.(?=\w+$)/);
  const content = new Uint8Array(readFileSync(join(folder, file)));
  const network = await runtime.network(ending === "halves" ? whole(content) : content);
  const input = new Float32Array(Uint8Array.from(readFileSync(`${name}.input`)).buffer);
  await network(new Float32Array(input.length));
  const outputs = await network(input);
  for (const [nth, values] of outputs.entries()) writeFileSync(`${name}.${nth}`, new Uint8Array(values.buffer));
}
