import { define } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";
import { KINDS } from "../shared/files/markup.js";

/**
 * `<zikao-package endpoint="/v1/package/anhui/evidence" declares="ticket-number courses">`: has a file of evidence
 * checked, an archive as a rule.
 */
export class Package extends FileForm {
  kind = KINDS.package;
}

define("zikao-package", Package);
