/**
 * What numpy's `lstsq` gives for a small symmetric matrix: the shortest of the closest answers, so that what the cells do not tell
 * stays zero. Jacobi's way: the matrix is turned until only its diagonal is left.
 */

const TURNS = 12;

/**
 * @param {number[][]} matrix as many rows as columns, the same on both sides of its diagonal
 * @param {number[][]} right one row for each of the matrix
 * @param {number} told by the strongest, from which on the matrix tells of a direction
 * @returns {number[][]} as `right`: the matrix times it is that
 */
export function solved(matrix, right, told) {
  const { values, vectors } = diagonal(matrix);
  const least = Math.max(...values) * told;
  const sum = (/** @type {(each: number) => number} */ term) => values.reduce((all, _, each) => all + term(each), 0);
  /** Of the right side along each of the vectors, over its value. */
  const along = values.map((value, each) =>
    (right[0] ?? []).map((_, column) => (value > least ? sum((row) => of(vectors, row, each) * of(right, row, column)) / value : 0))
  );
  return right.map((cells, row) => cells.map((_, column) => sum((each) => of(vectors, row, each) * of(along, each, column))));
}

/** @param {number[][]} matrix @returns {{values: number[], vectors: number[][]}} vectors: one a column */
function diagonal(matrix) {
  const cells = matrix.map((row) => [...row]);
  const vectors = matrix.map((_, row) => matrix.map((__, column) => Number(row === column)));
  for (let again = 0; again < TURNS; again += 1) {
    for (let one = 0; one < cells.length; one += 1) {
      for (let other = one + 1; other < cells.length; other += 1) {
        const [off, apart] = [of(cells, one, other), of(cells, one, one) - of(cells, other, other)];
        if (off === 0) continue;
        const turn = Math.atan2(2 * off, apart) / 2;
        for (const rows of [cells, vectors]) for (const row of rows) rotate(row, one, other, turn);
        turned(cells, one, other, turn);
      }
    }
  }
  return { values: cells.map((_, at) => of(cells, at, at)), vectors };
}

/** Two numbers of a row. @param {number[]} row @param {number} one @param {number} other @param {number} turn */
function rotate(row, one, other, turn) {
  const [x = 0, y = 0] = [row[one], row[other]];
  row[one] = x * Math.cos(turn) + y * Math.sin(turn);
  row[other] = y * Math.cos(turn) - x * Math.sin(turn);
}

/** Two rows, as `rotate` does with two columns. @param {number[][]} cells @param {number} one @param {number} other @param {number} turn */
function turned(cells, one, other, turn) {
  const pairs = cells.map((_, column) => [of(cells, one, column), of(cells, other, column)]);
  for (const pair of pairs) rotate(pair, 0, 1, turn);
  cells[one] = pairs.map(([x = 0]) => x);
  cells[other] = pairs.map(([, y = 0]) => y);
}

/** @param {number[][]} rows @param {number} row @param {number} column */
const of = (rows, row, column) => rows[row]?.[column] ?? 0;
