// Hands parts and files to the worker, one after another; `window.told` is what came of it.
import { wanting } from "../../../widgets/shared/device/probe.js";
import { Helper } from "../../../widgets/shared/device/worker.js";

const bytes = async (address) => (await fetch(address)).arrayBuffer();

async function all() {
  const { parts, portraits, module } = await (await fetch("list.json")).json();
  const lacks = wanting();
  if (lacks) return { lacks };
  const { signal } = new AbortController();
  const helper = new Helper({ worker: "chain.js", module });
  const files = Object.fromEntries(await Promise.all(parts.map(async (name) => [name, await bytes(`parts/${name}`)])));
  const ready = await helper.ask("prepare", { files }, { signal, over: Object.values(files) });
  const of = {};
  for (const name of portraits) {
    const data = await bytes(`portraits/${name}`);
    of[name] = await helper.ask("measure", { data, name }, { signal, over: [data] });
  }
  return { ready, of };
}

all().then(
  (told) => (window.told = told),
  (fault) => (window.told = { fault: String(fault.stack) }),
);
