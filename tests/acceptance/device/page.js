// Hands parts and files to the worker, one after another; `window.told` is what came of it.
import { wanting } from "../../../widgets/shared/device/probe.js";
import { Helper } from "../../../widgets/shared/device/worker.js";

/** What became of the worker is on the console alone. */
const complaints = [];
const { error } = console;
console.error = (...said) => {
  complaints.push(...said);
  error.apply(console, said);
};

const bytes = async (address) => (await fetch(address)).arrayBuffer();

/** What a cut came to, its file by its digest. */
async function brief({ encoded, ...cut }) {
  if (!encoded) return cut;
  const { data, ...rest } = encoded;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...cut, encoded: { ...rest, bytes: data.length, sha256 } };
}

async function all() {
  const { parts, portraits, module, anywhere, cuts } = await (await fetch("list.json")).json();
  const lacks = anywhere ? null : wanting();
  if (lacks) return { lacks };
  const { signal } = new AbortController();
  const helper = new Helper({ worker: { at: "chain.js" }, module });
  const files = Object.fromEntries(await Promise.all(parts.map(async (name) => [name, await bytes(`parts/${name}`)])));
  const ready = await helper.ask("prepare", { files }, { signal, over: Object.values(files) });
  const of = {};
  for (const name of portraits) {
    const data = await bytes(`portraits/${name}`);
    of[name] = await helper.ask("measure", { data, name }, { signal, over: [data] });
  }
  const made = {};
  for (const [name, question] of Object.entries(cuts)) {
    const data = await bytes(`portraits/${name}`);
    made[name] = await brief(await helper.ask("cut", { data: new Uint8Array(data), ...question }, { signal }));
  }
  return { ready, of, made };
}

all().then(
  (told) => (window.told = told),
  (fault) => (window.told = { fault: [fault.stack, ...complaints].join("\n") }),
);
