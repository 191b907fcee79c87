/** Which pixels, or cells of a grid, are meant: the twin of `zikao.photo.masks`. Four cells are worked on at a time where that can be. */

const ONES = 0x01010101;

/** Truth values of a grid, row by row. Nothing changes a mask that it is asked of; all that are put together are of one size. */
export class Mask {
  /** @param {number} width @param {number} height @param {Uint8Array} [at] 0 or 1 for each cell; none is meant without */
  constructor(width, height, at) {
    this.width = width;
    this.height = height;
    /** The same cells, four at a time; those beyond the last stay 0. */
    this.words = new Uint32Array(Math.ceil((width * height) / 4));
    this.at = new Uint8Array(this.words.buffer, 0, width * height);
    if (at) this.at.set(at);
  }

  /** @param {number} width @param {number} height @param {(index: number) => boolean} test of each cell, row by row */
  static where(width, height, test) {
    const mask = new Mask(width, height);
    for (let index = 0; index < mask.at.length; index += 1) mask.at[index] = test(index) ? 1 : 0;
    return mask;
  }

  /** Cells whose byte is 128 or more. @param {number} width @param {number} height @param {Uint8Array} bytes */
  static high(width, height, bytes) {
    const mask = new Mask(width, height, bytes);
    const { words } = mask;
    for (let index = 0; index < words.length; index += 1) words[index] = ((words[index] ?? 0) >>> 7) & ONES;
    return mask;
  }

  /** Which cells are meant, in their order. */
  cells() {
    const found = new Int32Array(this.count());
    for (let index = 0, to = 0; to < found.length; index += 1) if (this.at[index]) found[to++] = index;
    return found;
  }

  /** As a picture: 255 where a cell is meant, else 0. @param {import("../formats/pixels.js").Pixels} pixels */
  drawn(pixels) {
    const bytes = this.copy();
    for (let index = 0; index < bytes.words.length; index += 1) bytes.words[index] = Math.imul(bytes.words[index] ?? 0, 255);
    const picture = pixels.blank(this.width, this.height);
    picture.memory.set(bytes.at);
    return picture;
  }

  /**
   * Of values laid over the grid, one a cell, those that are meant.
   *
   * @template {Uint8Array | Float32Array} Values
   * @param {Values} values
   * @returns {Values}
   */
  pick(values) {
    const out = values.slice(0, this.count());
    for (let index = 0, to = 0; to < out.length; index += 1) if (this.at[index]) out[to++] = values[index] ?? 0;
    return /** @type {Values} */ (out);
  }

  copy() {
    return new Mask(this.width, this.height, this.at);
  }

  /** How many cells are meant. */
  count() {
    let sum = 0;
    for (let index = 0; index < this.words.length; index += 1) sum += Math.imul(this.words[index] ?? 0, ONES) >>> 24;
    return sum;
  }

  /** 0..1 of the grid. */
  share() {
    return this.count() / this.at.length;
  }

  any() {
    return this.at.includes(1);
  }

  not() {
    const out = this.copy();
    for (let index = 0; index < out.words.length; index += 1) out.words[index] = (out.words[index] ?? 0) ^ ONES;
    out.words.fill(0, this.at.length >> 2);
    for (let index = this.at.length & ~3; index < this.at.length; index += 1) out.at[index] = (this.at[index] ?? 0) ^ 1;
    return out;
  }

  /** Those of its cells that pass. @param {(index: number) => boolean} test of a cell that is meant */
  kept(test) {
    const out = this.copy();
    for (let index = 0; index < out.at.length; index += 1) if (out.at[index] && !test(index)) out.at[index] = 0;
    return out;
  }

  /** @param {Mask} other */
  and(other) {
    const out = this.copy();
    for (let index = 0; index < out.words.length; index += 1) out.words[index] = (out.words[index] ?? 0) & (other.words[index] ?? 0);
    return out;
  }

  /** @param {Mask} other */
  or(other) {
    const out = this.copy();
    for (let index = 0; index < out.words.length; index += 1) out.words[index] = (out.words[index] ?? 0) | (other.words[index] ?? 0);
    return out;
  }

  /** @param {Mask} other */
  without(other) {
    const out = this.copy();
    for (let index = 0; index < out.words.length; index += 1) out.words[index] = (out.words[index] ?? 0) & ~(other.words[index] ?? 0);
    return out;
  }

  /**
   * First column and row with a cell that is meant, and those after the last; null where none is.
   *
   * @returns {[number, number, number, number] | null}
   */
  bounds() {
    const { width, at } = this;
    const first = at.indexOf(1);
    if (first < 0) return null;
    const [top, bottom] = [Math.floor(first / width), Math.floor(at.lastIndexOf(1) / width) + 1];
    let [left, right] = [width, 0];
    for (let row = top; row < bottom; row += 1) {
      const line = at.subarray(row * width, (row + 1) * width);
      const start = line.indexOf(1);
      if (start < 0) continue;
      left = Math.min(left, start);
      right = Math.max(right, line.lastIndexOf(1) + 1);
    }
    return [left, top, right, bottom];
  }

