/** A network's file whose large weights came in half precision, unpacked: what `zikao.formats.halves` packs, and how. */

const WORD = 4;

/** Of each half its number in single precision, by their bits. */
function singles() {
  const [values, whole] = [new Float32Array(1 << 16), 1 << 15];
  for (let half = 0; half < whole; half += 1) {
    const [power, part] = [half >> 10, half & 1023];
    values[half] = power ? (1 + part / 1024) * 2 ** (power - 15) : part * 2 ** -24;
    values[half + whole] = -(values[half] ?? 0);
  }
  return new Uint32Array(values.buffer);
}

/**
 * @param {Uint8Array} packed
 * @returns {Uint8Array} the file, its weights rounded
 */
export function whole(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const count = view.getUint32(0, true);
  const stretches = Array.from({ length: count }, (_, nth) => ({
    start: view.getUint32(WORD * (1 + 2 * nth), true),
    numbers: view.getUint32(WORD * (2 + 2 * nth), true),
  }));
  let from = WORD * (1 + 2 * count);
  const halves = stretches.reduce((sum, { numbers }) => sum + numbers, 0);
  const kept = packed.length - from - 2 * halves;
  const out = new Uint8Array(kept + WORD * halves);
  const words = new Uint32Array(out.buffer, 0, Math.trunc(out.length / WORD));
  const bits = singles();
  let [upper, end] = [from + kept, 0];
  for (const { start, numbers } of stretches) {
    out.set(packed.subarray(from, from + start - end), end);
    from += start - end;
    end = start + WORD * numbers;
    for (let to = start / WORD; to < end / WORD; to += 1, upper += 1) {
      words[to] = bits[((packed[upper] ?? 0) << 8) | (packed[upper + halves] ?? 0)] ?? 0;
    }
  }
  out.set(packed.subarray(from, from + out.length - end), end);
  return out;
}
