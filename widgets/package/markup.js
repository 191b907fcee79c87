/** What makes an archive, as data. Made by `zikao schemas`; not written by hand. */
/** @typedef {import("../shared/files/markup.js").Tree} Tree */
/** @type {Tree} */
export const SLOT = ["div.zk-slot", {"data-slot": "{slot}"}, ["p.zk-slot-name", {}, ["b", {}, "{name}"], ["span.zk-hint", {}, "{hint}"]], ["ul.zk-pieces", {"hidden": true}], ["div.zk-picks", {}, ["span.zk-picker zk-camera", {}, ["input.zk-file", {"type": "file", "autocomplete": "off", "aria-label": "{name}：拍照", "accept": "image/*", "capture": "environment"}], ["span.zk-pick", {"aria-hidden": "true"}, "拍照"]], ["span.zk-picker", {}, ["input.zk-file", {"type": "file", "autocomplete": "off", "aria-label": "{name}：从相册选", "accept": "image/*", "multiple": true}], ["span.zk-pick", {"aria-hidden": "true"}, "从相册选"]], ["span.zk-picker", {}, ["input.zk-file", {"type": "file", "autocomplete": "off", "aria-label": "{name}：选 PDF", "accept": "application/pdf,.pdf", "multiple": true}], ["span.zk-pick", {"aria-hidden": "true"}, "选 PDF"]]]];
/** @type {Tree} */
export const MAKER = ["fieldset.zk-maker", {}, ["legend", {}, "放材料，做压缩包"], ["p.zk-hint", {}, "只在这台设备上做，不会发出去；名字和顺序会排好。一个准考证号做一个包。"], ["p.zk-note zk-before", {"hidden": true}], "SLOTS", "PERSON", ["p.zk-fault", {"hidden": true}], ["button.zk-button zk-make", {"type": "button", "disabled": true, "autocomplete": "off"}, "做成压缩包"], ["p.zk-hint", {"role": "status"}], ["div.zk-made", {}]];
/** @type {Tree} */
export const WHO = ["div.zk-question zk-person", {}, ["p", {}, ["b", {}, "姓名"]], ["p.zk-hint", {}, "来源要求文件名里写；只用来起名，不会发出去。"], ["input.zk-line", {"type": "text", "autocomplete": "off", "spellcheck": "false", "aria-label": "姓名"}]];
export const SLOTS = "SLOTS";
export const PERSON = "PERSON";
export const KIND = {"label": "压缩包", "pick": "选已有的压缩包", "hint": "上面做好的会自己放到这里；以前做好的，直接选它。", "accept": ".zip,.rar,.7z,application/zip,application/x-zip-compressed", "limit": 50};
