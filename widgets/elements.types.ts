/** Types of the elements and of what they tell. Made by `scripts/node widgets/docs.mjs`; not written by hand. */

type Outline = import("./shared/types/outline.js").Outline;
type Report = import("./shared/report.js").Report;

declare global {
  interface HTMLElementTagNameMap {
    "zikao-checklist": import("./checklist/checklist.js").Checklist;
    "zikao-eligibility": import("./eligibility/eligibility.js").Eligibility;
    "zikao-package": import("./package/package.js").Package;
    "zikao-photo": import("./photo/photo.js").Photo;
    "zikao-until": import("./until/until.js").Until;
    "zikao-way": import("./way/way.js").Way;
  }

  interface HTMLElementEventMap {
    "zikao-ready": CustomEvent<null>;
    "zikao-progress": CustomEvent<{ done: number, total: number } | { answered: number, next: string | null } | { state: 'sending' | 'uploading' | 'waiting' | 'working', share?: number } | { total: number, mine: number, maybe: number }[]>;
    "zikao-error": CustomEvent<{ message: string, code: string } | { message: string, code?: string }>;
    "zikao-result": CustomEvent<Report | Outline>;
  }
}

type Holds<T extends true> = T;

/** Each documented property is there and of its type, or this does not compile. */
export type Properties = [
  Holds<import("./checklist/checklist.js").Checklist["done"] extends string[] ? true : false>,
];
