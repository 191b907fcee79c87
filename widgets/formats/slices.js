/** A file that is read where it lies, piece by piece: what a memoryview of the whole is for Python. */
export class Slices {
  /** Bytes that were read, for whoever counts them. */
  read = 0;
  /** Pieces that are kept in memory. @type {{from: number, data: Uint8Array<ArrayBuffer>}[]} */
  kept = [];

  /** @param {Blob} file */
  constructor(file) {
    this.file = file;
    this.size = file.size;
  }

  /**
   * As many as there are of the bytes between two places.
   *
   * @param {number} from
   * @param {number} to
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   * @throws {DOMException} the file can no longer be read
   */
  async bytes(from, to) {
    const within = (/** @type {number} */ at) => Math.min(Math.max(0, at), this.size);
    const [start, stop] = [within(from), within(to)];
    const held = this.kept.find((each) => each.from <= start && stop <= each.from + each.data.length);
    if (held) return held.data.subarray(start - held.from, Math.max(start, stop) - held.from);
    if (start >= stop) return new Uint8Array();
    this.read += stop - start;
    return new Uint8Array(await this.file.slice(start, stop).arrayBuffer());
  }

  /** The same, kept for what is asked for within it. @param {number} from @param {number} to */
  async keep(from, to) {
    const data = await this.bytes(from, to);
    this.kept.push({ from: Math.max(0, from), data });
    return data;
  }
}
