/** Which pixels, or cells of a grid, are meant: the twin of `zikao.photo.masks`. */

/** Truth values of a grid, row by row. Nothing changes a mask that it is asked of; all that are put together are of one size. */
export class Mask {
  /** @param {number} width @param {number} height @param {Uint8Array} [at] 0 or 1 for each cell; none is meant without */
  constructor(width, height, at = new Uint8Array(width * height)) {
    this.width = width;
    this.height = height;
    this.at = at;
  }

  /** @param {number} width @param {number} height @param {(index: number) => boolean} test of each cell, row by row */
  static where(width, height, test) {
    const mask = new Mask(width, height);
    for (let index = 0; index < mask.at.length; index += 1) mask.at[index] = test(index) ? 1 : 0;
    return mask;
  }

  /** Which cells are meant, in their order. */
  cells() {
    const found = new Int32Array(this.count());
    for (let index = this.at.indexOf(1), to = 0; index >= 0; index = this.at.indexOf(1, index + 1)) found[to++] = index;
    return found;
  }

  /** As a picture: 255 where a cell is meant, else 0. @param {import("../formats/pixels.js").Pixels} pixels */
  drawn(pixels) {
    const picture = pixels.blank(this.width, this.height);
    const { memory } = picture;
    for (let index = 0; index < memory.length; index += 1) memory[index] = this.at[index] ? 255 : 0;
    return picture;
  }

  copy() {
    return new Mask(this.width, this.height, this.at.slice());
  }

  /** How many cells are meant. */
  count() {
    let sum = 0;
    for (const each of this.at) sum += each;
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
    const out = new Mask(this.width, this.height);
    for (let index = 0; index < out.at.length; index += 1) out.at[index] = (this.at[index] ?? 0) ^ 1;
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
    return this.kept((index) => other.at[index] === 1);
  }

  /** @param {Mask} other */
  or(other) {
    const out = this.copy();
    for (let index = 0; index < out.at.length; index += 1) if (other.at[index]) out.at[index] = 1;
    return out;
  }

  /** @param {Mask} other */
  without(other) {
    return this.kept((index) => other.at[index] === 0);
  }

  /** The mask and everything up to `by` rows and columns from it. @param {number} by */
  grown(by) {
    const { width, height } = this;
    const out = this.copy();
    for (let row = 0; row < height; row += 1) reach(out.at, this.at, row * width, width, 1, by);
    const wide = out.at.slice();
    for (let column = 0; column < width; column += 1) reach(out.at, wide, column, height, width, by);
    return out;
  }

  /** What of the mask lies further than `by` rows and columns from everything else. @param {number} by */
  shrunk(by) {
    return this.not().grown(by).not();
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
 * Marks what lies within reach of a line's marked cells.
 *
 * @param {Uint8Array} out
 * @param {Uint8Array} marked
 * @param {number} start of the line
 * @param {number} length
 * @param {number} step from cell to cell
 * @param {number} by
 */
function reach(out, marked, start, length, step, by) {
  let [ahead, behind] = [0, 0];
  for (let at = 0; at < length; at += 1) {
    const [here, there] = [start + at * step, start + (length - 1 - at) * step];
    ahead = marked[here] ? by + 1 : ahead - 1;
    behind = marked[there] ? by + 1 : behind - 1;
    if (ahead > 0) out[here] = 1;
    if (behind > 0) out[there] = 1;
  }
}
