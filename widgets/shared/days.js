/** Days and moments as they are typed where a browser has no field of its own for them. */

const DAY = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/;
const TIME = /^(.*\S)(?:[ T]+)([0-9]{1,2})[:点]([0-9]{2})分?$/;

/**
 * @param {string} typed
 * @returns {string} as `2026-05-27`; empty where nothing, or no day, was said
 */
export function typedDay(typed) {
  const [, year = "", month = "", date = ""] = DAY.exec(typed.normalize("NFKC").trim()) ?? [];
  const said = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const found = new Date(`${said}T00:00:00Z`);
  // The thirtieth of February would become another day.
  return year && !isNaN(Number(found)) && found.toISOString().startsWith(said) ? said : "";
}

/**
 * @param {string} typed
 * @returns {string} as `2026-05-27T17:00`; empty where no moment was said
 */
export function typedMoment(typed) {
  const [, date = "", hour = "", minute = ""] = TIME.exec(typed.normalize("NFKC").trim()) ?? [];
  const said = typedDay(date);
  return said && Number(hour) < 24 && Number(minute) < 60 ? `${said}T${hour.padStart(2, "0")}:${minute}` : "";
}
