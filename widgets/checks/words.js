/** Words that reports on files share with Python. Made by `zikao schemas`; not written by hand. */

/** @type {Record<string, string>} */
export const HEADINGS = {"elsewhere": "你的情况不走本事项", "unconcerned file": "没有一条要求适用", "left to the eye": "能测的都符合，还有 {count} 点请你自己看"};
export const NOTHING_APPLIES = "这里没有一条要求适用于这个文件。";
/** @type {Record<string, string>} */
export const PAPERS = {"identity_card_front": "身份证人像面", "identity_card_back": "身份证国徽面", "household_register": "户口本", "admission_ticket": "准考证", "course_certificate": "课程合格证书", "several": "不止一种证件", "other": "别的材料"};