  /** The mask and everything up to `by` rows and columns from it. @param {number} by */
  grown(by) {
    return this.reaching(1, by);
  }

  /** What of the mask lies further than `by` rows and columns from everything else. @param {number} by */
  shrunk(by) {
    return this.reaching(0, by);
  }

  /** What is meant, or is not, takes in everything up to `by` rows and columns from it. @param {0 | 1} value @param {number} by */
  reaching(value, by) {
    const { width, height, at } = this;
    const out = this.copy();
    const { words } = out;
    for (let row = 0; row < height; row += 1) widen(out.at, at.subarray(row * width, (row + 1) * width), row * width, value, by);
    for (let reach = 0, step = 1; reach < by; reach += step) {
      // What reaches so far, be it to one side only at the edge, leaves no gap when laid beside itself.
      step = Math.min(reach + 1, by - reach);
      const [below, above] = [out.moved(step, value).words, out.moved(-step, value).words];
      if (value) for (let index = 0; index < words.length; index += 1) words[index] = (words[index] ?? 0) | (below[index] ?? 0) | (above[index] ?? 0);
      else for (let index = 0; index < words.length; index += 1) words[index] = (words[index] ?? 0) & (below[index] ?? 0) & (above[index] ?? 0);
    }
    return out;
  }

  /** The same so many rows further down; what comes in is not of the value. @param {number} rows @param {0 | 1} value */
  moved(rows, value) {
    const out = new Mask(this.width, this.height);
    const far = Math.min(this.at.length, Math.abs(rows) * this.width);
    if (rows > 0) out.at.fill(1 - value, 0, far).set(this.at.subarray(0, this.at.length - far), far);
    else out.at.fill(1 - value, this.at.length - far).set(this.at.subarray(far));
    return out;
  }

  /** What of the mask can be reached from the seeds in it, by steps to any of the eight neighbours. @param {Mask} seeds */
  connected(seeds) {
    const left = this.copy();
    const out = new Mask(this.width, this.height);
    for (let index = seeds.at.indexOf(1); index >= 0; index = seeds.at.indexOf(1, index + 1)) {
      for (const cell of left.taken(index)) out.at[cell] = 1;
    }
    return out;
  }

  /**
   * Bounds of each connected area of at least so many cells, the largest area first.
   *
   * @param {number} [least]
   * @returns {[number, number, number, number][]} first column, first row, and those after the last
   */
  areas(least = 1) {
    const left = this.copy();
    /** @type {[number, number, number, number, number][]} */
    const found = [];
    for (let index = left.at.indexOf(1); index >= 0; index = left.at.indexOf(1, index + 1)) {
      const cells = left.taken(index);
      if (cells.length < least) continue;
      let [first, top, last, bottom] = [this.width, this.height, 0, 0];
      for (const cell of cells) {
        const column = cell % this.width;
        const row = (cell - column) / this.width;
        first = Math.min(first, column);
        top = Math.min(top, row);
        last = Math.max(last, column + 1);
        bottom = Math.max(bottom, row + 1);
      }
      found.push([cells.length, first, top, last, bottom]);
    }
    found.sort((one, other) => other.map((each, at) => each - (one[at] ?? 0)).find((each) => each) ?? 0);
    return found.map(([, ...box]) => box);
  }

  /**
   * Takes the area out of this very mask in which a cell lies.
   *
   * @param {number} index
   * @returns {number[]} its cells; none where that one is not meant
   */
  taken(index) {
    const { width, height, at } = this;
    if (!at[index]) return [];
    at[index] = 0;
    const cells = [index];
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next] ?? 0;
      const column = cell % width;
      const row = (cell - column) / width;
      for (let y = Math.max(0, row - 1); y <= row + 1 && y < height; y += 1) {
        for (let x = Math.max(0, column - 1); x <= column + 1 && x < width; x += 1) {
          if (!at[y * width + x]) continue;
          at[y * width + x] = 0;
          cells.push(y * width + x);
        }
      }
    }
    return cells;
  }
}

/**
 * Writes the runs of a value in a line, each so much longer to both sides.
 *
 * @param {Uint8Array} out
 * @param {Uint8Array} line
 * @param {number} start where it lies in `out`
 * @param {0 | 1} value
 * @param {number} by
 */
function widen(out, line, start, value, by) {
  for (let from = line.indexOf(value), to = 0; from >= 0; from = line.indexOf(value, to)) {
    to = line.indexOf(1 - value, from);
    if (to < 0) to = line.length;
    out.fill(value, start + Math.max(0, from - by), start + Math.min(line.length, to + by));
  }
}
