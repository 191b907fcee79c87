import { define } from "../shared/browser.js";
import { FileForm } from "../shared/files/form.js";

/**
 * `<zikao-package endpoint="/v1/package/anhui/evidence" declares="ticket-number courses">`: has a file of evidence
 * checked, an archive as a rule.
 */
export class Package extends FileForm {
  kind = {
    label: "材料文件",
    hint: "请选准备上传到报名系统的那一个文件。",
    accept: ".zip,.jpg,.jpeg,.pdf,.rar,.7z",
    limit: 50,
  };
}

define("zikao-package", Package);
