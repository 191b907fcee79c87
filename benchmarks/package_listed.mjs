// The page's half of package_listed.py: lists an archive that was chosen, and reads as many bytes of it in one piece.
import { DEFAULT } from "../widgets/package/limits.js";
import { measure } from "../widgets/package/measuring.js";

const ROUNDS = 12;
/** In a round: some browsers tell whole milliseconds only. */
const TIMES = 10;

async function milliseconds(work, times = TIMES) {
  const start = performance.now();
  for (let time = 0; time < times; time += 1) await work();
  return (performance.now() - start) / times;
}

window.listed = async (file) => {
  let [reads, bytes] = [0, 0];
  const slice = (from, to) => {
    reads += 1;
    bytes += to - from;
    return file.slice(from, to);
  };
  const limits = { ...DEFAULT, archive_bytes: file.size, unpacked_bytes: 10 * file.size };
  const list = (given) => measure(given, file.name, { limits, unopened: "listed" });
  let contents = [];
  const first = await milliseconds(async () => ({ contents } = (await list({ size: file.size, slice })).facts), 1);
  const [list_ms, one_ms] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    list_ms.push(await milliseconds(() => list(file)));
    one_ms.push(await milliseconds(() => file.slice(0, bytes).arrayBuffer()));
  }
  window.told = { entries: contents.length, first, reads, bytes, list_ms, one_ms };
};
