// Time as the bot counts it: the machine's, so many seconds ahead, shown as in the Netherlands.

import { language } from "./texts.js";

const ZONE = "Europe/Amsterdam";
let ahead = 0;

export const setAhead = (seconds) => (ahead = seconds);
export const now = () => new Date(Date.now() + ahead * 1000);

const formats = new Map();
function format(moment, options) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) {
    const locale = language === "nl" ? "nl-NL" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }));
  }
  return formats.get(key).format(moment);
}

const date = (moment) => (typeof moment === "number" ? new Date(moment * 1000) : moment);
export const clock = (moment) => format(date(moment), { hour: "2-digit", minute: "2-digit" });
export const seconds = (moment) => format(date(moment), { timeStyle: "medium" });
export const day = (moment) => format(date(moment), { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (moment) => format(date(moment), { weekday: "short", day: "numeric", month: "short" });

// As a field of type datetime-local has it.
export function field(moment) {
  const options = { timeZone: ZONE, dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("sv-SE", options).format(moment).replace(" ", "T");
}
