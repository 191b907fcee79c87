// Counts whatever lives on beyond an element: listeners of the page, timers, observers.
(() => {
  const alive = (window.alive = new Map());
  const count = (what, by) => alive.set(what, (alive.get(what) ?? 0) + by);
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const far = (target) => target === window || target === document || target === undefined;
  EventTarget.prototype.addEventListener = function (...given) {
    if (far(this)) count(given[0], 1);
    return add.apply(this ?? window, given);
  };
  EventTarget.prototype.removeEventListener = function (...given) {
    if (far(this)) count(given[0], -1);
    return remove.apply(this ?? window, given);
  };
  const { setInterval: set, clearInterval: clear } = window;
  window.setInterval = (...given) => (count("interval", 1), set(...given));
  window.clearInterval = (id) => (id && count("interval", -1), clear(id));
  const watched = new Set();
  for (const [name, turn] of [["observe", "add"], ["unobserve", "delete"]]) {
    const real = IntersectionObserver.prototype[name];
    IntersectionObserver.prototype[name] = function (one) {
      watched[turn](one);
      alive.set("observed", watched.size);
      return real.call(this, one);
    };
  }
})();
