// Hands parts and files to the worker, one after another; `window.told` is what came of it.
import { wanting } from "../../../widgets/shared/device/probe.js";

const worker = (module) => {
  const made = new Worker("chain.js", { type: module ? "module" : "classic" });
  const ask = (message, over = []) =>
    new Promise((done, fail) => {
      made.onmessage = ({ data }) => (data.fault ? fail(new Error(data.fault)) : done(data.done));
      made.onerror = (event) => fail(new Error(event.message));
      made.postMessage(message, over);
    });
  return ask;
};
const bytes = async (address) => (await fetch(address)).arrayBuffer();

async function all() {
  const { parts, portraits, module } = await (await fetch("list.json")).json();
  const lacks = wanting();
  if (lacks) return { lacks };
  const ask = worker(module);
  const files = Object.fromEntries(await Promise.all(parts.map(async (name) => [name, await bytes(`parts/${name}`)])));
  const ready = await ask({ what: "prepare", files }, Object.values(files));
  const of = {};
  for (const name of portraits) of[name] = await ask({ what: "look", file: await bytes(`portraits/${name}`) });
  return { ready, of };
}

all().then(
  (told) => (window.told = told),
  (fault) => (window.told = { fault: String(fault.stack) }),
);
