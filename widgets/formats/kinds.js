import TABLE from "./kinds.json" with { type: "json" };

/**
 * The kinds of files that are told apart: the twin of `zikao.formats.kinds`, from its own table.
 *
 * @typedef {keyof typeof TABLE} Kind
 * @typedef {{group: string, label: string, extensions: string[]}} Row
 *   label: in zh-CN, for one who does not know the name; extensions: in lower case, none where the kind has none of its own
 */

/** @param {Kind} kind @returns {Row} */
export const rowOf = (kind) => TABLE[kind];

/** The kinds of one group. @param {string} group */
export const kindsOf = (group) => /** @type {Kind[]} */ (Object.keys(TABLE)).filter((kind) => TABLE[kind].group === group);

export const PICTURES = kindsOf("picture");
export const ARCHIVES = kindsOf("archive");

/**
 * Whether files of the kind may have the extension.
 *
 * @param {Kind} kind
 * @param {string} extension
 * @returns {boolean | null} null where that cannot be said: the kind has none of its own, and no other kind claims this one
 */
export function extensionMatches(kind, extension) {
  const own = rowOf(kind).extensions;
  if (own[0]) return own.includes(extension);
  return Object.values(TABLE).some(({ extensions }) => /** @type {string[]} */ (extensions).includes(extension)) ? false : null;
}
