/**
 * Programs for chat that show pages in a view of their own: most of them neither save a file nor hand one on.
 * @type {[RegExp, string][]}
 */
const CHATS = [
  [/MicroMessenger/i, "微信"],
  [/\bQQ\//, "QQ"],
  [/DingTalk/i, "钉钉"],
  [/\bWeibo/i, "微博"],
  [/AlipayClient/i, "支付宝"],
];

/** What the program is called that shows this page; empty for a browser. @param {string} [agent] */
export const chat = (agent = navigator.userAgent) => CHATS.find(([sign]) => sign.test(agent))?.[1] ?? "";
