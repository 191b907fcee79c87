/**
 * A request that goes by the page's `fetch`, which tests replace: one place for what a server says, however it is asked.
 * Uploading is told in two steps.
 */
export class Carrier {
  /** @type {any} */ upload = {};
  /** @type {any} */ onload;
  /** @type {any} */ onerror;
  /** @type {any} */ onabort;
  /** @type {any} */ onloadend;
  status = 0;
  responseText = "";
  /** @type {Record<string, string>} */ headers = {};
  /** @type {Headers | undefined} */ answered;
  aborted = false;

  /** @param {string} method @param {string} address */
  open(method, address) {
    Object.assign(this, { method, address });
  }

  /** @param {string} name @param {string} value */
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  /** @param {string} name */
  getResponseHeader(name) {
    return this.answered?.get(name) ?? null;
  }

  abort() {
    if (this.aborted || this.status) return;
    this.aborted = true;
    this.onabort?.();
    this.onloadend?.();
  }

  /** @param {any} body */
  async send(body) {
    const { method, address, headers } = /** @type {any} */ (this);
    try {
      this.upload.onprogress?.({ loaded: 1, total: 2 });
      const answer = await fetch(address, { method, headers, body });
      if (this.aborted) return;
      this.upload.onload?.();
      this.answered = answer.headers;
      this.responseText = await answer.json().then(JSON.stringify, () => "no JSON");
      this.status = answer.status;
      this.onload?.();
    } catch {
      if (this.aborted) return;
      this.onerror?.();
    }
    this.onloadend?.();
  }
}
