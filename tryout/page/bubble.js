// One message as it stands in a chat.

import { h, icon } from "./dom.js";
import { marked } from "./entities.js";
import { openFile, sent } from "./server.js";
import { t } from "./texts.js";
import { clock } from "./times.js";

// The element of a message. `hands` holds what a person can do with it.
export function bubble(phone, message, hands) {
  const side = message.out ? "out" : "in";
  const body = h("div", { class: `bubble ${message.kind}` });
  body.append(...content(phone, message, hands), meta(message));
  const item = h("li", { class: `message ${side}`, "data-id": message.id }, body);
  if (message.out && message.kind === "text" && !message.forwarded) item.prepend(pencil(message, hands));
  if (message.rows.length) item.append(keyboard(message, hands));
  return item;
}

function content(phone, message, hands) {
  const words = message.text ? [marked(message.text, message.entities, hands)] : [];
  const from = message.forwarded ? [h("span", { class: "forwarded" }, t("chat.forwarded"))] : [];
  return [...from, ...things(phone, message, hands), ...words];
}

function things(phone, message, hands) {
  switch (message.kind) {
    case "photo":
      return [picture(phone, message, hands)];
    case "document":
      return [openFile(phone, message, icon("file"), h("bdi", {}, message.file ?? t("chat.file")))];
    case "sticker":
      return [h("span", { class: "big", role: "img", "aria-label": t("chat.sticker") }, message.about.emoji)];
    case "voice":
      return [h("span", { class: "voice" }, h("span", { class: "wave", "aria-hidden": "true" }), t("chat.voice"))];
    case "contact":
      return [h("span", {}, `👤 ${message.about.first_name}`), h("span", { class: "faint" }, message.about.phone_number)];
    case "location":
      return [h("span", {}, `📍 ${t("chat.location")}`)];
    default:
      return [];
  }
}

function picture(phone, message, hands) {
  const image = h("img", { src: sent(phone, message), alt: t("chat.photo"), class: "picture" });
  return h("button", { type: "button", class: "bare", onclick: () => hands.look(image.src) }, image);
}

function meta(message) {
  const parts = [message.edits ? h("span", {}, t("chat.edited")) : null, h("span", {}, clock(message.date))];
  if (message.out) {
    const mark = message.waits ? "✓" : "✓✓";
    const label = t(message.waits ? "chat.waits" : "chat.arrived");
    parts.push(h("span", { class: "ticks", role: "img", "aria-label": label, title: label }, mark));
  }
  return h("span", { class: "meta" }, ...parts);
}

function pencil(message, hands) {
  const label = t("chat.edit");
  return h("button", { type: "button", class: "pencil", "aria-label": label, title: label, onclick: () => hands.change(message) }, icon("pencil"));
}

function keyboard(message, hands) {
  const rows = message.rows.map((row) => h("div", { class: "keys-row" }, row.map((one) => key(message, one, hands))));
  return h("div", { class: "keys" }, rows);
}

function key(message, one, hands) {
  const name = `key ${one.style ?? ""}`;
  const label = h("span", { dir: "auto" }, one.text);
  if (one.url) {
    return h("a", { class: name, href: /^https?:/.test(one.url) ? one.url : null, target: "_blank", rel: "noopener noreferrer" }, label);
  }
  const act = one.copy ? () => hands.copy(one.copy) : () => hands.tap(message, one.data);
  return h("button", { type: "button", class: name, "data-data": one.data, onclick: act }, label);
}
