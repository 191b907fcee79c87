import { NotTried } from "../formats/header.js";
import { Unreached } from "../shared/faults.js";
import { size } from "../shared/files/carry.js";
import { Refusal } from "../shared/files/refusal.js";
import { begun } from "../shared/device/begun.js";
import { needs } from "../shared/device/manifest.js";
import { PLAIN, wanting } from "../shared/device/probe.js";
import { missing } from "../shared/device/store.js";

/**
 * Making pictures smaller by the server's own decoder and encoder, in a worker. What that takes is fetched for the first picture
 * that does not fit, and kept like the parts of a check.
 *
 * @typedef {import("./pieces.js").Smaller} Smaller
 */

export class Shrinking {
  /** @type {Promise<import("../shared/device/worker.js").Helper> | undefined} */
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
    const found = this.address !== null && !wanting(globalThis, PLAIN) ? await needs(this.address, "pack") : null;
    if (!found) throw new NotTried("on_device");
    const { parts } = found;
    const bytes = (await missing(parts, this.signal)).reduce((sum, each) => sum + each.bytes, 0);
    if (bytes) this.say(`正在缩小照片，先下载 ${size(bytes)} 的程序……`);
    const silent = () => {};
    return begun(found, parts, this.signal, { count: silent, again: silent, share: silent });
  }

  /** Gives back what it took of the device's memory. */
  end() {
    this.coming?.then((helper) => helper.end()).catch(() => {});
  }
}
