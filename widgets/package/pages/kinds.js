import { PICTURES } from "../../formats/kinds.js";

/** Which files hold pages; a module of its own, for who looks at an archive alone does not load what looks at pages. */

export const PAGE_KINDS = [...PICTURES, "pdf"];
/** Kinds in which no page is missed. Word documents, links and archives may hold some, unseen. */
export const PAGELESS_KINDS = ["folder", "empty", "program", "web", "text", "audio", "video", "excel", "slides"];
