/**
 * What the candidate says of a file, on its way to a check on this device.
 *
 * @template T
 * @typedef {Record<string, [name: string, value: (said: string) => T]>} Headers by the header that says it to a server
 */

/**
 * @template T
 * @param {Headers<T>} headers
 * @param {Record<string, string>} said
 * @returns {Record<string, T>} by the names of the facts
 */
export const told = (headers, said) =>
  Object.fromEntries(
    Object.entries(said).flatMap(([header, text]) => {
      const [name, value] = headers[header] ?? [];
      return name && value ? [[name, value(text)]] : [];
    }),
  );
