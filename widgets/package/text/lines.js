/** What text looks like on a page, where a line lies and what stands in it: the twin of `zikao.package.text.lines`. */

/** A rectangle in any direction, in pixels of the picture; y points down. */
export class Box {
  /**
   * @param {number} x of the middle
   * @param {number} y
   * @param {number} width along the reading direction
   * @param {number} height across it
   * @param {number} angle of the reading direction, in radians; 0 reads to the right, π/2 downwards
   */
  constructor(x, y, width, height, angle) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.angle = angle;
  }

  /** The same place, read from the other end. */
  turned() {
    return new Box(this.x, this.y, this.width, this.height, this.angle + Math.PI);
  }

  /** Whether it is read up or down the page rather than along its rows. */
  get stands() {
    return Math.abs(Math.sin(this.angle)) > Math.sqrt(0.5);
  }

  /**
   * How far the other's middle lies along and across this reading direction, in pixels.
   *
   * @param {Box} other
   * @returns {[number, number]}
   */
  fromHere(other) {
    const [dx, dy] = [other.x - this.x, other.y - this.y];
    const [along, across] = [Math.cos(this.angle), Math.sin(this.angle)];
    return [dx * along + dy * across, dy * along - dx * across];
  }

  /** Clockwise from where reading begins, at the top. @returns {[number, number][]} */
  corners() {
    const [cos, sin] = [Math.cos(this.angle), Math.sin(this.angle)];
    const half = [(cos * this.width) / 2, (sin * this.width) / 2, (-sin * this.height) / 2, (cos * this.height) / 2];
    const [acrossX = 0, acrossY = 0, downX = 0, downY = 0] = half;
    /** @param {number} a @param {number} b @returns {[number, number]} */
    const corner = (a, b) => [this.x + a * acrossX + b * downX, this.y + a * acrossY + b * downY];
    return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  }
}

/**
 * One line of text as read.
 *
 * @typedef {{text: string, score: number, box: Box}} Line score: mean probability of its characters, 0..1
 */

/** Mean score over all characters, 0 where there are none. @param {readonly Line[]} lines */
export function meanScore(lines) {
  let [characters, sum] = [0, 0];
  for (const { text, score } of lines) {
    characters += text.length;
    sum += score * text.length;
  }
  return characters ? sum / characters : 0;
}
