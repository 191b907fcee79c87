import { NotTried } from "../formats/header.js";
import { Unreached } from "../shared/faults.js";
import { size } from "../shared/files/carry.js";
import { Refusal } from "../shared/files/refusal.js";
import { needs } from "../shared/device/manifest.js";
import { missing, taken, tidy } from "../shared/device/store.js";
import { Helper } from "../shared/device/worker.js";

/**
 * Making pictures smaller by the server's own decoder and encoder, in a worker. What that takes is fetched for the first picture
 * that does not fit, and kept like the parts of a check.
 *
 * @typedef {import("./pieces.js").Smaller} Smaller
 */

export class Shrinking {
  /** @type {Promise<Helper> | undefined} */
  coming;

  /**
   * @param {string | null} address of what the device of this site can do; null where it does nothing there
   * @param {AbortSignal} signal
   * @param {(words: string) => void} say what is being done
   */
  constructor(address, signal, say) {
    this.address = address;
    this.signal = signal;
    this.say = say;
  }

  /** Throws NotTried too where this browser or this site has not what it takes. @type {Smaller} */
  async smaller({ data, kind }, most, least) {
    const { signal } = this;
    try {
      const helper = await (this.coming ??= this.helper());
      const bytes = new Uint8Array(await data.arrayBuffer());
      const { made, left } = await helper.ask("measure", { kind, data: bytes, most, least }, { signal, over: [bytes.buffer] });
      if (!left) return made;
    } catch (error) {
      if (signal.aborted) throw error;
      // Of the network, of a site without it, of a device without the room for it: there is another way.
      if (!(error instanceof Refusal || error instanceof Unreached || error instanceof NotTried)) console.error(error);
    }
    throw new NotTried("on_device");
  }

  async helper() {
    const found = this.address !== null && able() ? await needs(this.address, "pack") : null;
    if (!found) throw new NotTried("on_device");
    const { parts } = found;
    const bytes = (await missing(parts, this.signal)).reduce((sum, each) => sum + each.bytes, 0);
    if (bytes) this.say(`正在缩小照片，先下载 ${size(bytes)} 的程序，只下载这一次……`);
    const files = await taken(parts, this.signal, { count: () => {}, again: () => {} });
    await tidy(found.named);
    const helper = new Helper(found);
    await helper.ask("prepare", { files }, { signal: this.signal, over: Object.values(files) });
    return helper;
  }

  /** Gives back what it took of the device's memory. */
  end() {
    this.coming?.then((helper) => helper.end()).catch(() => {});
  }
}

/** Whether this browser has what it takes. Digests are compared on pages over https alone. */
const able = () => typeof Worker === "function" && typeof WebAssembly === "object" && Boolean(globalThis.crypto?.subtle);
