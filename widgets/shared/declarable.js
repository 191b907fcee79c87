/** What a candidate may declare beside a file. Made by `zikao schemas`; not written by hand. */
export const TICKET_NUMBER = {
  "leftOut": "[\\u0009-\\u000d\\u0020\\u002d\\u0085\\u00a0\\u00ad\\u1680\\u2000-\\u2015\\u2028-\\u202f\\u205f-\\u206f\\u2212\\u3000\\ufeff]",
  "pattern": "^(?:[0-9]{8,16})$",
  "wanted": "8 到 16 位数字"
};
export const COURSES = {
  "most": 60,
  "longest": 60,
  "letters": "[0-9A-Za-z\\u4e00-\\u9fff]",
  "header": 6000
};
