import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../testing/dom.js";

/** What is looked at. @type {Set<any>} */
const watched = new Set();
/** Calls back what is in view. @type {(entries: any[]) => void} */
let see = () => {};
Object.assign(globalThis, {
  VERSION: "1.0.0",
  MOUNTS: {
    "zh-CN": {
      async light() {
        // Code comes later than whatever the page does meanwhile.
        await new Promise((resolve) => setTimeout(resolve));
        return { mount: (/** @type {any} */ host) => /** @type {any} */ (globalThis).mounting(host) };
      },
    },
  },
  IntersectionObserver: class {
    /** @param {typeof see} back */
    constructor(back) {
      see = back;
    }
    /** @param {any} one */
    observe(one) {
      watched.add(one);
    }
    /** @param {any} one */
    unobserve(one) {
      watched.delete(one);
    }
  },
});
const { define } = await import("./host.js");

/** What was mounted and stopped, in turn. @type {string[]} */
let log = [];
Object.assign(globalThis, {
  mounting(/** @type {any} */ host) {
    log.push(`mount ${host.province} ${host.heading}`);
    mounted();
    return { stop: () => log.push("stop"), changed: (/** @type {string} */ name) => name === "theme" };
  },
});
/** Told of each that is mounted. */
let mounted = () => {};
/** @type {() => Promise<void>} */
const another = () => new Promise((resolve) => (mounted = resolve));
/** All that was put off has been done. */
const settle = () => new Promise((resolve) => setTimeout(resolve));
const show = (/** @type {any} */ target) => {
  see([{ target, isIntersecting: true }]);
  return another();
};
const BASE = "https://guide.example/";
define(BASE, { eligibility: ["light", "province procedure city"] });

/** @type {() => Promise<any>} */
async function shown() {
  page("");
  await settle();
  log = [];
  const element = page('<zikao-eligibility province="anhui" title="自查">旧文</zikao-eligibility>').firstElementChild;
  assert.ok(watched.has(element));
  await show(element);
  return element;
}

test("an element is mounted once it is in view, and its title is no tooltip", async () => {
  const element = await shown();
  assert.deepEqual(log, ["mount anhui 自查"]);
  assert.equal(element.hasAttribute("title"), false);
  assert.equal(element.title, "自查");
  assert.equal(watched.has(element), false);
});

test("changed attributes mount it anew, several at once one time; those that it takes by itself do not", async () => {
  const element = await shown();
  Object.assign(element, { province: "zhejiang", city: "ningbo" });
  await another();
  await settle();
  element.theme = "dark";
  element.setAttribute("province", "zhejiang");
  await settle();
  assert.deepEqual(log, ["mount anhui 自查", "stop", "mount zhejiang 自查"]);
  assert.equal(element.getAttribute("city"), "ningbo");
  element.city = null;
  assert.equal(element.hasAttribute("city"), false);
});

test("moved about the page it goes on; removed it is freed, and back again it begins anew", async () => {
  const element = await shown();
  const aside = document.createElement("aside");
  document.body.append(aside);
  aside.append(element);
  await settle();
  assert.deepEqual(log, ["mount anhui 自查"]);
  element.remove();
  await settle();
  assert.deepEqual(log, ["mount anhui 自查", "stop"]);
  aside.append(element);
  await show(element);
  assert.deepEqual(log, ["mount anhui 自查", "stop", "mount anhui 自查"]);
  element.remove();
  await settle();
  assert.equal(watched.size, 0);
});

test("removed before its code came, nothing is mounted", async () => {
  page("");
  await settle();
  log = [];
  const element = /** @type {Element} */ (page("<zikao-eligibility></zikao-eligibility>").firstElementChild);
  see([{ target: element, isIntersecting: true }]);
  element.remove();
  await settle();
  assert.deepEqual(log, []);
});

test("it speaks the language of its attribute, or of what it stands in, where there is one", () => {
  const MORE = /** @type {any} */ (globalThis).MOUNTS;
  Object.assign(MORE, { "zh-TW": null, en: null });
  page('<div lang="zh-Hant"><zikao-eligibility></zikao-eligibility></div><zikao-eligibility lang="en-GB"></zikao-eligibility><p lang="fr"><zikao-eligibility></zikao-eligibility></p><zikao-eligibility></zikao-eligibility>');
  const all = [...document.querySelectorAll("zikao-eligibility")].map((each) => /** @type {any} */ (each).language);
  assert.deepEqual(all, ["zh-TW", "en", "zh-CN", "zh-CN"]);
});

test("the first script of a page stays, and a later one says which", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  define(BASE, { eligibility: ["light", "province"] });
  assert.equal(warn.mock.callCount(), 0);
  define("https://other.example/", { eligibility: ["light", "province"] });
  const [[line] = []] = warn.mock.calls.map((call) => call.arguments);
  assert.match(line, /1\.0\.0 \(https:\/\/guide\.example\/\) stays, not 1\.0\.0 \(https:\/\/other\.example\/\)/);
});
