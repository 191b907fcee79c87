/** Words that reports share with Python. Made by `zikao schemas`; not written by hand. */

export const VERSION = "0.1.0";
export const NOTICE = "本结果按所列条款自动核对得出，仅供办理前参考；是否通过以教育考试机构审核为准。";
/** @type {Record<string, string>} */
export const VERDICTS = {"pass": "符合", "attention": "需要留意", "fail": "不符合", "unknown": "还不能判断"};
/** @type {Record<string, string>} */
export const HEADINGS = {"elsewhere": "你的情况不走本事项", "unconcerned": "不涉及你", "not yet": "现在还不符合"};
/** @type {Record<string, string>} */
export const SEVERITIES = {"must": "必须", "should": "应当", "advice": "建议"};
/** @type {Record<string, string>} */
export const TO_MEND = {"must": "要改的", "should": "应当改的", "advice": "建议"};
export const NOTHING_APPLIES = "按你的回答，这里没有一条要求适用于你。";
