/**
 * The answers that decide a condition, in words.
 *
 * @typedef {import("../eligibility/interview.js").Talk} Talk
 * @typedef {import("../eligibility/fields.js").Ask} Ask
 * @typedef {Record<string, Ask>} Asks
 */

/**
 * Names of the facts that make a condition what it is, in the order of its parts.
 *
 * @param {any} condition
 * @param {Talk["holds"]} holds
 * @returns {string[]}
 */
export function decisive(condition, holds) {
  const [[operator = "", body]] = /** @type {[[string, any]]} */ (Object.entries(condition));
  if (!Array.isArray(body)) return compared(body);
  const truth = holds(condition);
  // A part settles it if it were the same without the others.
  const settling = body.filter((part) => holds({ [operator]: [part] }) === truth);
  return (settling[0] ? settling : body).flatMap((part) => decisive(part, holds));
}

/** What one comparison looks at. @param {Record<string, any>} body @returns {string[]} */
function compared(body) {
  const [[left = "", operand]] = /** @type {[[string, any]]} */ (Object.entries(body));
  return [left, ...named(operand)];
}

/** The facts that an operand names. @param {any} operand @returns {string[]} */
function named(operand) {
  if (typeof operand !== "object" || !operand) return [];
  if (Array.isArray(operand)) return operand.flatMap(named);
  const { fact, by, year, day } = operand;
  return [fact, by, year, ...named(day)].filter((name) => typeof name === "string");
}

/**
 * @param {any} condition true or false by what is known
 * @param {Asks} asks
 * @param {Talk} talk
 * @returns {string} such as `你选了“本科”（申请哪个层次？）`; of more than two answers one and their number
 */
export function why(condition, asks, talk) {
  const names = [...new Set(decisive(condition, talk.holds))].filter((name) => asks[name]);
  const said = names.map((name) => {
    const { ask, type } = /** @type {Ask} */ (asks[name]);
    return `${/boolean|choice|set/.test(type) ? "选了" : "填了"}“${talk.says(name)}”（${ask}）`;
  });
  // The last is the most particular; all are in the list of answers.
  if (said.length > 2) return `你${said[said.length - 1]}等 ${said.length} 个回答`;
  return said[0] ? `你${said.join("，")}` : "今天的日期";
}
