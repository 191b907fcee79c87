/** Why there is no answer, in words for the candidate. */
export class Refusal extends Error {
  /**
   * @param {string} [message]
   * @param {{again?: boolean, wait?: number}} [more] again: whether the same may be sent once more; wait: seconds
   *   before that
   */
  constructor(message, { again = false, wait = 0 } = {}) {
    super(message);
    this.again = again;
    this.wait = wait;
  }
}

/** Nothing answers. */
export const away = () =>
  new Refusal(
    navigator.onLine === false
      ? "现在没有网络，连上以后再试一次；文件还在，不用重选。"
      : "没能连上检查服务：网络不通，或者服务暂时停了。请检查网络，再试一次；文件还在，不用重选。",
    { again: true },
  );

/**
 * @param {string | null} wait as Retry-After has it
 * @returns {number} seconds; 0 where none are stated
 */
export const seconds = (wait) => (/^[0-9]{1,5}$/.test(wait ?? "") ? Number(wait) : 0);
