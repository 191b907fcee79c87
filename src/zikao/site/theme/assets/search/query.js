// What a query asks for: its words with the other ways of saying them. Plain functions; the words are in the index.
//
// No dictionary cuts the words: a run of characters is taken as its overlapping pairs, which is how search engines
// treat Chinese without one.

/**
 * @typedef {object} Words what readers say, written by the site's build in the script of the index
 * @property {string[][]} said a word of the pages with what readers say for it
 * @property {string[][]} [spelt] a word of the pages with how it is typed by its sounds
 * @property {string[]} small words that ask for nothing
 * @property {string[]} whole words with a small one inside
 * @property {string[][]} units each unit with its other names
 */
/**
 * @typedef {object} Term
 * @property {string[]} ways what is looked for, as typed and in other ways
 * @property {string} [run] the run of characters that it is a pair of
 * @property {boolean} [left] whether it is a single character
 */

const HAN = "[\u3400-\u9fff]";
const NUMERALS = "一二三四五六七八九";
/** @type {Words} */
const NONE = { said: [], small: [], whole: [], units: [] };

/** The same letters whatever their width and case, one for one.
 * @param {string} text */
export function plain(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** What reads queries with these words.
 * @param {Words} [words] @returns {(query: string) => Term[]} */
export function reader({ said, spelt = [], small, whole, units } = NONE) {
  /** @type {Map<string, string[]>} */
  const meant = new Map();
  for (const [word = "", ...others] of [...said, ...spelt]) {
    for (const each of others) meant.set(each, [...(meant.get(each) ?? []), word]);
  }
  const known = either([...meant.keys(), ...said.map(([word = ""]) => word)]);
  // Several words by their sounds, one behind the other: guangdongzhaopian.
  const sound = either(spelt.map(([, sounds = ""]) => sounds));
  const sounds = new RegExp(`\\b(?:${sound.source}){2,}\\b`, "g");
  const cut = either([...whole, ...small]);
  const kept = new Set(whole);
  const measured = new RegExp(`([0-9]+(?:\\.[0-9]+)?) *(${longest(units.flat()).map(literal).join("|") || "(?!)"})`, "g");

  return (query) => {
    /** @type {Term[]} */
    const terms = [];
    /** @type {(...ways: string[]) => string} takes something out of the query */
    const take = (...ways) => {
      terms.push({ ways: [...new Set(ways)] });
      return " ";
    };
    const rest = inDigits(query)
      .replace(/([0-9]{4}) *[-./年] *([0-9]{1,2}) *[-./月] *([0-9]{1,2}) *[日号號]?/g, (all, year, month, day) =>
        isDay(month, day) ? take(`${+month}月${+day}日`) + take(`${year}年`) : all)
      .replace(/([0-9.]*)\b([0-9]{1,2}) *(月|[-./]) *([0-9]{1,2})(?![0-9.]) *([日号號]?)(?! *[a-z×*])/g, (all, before, month, by, day) =>
        before || !isDay(month, day) ? all : take(`${+month}月${+day}日`, ...(by === "月" ? [] : [all.trim()])))
      .replace(/([0-9]{1,2}) *[:点點时時] *([0-9]{2})\b/g, (_, hour, minute) => take(`${hour}:${minute}`))
      .replace(/([0-9]) *[x*×✕] *(?=[0-9])/g, "$1 ")
      .replace(sounds, (run) => run.replace(sound, "$& "))
      .replace(known, (word, at, all) => {
        if (!isWhole(all, at, word)) return word;
        const others = meant.get(word);
        return others ? take(word, ...others) : ` ${word} `; // where a word begins and ends no pair is one
      })
      .replace(measured, (all, number, unit, at, text) => {
        if (!isWhole(text, at, all)) return all;
        const names = units.find((each) => each.includes(unit)) ?? [unit];
        return take(...[unit, ...names].map((name) => `${number}${name}`));
      });

    /** @type {Term[]} */
    const single = [];
    for (const typed of rest.match(/[\p{L}\p{N}]+(?:\.[0-9]+)*/gu) ?? []) {
      const asking = typed.replace(cut, (word) => (kept.has(word) ? word : " "));
      for (const run of asking.split(" ").filter(Boolean)) {
        const symbols = run.match(new RegExp(`${HAN}|[^\u3400-\u9fff]+`, "g")) ?? [];
        symbols.forEach((symbol, place) => {
          const next = symbols[place + 1];
          if (/^[^\u3400-\u9fff]/.test(symbol)) take(symbol);
          else if (symbols.length === 1) single.push({ ways: [symbol], left: true });
          if (next && /^([\u3400-\u9fff]{2}|[0-9]+[\u3400-\u9fff]|[\u3400-\u9fff][0-9]+)$/.test(symbol + next)) {
            terms.push({ ways: [symbol + next], run });
          }
        });
      }
    }
    return unlike([...terms, ...single]);
  };
}

/** Terms of which none is there twice. @param {Term[]} terms */
function unlike(terms) {
  return [...new Map(terms.map((term) => [term.ways[0], term])).values()];
}

/** Numbers of months, days and marks in digits: 八月三十日. @param {string} query */
function inDigits(query) {
  return query.replace(/([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?=[月日号號分])/g, (all, tens, ten, ones) => {
    if (!all || (tens && ones && !ten)) return all;
    const digit = (/** @type {string} */ one) => NUMERALS.indexOf(one) + 1;
    return String(ten ? 10 * (tens ? digit(tens) : 1) + (ones ? digit(ones) : 0) : digit(tens ?? ones));
  });
}

/** @param {string} month @param {string} day */
function isDay(month, day) {
  return +month >= 1 && +month <= 12 && +day >= 1 && +day <= 31;
}

/** Whether what stands there is no part of a longer number or Latin word.
 * @param {string} text @param {number} at @param {string} word */
function isWhole(text, at, word) {
  const letter = /[0-9a-z]/;
  return !(letter.test(word.charAt(0)) && letter.test(text.charAt(at - 1)))
    && !(letter.test(word.slice(-1)) && letter.test(text.charAt(at + word.length)));
}

/** @param {string[]} words @returns {RegExp} any of them, the longest first */
function either(words) {
  return new RegExp(longest(words).map(literal).join("|") || "(?!)", "g");
}

/** @param {string[]} words */
function longest(words) {
  return [...words].sort((one, another) => another.length - one.length);
}

/** @param {string} word */
function literal(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
