/** Rounding as Python does it: by the number's own decimal digits, to the even one where it lies in the middle. */

/** Digits behind the point that say exactly what a number is, where a half is at stake. */
const EXACT = 60;

/**
 * @param {string} digits of a number, without a point
 * @param {number} kept how many of them stay
 */
function cut(digits, kept) {
  const head = BigInt(digits.slice(0, kept) || "0");
  const rest = digits.slice(kept);
  const up = rest[0] === "5" && !/[1-9]/.test(rest.slice(1)) ? head % 2n === 1n : (rest[0] ?? "0") >= "5";
  return up ? head + 1n : head;
}

/**
 * `round(value, digits)`.
 *
 * @param {number} value not below zero
 * @param {number} digits behind the point
 */
export function rounded(value, digits) {
  const [whole = "", rest = ""] = value.toFixed(EXACT).split(".");
  return Number(cut(whole + rest, whole.length + digits)) / 10 ** digits;
}

/** `round(value)`: the nearest whole number, the even one where it lies in the middle. @param {number} value */
export function whole(value) {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

/** `round(value, digits)` of any number. @param {number} value @param {number} digits */
export const signed = (value, digits) => Math.sign(value) * rounded(Math.abs(value), digits);

/**
 * `f"{value:g}"`: six digits, without zeros at the end.
 *
 * @param {number} value not below zero; with two digits behind the point
 */
export function general(value) {
  if (value === 0) return "0";
  const [whole = "", rest = ""] = value.toFixed(EXACT).split(".");
  const digits = (whole + rest).replace(/^0+/, "");
  let power = whole === "0" ? rest.search(/[1-9]/) * -1 - 1 : whole.length - 1;
  let six = String(cut(digits, 6));
  if (six.length > 6) power += 1;
  six = six.replace(/0+$/, "");
  if (power >= 6) return `${six[0]}${six[1] ? `.${six.slice(1)}` : ""}e+${String(power).padStart(2, "0")}`;
  return String(Number(`${six}e${power - six.length + 1}`));
}
