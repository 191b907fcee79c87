/** Types of what Python writes. Made by `zikao schemas`; not written by hand. */

/** What became of an original. */
export interface FittedPhoto {
  /** Null when no file could lawfully be made. */
  file: FittedFile | null;
  /** What was done, in this order. */
  steps: Note[];
  /** Why there is no file, and what to retake and how. */
  refused: Note[];
  /** What the file itself cannot show: the candidate vouches for it. */
  confirm: Note[];
  /** On the file, measured again; on the original where none could be cut. */
  report: Report;
}

/** Where a measured line has to lie in the picture that a photo spec asks for. */
export interface Band {
  /** Name of the measured line; side_space is the room beside the head, left and right. */
  line: "hair_top" | "eye_line" | "face_width" | "face_center" | "side_space";
  /** What it is called, in two or three characters. */
  name: string;
  /** Pixels of the frame: from its upper or left edge, or a width. */
  low: number;
  high: number;
  /** Id of the finding that tells of it. */
  rule: string;
  severity: "must" | "should" | "advice";
}

/** A point that no measurement shows: the reader looks, and ticks a question to which yes is right. */
export interface ByEye {
  /** Stable, such as photo.ears; no rule bears it. */
  id: string;
  severity: "must" | "should" | "advice";
  /** One plain question. */
  ask: string;
  /** What the source demands, in our own words. */
  sentence: string;
  cites: Citation[];
}

/** Where a statement comes from, resolved so that a reader needs no other file. */
export interface Citation {
  /** Key of the source in the rulebook. */
  source: string;
  /** Title of the source document. */
  title: string;
  /** Clause, item or line of the source. */
  clause: string;
  authority: "official" | "mirror" | "unofficial" | "tool";
  publisher: string | null;
  /** Public address of the source, if known. */
  address: string | null;
  /** Date of issue, ISO 8601, or 'undated'. */
  issued: string;
}

/** Something that an exception still demands, and until when. */
export interface Duty {
  rule: string;
  exception: string;
  todo: string;
  /** ISO 8601 date, Asia/Shanghai, inclusive; null when unknown. */
  due: string | null;
  state: "done" | "pending" | "open";
  cites: Citation[];
}

/** The case belongs to another authority or procedure, so it was not judged here. */
export interface Elsewhere {
  id: string;
  sentence: string;
  mend: string | null;
  cites: Citation[];
}

/** Which program judged. */
export interface Engine {
  name: "zikao";
  version: string;
}

/** One rule's outcome in one plain sentence, with its clause and its mend. */
export interface Finding {
  /** Stable rule id, such as photo.bytes or anhui/graduation.prior-degree. */
  id: string;
  outcome: "yes" | "no" | "unknown" | "not checked";
  severity: "must" | "should" | "advice";
  title: string;
  sentence: string;
  measured: string | null;
  required: string | null;
  mend: string | null;
  /** 'tool' where the source gives no number. */
  tolerance_from: "source" | "tool" | null;
  /** 'require' or the id of the exception that decided. */
  by: string | null;
  /** Facts that are still needed. */
  missing: string[];
  /** Why the outcome is unknown or was not checked. */
  reason: "fact missing" | "date unknown" | "not measured" | "limit" | null;
  /** The same in zh-CN, without a stop, where something was not measured; many share one. */
  why: string | null;
  /** How sources contradict, and the safe course. */
  contradiction: string | null;
  /** Set where it rests on what the device said of parts that it left out. */
  measured_on: "device" | null;
  cites: Citation[];
  /** At most 25 places. */
  regions: Region[];
  /** How many places there are in all. */
  count: number;
}

/** The file to hand in. */
export interface FittedFile {
  name: string;
  media_type: "image/jpeg";
  /** Bytes of the file itself, not of its base64. */
  size: number;
  sha256: string;
  /** Whether its bytes differ from those sent; if not, at most its name does. */
  changed: boolean;
  /** The file (RFC 4648, section 4, with padding). */
  base64: string;
}

/** What making a file for the spec would do to this one. Nothing has been made yet. */
export interface Fitting {
  /** Chinese sentences, in the order of doing. */
  will: string[];
  /** left, top, right, bottom in pixels as shown, maybe outside; null: no crop. */
  crop: [number, number, number, number] | null;
}

/** The picture that a photo spec asks for: its size, and where what has to lie in it. */
export interface Frame {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  bands: Band[];
}

