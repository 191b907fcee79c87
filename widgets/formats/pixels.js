/**
 * What Pillow does with a picture, done by the same C: `pixels.wasm`, which `make pixels` builds. A picture lies in the module's
 * memory until it is dropped; nothing of it is shared.
 */

import { free } from "./freed.js";

/** By how many of Pillow's ways of resampling; the nearest pixel is for moving alone. */
export const NEAREST = 0;
export const LANCZOS = 1;
export const BILINEAR = 2;
export const BICUBIC = 3;
export const BOX = 4;

/** WASI's number for a file that is not open. */
const CLOSED = 8;
const GREY = 0;
const COLOURS = 1;

/**
 * @typedef {{memory: WebAssembly.Memory, _initialize?: () => void} & Record<string, (...values: number[]) => number>} Exports
 */

/** The module gave up: libjpeg's own end of a fault that it cannot go on from. Whatever was in its memory is lost. */
export class Broken extends Error {}

/** Another order of the same pixels, or fewer of them, was asked for than there can be. */
export class Refused extends Error {}

/** Makes pictures; all that are alive at a time are of one of these. */
export class Pixels {
  /** @param {WebAssembly.Module} module */
  constructor(module) {
    this.module = module;
    this.core = this.begun();
  }

  /** A fresh memory; pictures of the one before are gone. */
  begun() {
    // The C library's ways out, of which none is taken: nothing is opened or asked for. What libjpeg would print of a fault has
    // to be refused, as it is offered again otherwise, without an end.
    /** @type {WebAssembly.Imports} */
    const out = {};
    for (const { module, name } of WebAssembly.Module.imports(this.module)) (out[module] ??= {})[name] = () => (name === "fd_write" ? CLOSED : 0);
    const core = /** @type {Exports} */ (/** @type {unknown} */ (new WebAssembly.Instance(this.module, out).exports));
    core._initialize?.();
    return core;
  }

  /** Bytes of its memory. */
  get held() {
    return this.core.memory.buffer.byteLength;
  }

  /**
   * @param {number | undefined} at
   * @returns {Picture}
   */
  picture(at) {
    if (!at) throw new Refused();
    return new Picture(this, at);
  }

  /** A blank picture of one byte a pixel. @param {number} width @param {number} height */
  blank(width, height) {
    return this.picture(this.call("blank", GREY, width, height));
  }

  /** A picture of these bytes, three a pixel. @param {Uint8Array} rgb @param {number} width @param {number} height */
  of(rgb, width, height) {
    const made = this.picture(this.call("blank", COLOURS, width, height));
    made.put(rgb);
    return made;
  }

  /** All of one colour. @param {number} width @param {number} height @param {readonly [number, number, number]} rgb */
  filled(width, height, rgb) {
    const made = this.picture(this.call("blank", COLOURS, width, height));
    this.call("fill", made.at, ...rgb);
    return made;
  }

  /** Where these bytes lie in the module's memory from now on; it is released by whoever takes them. @param {Uint8Array} data */
  placed(data) {
    const at = this.call("room", data.length);
    if (!at) throw new Refused();
    new Uint8Array(this.core.memory.buffer, at, data.length).set(data);
    return at;
  }

  /**
   * Does something with bytes that lie in the module's memory meanwhile.
   *
   * @template T
   * @param {Uint8Array} data
   * @param {(at: number) => T} use
   * @returns {T}
   */
  with(data, use) {
    const at = this.placed(data);
    const done = use(at);
    this.call("release", at);
    return done;
  }

  /**
   * @param {string} name
   * @param {number[]} values
   * @returns {number}
   * @throws {Broken} the module gave up; it has a fresh memory then
   */
  call(name, ...values) {
    try {
      return /** @type {(...values: number[]) => number} */ (this.core[name])(...values);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.core = this.begun();
      throw new Broken(error.message);
    }
  }

  /**
   * A whole JPEG, as Pillow decodes it.
   *
   * @param {Uint8Array} data which are gone then: they lie in the module's memory by that time
   * @param {{bands: number, width: number, height: number, eighths: number}} wanted
   *   bands: 1 grey, 3 colours, 4 as printed; eighths: of either side, 1 to 8
   * @returns {{picture: Picture, warnings: number} | null} null where it is damaged; warnings: what no encoder writes
   */
  jpeg(data, { bands, width, height, eighths }) {
    try {
      const { length } = data;
      const at = this.with(data, (from) => {
        free(data);
        return this.call("decode_jpeg", from, length, bands, width, height, eighths);
      });
      return at ? { picture: this.picture(at), warnings: this.call("warnings") } : null;
    } catch (error) {
      if (error instanceof Broken) return null;
      throw error;
    }
  }
}

