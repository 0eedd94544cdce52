// The way to the stand-in: small acts go there, live updates come back.

import { h } from "./dom.js";

async function post(where, content) {
  const body = JSON.stringify(content);
  const answer = await fetch(where, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return answer.ok && !("refused" in (await answer.json()));
}

export const act = (phone, name, more = {}) => post("act", { phone, act: name, ...more });
export const control = (name, more = {}) => post("control", { do: name, ...more });

export async function remembered() {
  const tables = await (await fetch("memory")).json();
  return "contact" in tables ? tables : null;
}

// Tells `heard` about every part of the page that changed, and `linked` whether anybody is there.
export function listen(heard, linked) {
  const events = new EventSource("events");
  events.addEventListener("open", () => linked(true));
  events.addEventListener("error", () => linked(false));
  events.addEventListener("part", ({ data }) => {
    const end = data.indexOf("\n");
    heard(JSON.parse(data.slice(0, end)), JSON.parse(data.slice(end)));
  });
}

export const sent = (phone, message) => `sent/${phone}/${message.id}`;
export const openFile = (phone, message, ...children) =>
  h("a", { class: "file", href: sent(phone, message), target: "_blank", rel: "noopener" }, ...children);