/** Something that was done, why nothing was, or what is left to the candidate, with the clauses. */
export interface Note {
  /** One or more Chinese sentences. */
  what: string;
  cites: Citation[];
}

/**
 * What one page of an archive or a PDF was taken for, and how its ticket number compares.
 *
 * A number stands here only where it is another than the one declared, as in the findings about it: the
 * caller knows the rest.
 */
export interface PageRead {
  /** Name of its file, fit to be shown. */
  entry: string | null;
  /** Position of its file in the archive, from 0. */
  index: number;
  /** Within its file, from 1. */
  page: number;
  /** Whether it could be seen at all. */
  opened: boolean;
  /** Whether anybody tried to: nobody does beyond the limits, and no device with a PDF. */
  looked_at: boolean;
  /** Kind of paper in zh-CN; null where it was not recognised. */
  taken_for: string | null;
  /** Beside the declared number; null where nothing can be said. */
  ticket_number: "confirmed" | "one_digit" | "two_digits" | "differs" | "not_read" | null;
  /** The declared number, digits that are not on the page in 【】. */
  typed: string | null;
  /** What stands on the page, digits that were not declared in 【】. */
  read: string | null;
}

/** What is drawn over a checked portrait, and whether a file that fits could be made of it. */
export interface Portrait {
  frame: Frame | null;
  /** What was measured, whether right or wrong; each has a line. */
  lines: Region[];
  /** Null where making a file would mend nothing or be refused. */
  fitting: Fitting | null;
}

/** The next fact to ask for; absent when no answer could change the verdict. */
export interface Question {
  fact: string;
  ask: string;
  type: string;
  options: Record<string, string> | null;
  none: string | null;
  help: string | null;
  unsure: string | null;
}

/** The smaller picture that a device sent, in stored pixels. */
export interface Reduced {
  width: number;
  height: number;
}

/**
 * A place in the checked file.
 *
 * An archive entry or one of its pages, or a box or line in pixels of the picture as shown. Where answers
 * were judged, one item of a list that was given.
 */
export interface Region {
  entry: string | null;
  /** What a reader calls that item of a list: 第 2 门课程（英语）. */
  item: string | null;
  /** Place of the entry or item, from 0. */
  index: number | null;
  /** Page of a PDF, from 1. */
  page: number | null;
  /** left, top, right, bottom; of a line, its two ends */
  box: [number, number, number, number] | null;
  /** Name of the measured line, such as eye_line. */
  line: string | null;
  /** What was measured here, where the places of a finding differ in it. */
  measured: string | null;
}

/** The answer to one check. */
export interface Report {
  check: "eligibility" | "photo" | "package";
  target: Target;
  /** 'pass' where nothing speaks against it: see unconcerned and by_eye. */
  verdict: "pass" | "attention" | "fail" | "unknown";
  /** What the reader is told first, in a few words. */
  heading: string;
  summary: string;
  /** What is wrong, then what is open, then what is met; the gravest of each first. */
  findings: Finding[];
  /** What nothing measured: no part of the verdict. */
  by_eye: ByEye[];
  /** Of an archive or a PDF, in its order: what each page is. */
  pages: PageRead[];
  duties: Duty[];
  elsewhere: Elsewhere | null;
  /** Set where no requirement applies; then there are no findings. */
  unconcerned: Unconcerned | null;
  next_question: Question | null;
  missing: string[];
  /** Of a checked portrait; else null. */
  portrait: Portrait | null;
  rulebook: RulebookStamp;
  engine: Engine;
  measured_on: "device" | "server";
  /** Set where a device sent a smaller picture in place of the file's own pixels. */
  reduced: Reduced | null;
  notice: string;
}

/** Which rulebook, so that a verdict can be replayed. */
export interface RulebookStamp {
  id: string;
  version: string;
  sha256: string;
  /** ISO 8601 date on which a person last compared it with its sources. */
  reviewed_on: string;
}

/** What was judged against which part of the rulebook. */
export interface Target {
  province: string;
  /** Id of the procedure or the file spec. */
  item: string;
  city: string | null;
  title: string;
  /** File name as given by the caller, if any. */
  file: string | null;
}

/** No requirement applies to this case: nothing was found in order, as there was nothing to find. */
export interface Unconcerned {
  sentence: string;
  cites: Citation[];
}