/** A picture in the memory of `Pixels`. */
export class Picture {
  /** @param {Pixels} pixels @param {number} at */
  constructor(pixels, at) {
    this.pixels = pixels;
    this.at = at;
    this.width = pixels.call("width", at);
    this.height = pixels.call("height", at);
    /** Bytes of a pixel in memory: 1, or 4, of which colours use 3. */
    this.stride = pixels.call("line", at) / (this.width || 1);
    this.bands = pixels.call("bands", at);
    /** Somewhere nothing was to be seen, where white lies now. */
    this.clear = false;
  }

  /** Its bytes where they lie, until the next call. */
  get memory() {
    const { core } = this.pixels;
    return new Uint8Array(core.memory.buffer, this.pixels.call("pixels", this.at), this.width * this.height * this.stride);
  }

  /** Its bytes by themselves, one for each band of a pixel, as `tobytes` gives them. */
  bytes() {
    const { memory, stride, bands } = this;
    if (bands === stride) return memory.slice();
    const out = new Uint8Array(this.width * this.height * bands);
    // Only colours have more in memory than they have bands.
    for (let from = 0, to = 0; from < memory.length; from += stride, to += bands) {
      out[to] = memory[from] ?? 0;
      out[to + 1] = memory[from + 1] ?? 0;
      out[to + 2] = memory[from + 2] ?? 0;
    }
    return out;
  }

  /** Has other colours from now on. @param {Uint8Array} rgb three bytes a pixel */
  put(rgb) {
    const { memory } = this;
    for (let from = 0, to = 0; from < rgb.length; to += 4) {
      memory[to] = rgb[from++] ?? 0;
      memory[to + 1] = rgb[from++] ?? 0;
      memory[to + 2] = rgb[from++] ?? 0;
      memory[to + 3] = 255;
    }
  }

  /** @param {string} name @param {number[]} values */
  made(name, ...values) {
    return this.pixels.picture(this.pixels.call(name, this.at, ...values));
  }

  /** @param {1 | 3} bands */
  converted(bands) {
    return this.made("convert", bands);
  }

  /** @param {number} left @param {number} top @param {number} right @param {number} bottom */
  crop(left, top, right, bottom) {
    return this.made("crop", left, top, right, bottom);
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} by
   * @param {readonly [number, number, number, number]} [box] of which it is made: left, top, right, bottom
   */
  resized(width, height, by, box = [0, 0, this.width, this.height]) {
    return this.made("resize", width, height, by, ...box);
  }

  /** Squares of this many pixels averaged to one. @param {number} across @param {number} [down] */
  reduced(across, down = across) {
    return this.made("reduce", across, down, 0, 0, this.width, this.height);
  }

  /** @param {number} width @param {number} height @param {readonly number[]} matrix six numbers @param {number} by */
  affine(width, height, matrix, by) {
    return this.made("affine", width, height, by, ...matrix);
  }

  /** As a mark of EXIF, 2 to 8, wants it shown. @param {number} orientation */
  turned(orientation) {
    return this.made("turn", orientation);
  }

  /** Fills what lies within corners, which are cut to whole pixels. @param {readonly number[]} corners x, y, x, y … @param {number} value */
  polygon(corners, value) {
    const whole = new Uint8Array(Int32Array.from(corners, Math.trunc).buffer);
    this.pixels.with(whole, (at) => this.pixels.call("polygon", this.at, corners.length / 2, at, value));
  }

  /**
   * As a baseline JPEG, its Huffman tables its own: what Pillow writes with `optimize`.
   *
   * @param {{quality: number, full?: boolean, dpi?: number, extra?: Uint8Array}} how
   *   quality: 1 to 100; full: 4:4:4, else 4:2:0; where nothing is said libjpeg's own choice for grey or colours; dpi: 0 for
   *   none stated; extra: segments that stand behind the header
   * @throws {Refused | Broken} there is no room for it
   */
  jpeg({ quality, full, dpi = 0, extra }) {
    const { pixels } = this;
    const place = extra ? pixels.placed(extra) : 0;
    const subsampling = full === undefined ? -1 : full ? 0 : 2;
    const at = pixels.call("encode_jpeg", this.at, quality, subsampling, dpi, place, extra?.length ?? 0);
    if (!at) throw new Refused();
    const made = new Uint8Array(pixels.core.memory.buffer, at, pixels.call("encoded")).slice();
    pixels.call("release", at);
    return made;
  }

  /** Puts another one's pixels over its own. @param {Picture} other @param {number} left @param {number} top */
  paste(other, left, top) {
    this.pixels.call("paste", this.at, other.at, left, top);
  }

  /** Gives its memory back. */
  drop() {
    this.pixels.call("drop", this.at);
    this.at = 0;
  }
}
