import { SAID } from "./said.js";
import { MOST } from "./directory.js";

/**
 * What the names and sizes of an archive say against it, before anything of it is sent: findings of the server's own rules,
 * in its words, of which this finds a part. What stands in doubt is left to the server.
 *
 * @typedef {import("./directory.js").Looked} Looked
 * @typedef {import("./directory.js").Entry} Entry
 * @typedef {{rule: string, say: string, mend: string, severity: string, names: string[]}} Fault names: of the entries, where it is about some
 */

const PICTURES = "jpeg png gif tiff heic webp bmp avif".split(" ");
/** By extension, where the data are packed and their kind cannot be seen. @type {Record<string, string>} */
const KINDS = {
  doc: "word", docx: "word", wps: "word", rtf: "word",
  zip: "zip", rar: "rar", "7z": "7z", gz: "gzip", tar: "tar",
  xls: "excel", xlsx: "excel", ppt: "slides", pptx: "slides", txt: "text", html: "web", htm: "web",
  exe: "program", apk: "program", mp4: "video", mov: "video",
};
const RANK = ["must", "should", "advice"];
const ARCHIVES = ["zip", "rar", "7z", "gzip", "tar"];
/** Kinds whose extensions are sure, and what each is called. @type {Record<string, [called: string, extensions: RegExp]>} */
const EXTENSIONS = {
  jpeg: ["JPEG 图片", /^(jpg|jpeg|jpe|jfif)$/],
  png: ["PNG 图片", /^png$/],
  heic: ["HEIC 图片", /^(heic|heif|hif)$/],
  webp: ["WebP 图片", /^webp$/],
  pdf: ["PDF 文档", /^pdf$/],
};
const JUNK = /(^|\/)(__macosx(\/|$)|\.ds_store$|thumbs\.db$|desktop\.ini$|\._|~\$)/i;
const RESERVED = /(^|\/)(con|prn|aux|nul|(com|lpt)[0-9]) *(\.[^/]*)?(\/|$)/i;
const BAD = /[\u0000-\u001f\u007f-\u009f<>"|?*]|[. ](\/|$)/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const UNSAFE = /^[a-z]:|^\/|(^|\/)\.\.(\/|$)/i;

/** @param {string} name */
const extension = (name) => /[^/]\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** What it is, by its data where they can be seen, else by its name. @param {Entry} entry */
const kind = (entry) => (entry.kind === "zip" ? (KINDS[extension(entry.name)] ?? "zip") : entry.kind || (entry.method ? KINDS[extension(entry.name)] : ""));

/** Rules over the entries that are no folders, no links and nothing that a system left behind. @type {[string, (entry: Entry) => unknown][]} */
const OF_FILES = [
  ["nested-archive", (entry) => ARCHIVES.includes(kind(entry) ?? "")],
  ["type-word", (entry) => kind(entry) === "word"],
  ["type-not-allowed", (entry) => ["excel", "slides", "text", "web", "program", "video"].includes(kind(entry) ?? "")],
  ["image-empty", ({ size }) => size === 0],
  ["nested-folder", ({ name }) => name.includes("/") && !UNSAFE.test(name)],
  ["extension-matches", (entry) => EXTENSIONS[entry.kind] && extension(entry.name) && !EXTENSIONS[entry.kind]?.[1].test(extension(entry.name))],
];
/** Rules over all entries. @type {[string, (entry: Entry) => unknown][]} */
const OF_ALL = [
  ["zip-encrypted", ({ encrypted }) => encrypted],
  ["entry-symlink", ({ link }) => link],
  ["name-unsafe-path", ({ name }) => UNSAFE.test(name)],
  ["name-reserved", ({ name }) => RESERVED.test(name)],
  ["name-bidi", ({ name }) => BIDI.test(name)],
  ["name-too-long", ({ bytes }) => bytes > 255],
  ["junk-files", ({ name }) => JUNK.test(name)],
];

/**
 * @param {Looked} looked
 * @param {Record<string, [say: string, mend: string, severity: string]>} [said] the spec's own words, where it has others
 * @param {boolean} [misnamed] whether the archive itself is called otherwise than the spec wants
 * @returns {Fault[]} the gravest first
 */
export function faultsOf(looked, said = {}, misnamed = false) {
  /** @type {(rule: string, entries?: Entry[]) => Fault[]} */
  const fault = (rule, entries) => {
    const [say, mend, severity] = said[rule] ?? SAID[rule] ?? ["", "", ""];
    const about = entries?.[0];
    /** @type {Record<string, unknown>} */
    const words = { kind: about && EXTENSIONS[about.kind]?.[0], entries: looked.count, limit_entries: MOST, name_bytes: about?.bytes, trailing_bytes: looked.trailing, prefix_bytes: looked.before };
    const filled = say.replace(/\{(\w+)\}/g, (_, name) => String(words[name] ?? ""));
    return [{ rule, say: filled, mend, severity, names: (entries ?? []).map(({ name }) => name) }];
  };
  const inside = faultsInside(looked, fault);
  return [...inside, ...(misnamed ? fault("file-name") : [])].sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity));
}

/** @param {Looked} looked @param {(rule: string, entries?: Entry[]) => Fault[]} fault */
function faultsInside(looked, fault) {
  if (looked.split) return fault("zip-split-volume");
  if (looked.truncated) return fault("zip-truncated");
  if (looked.kind !== "zip") return other(looked.kind).flatMap((rule) => fault(rule));
  if (looked.overlap) return fault("zip-overlap");
  const entries = looked.entries ?? [];
  if ((looked.count ?? 0) > MOST) return fault("too-many-entries");
  const files = entries.filter(({ name, folder, link }) => !folder && !link && !JUNK.test(name));
  if (!files.length && !entries.some(({ link }) => link)) return fault("zip-no-files");
  const found = [...OF_FILES.map((rule) => [...rule, files]), ...OF_ALL.map((rule) => [...rule, entries])].flatMap(([rule, wrong, among]) => {
    const against = /** @type {Entry[]} */ (among).filter(/** @type {any} */ (wrong));
    return against[0] ? fault(/** @type {string} */ (rule), against) : [];
  });
  const named = entries.filter(({ name }) => !JUNK.test(name));
  const bad = named.filter(({ name }) => !UNSAFE.test(name) && (BAD.test(name.replace(/\/$/, "")) || name.includes(":")));
  const twice = sameNames(entries.filter(({ folder }) => !folder));
  // A tool that made a folder or named the folder wrongly named all in it so: that is told once, by the folder.
  const unsure = named.filter(({ sure, folder, name }) => !sure && !folder && !name.includes("/"));
  return [
    ...found,
    ...(bad[0] ? fault("name-bad-char", bad) : []),
    ...(twice[0] ? fault("name-duplicate", twice) : []),
    ...(looked.trailing && looked.trailing > 0 ? fault("zip-trailing-data") : []),
    ...(unsure[0] ? fault("name-legacy-encoding", unsure) : []),
  ];
}

/** @param {string} kind of the file itself */
function other(kind) {
  if (["rar", "7z", "gzip", "tar"].includes(kind)) return [`not-zip-${kind}`];
  if (PICTURES.includes(kind)) return ["not-zip-image"];
  // What its first bytes do not tell is left to the server.
  return ["pdf", "web"].includes(kind) ? ["not-zip-other"] : [];
}

/** @param {Entry[]} entries */
function sameNames(entries) {
  /** @type {Map<string, Entry[]>} */
  const found = new Map();
  for (const entry of entries) {
    const name = entry.name.normalize("NFC").toLowerCase();
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  return [...found.values()].filter((same) => same.length > 1).flat();
}
