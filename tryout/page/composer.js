// The lower edge of a phone: menu, field, attachments, and the keys instead of letters.

import { h, icon } from "./dom.js";
import { toggleMenu } from "./menu.js";
import { act } from "./server.js";
import { t } from "./texts.js";

const THINGS = ["photo", "voice", "sticker", "location", "contact"];

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.commands = [];
    this.editing = null;
    this.keysOpen = true;
    this.field = h("textarea", { rows: 1, dir: "auto", placeholder: t("composer.message"), "aria-label": t("composer.message"), onkeydown: (event) => this.typed(event), oninput: () => this.grow() });
    this.menu = this.button("composer.menu", "list", () => this.showCommands(), "pill", t("composer.menu_short"));
    this.clip = this.button("composer.attach", "attach", () => this.showThings());
    this.toggle = this.button("composer.keys", "keys", () => this.turnKeys());
    this.submit = this.button("composer.send", "send", () => this.send(), "send");
    this.keys = h("div", { class: "reply-keys", role: "group", "aria-label": t("composer.keys") });
    this.note = h("p", { class: "editing", hidden: true }, t("composer.editing"));
    this.line = h("div", { class: "line" }, this.menu, this.field, this.clip, this.toggle, this.submit);
    this.big = h("button", { type: "button", class: "whole", hidden: true, onclick: () => this.whole?.() });
    this.node = h("div", { class: "composer" }, this.note, this.line, this.keys, this.big);
  }

  button(label, picture, onclick, name = "", text = "") {
    const expands = picture === "list" || picture === "attach";
    const more = expands ? { "aria-haspopup": "menu", "aria-expanded": "false" } : {};
    return h("button", { type: "button", class: `tool ${name}`, "aria-label": t(label), title: t(label), onclick, ...more }, icon(picture), text);
  }

  update(view) {
    this.commands = view.commands;
    this.menu.hidden = !view.commands.length;
    this.toggle.hidden = !view.keyboard;
    const keys = JSON.stringify(view.keyboard);
    if (keys !== this.shownKeys) this.drawKeys(view.keyboard ?? []);
    this.shownKeys = keys;
    this.keys.hidden = !view.keyboard || !this.keysOpen || view.blocked;
    this.toggle.setAttribute("aria-pressed", String(this.keysOpen));
    this.offerWhole(view);
  }

  // One button for the whole edge where nothing can be typed: before the start, and while blocked.
  offerWhole(view) {
    const name = view.blocked ? "unblock" : view.started || view.invited || view.role ? null : "send";
    this.whole = name && (() => act(this.phone, name, name === "send" ? { text: "/start" } : {}));
    this.big.hidden = !name;
    this.line.hidden = Boolean(name) || !view.started;
    this.big.textContent = name ? t(`composer.${name === "send" ? "start" : name}`) : "";
  }

  drawKeys(rows) {
    const press = (text) => act(this.phone, "press", { text });
    const key = (text) => h("button", { type: "button", class: "reply-key", dir: "auto", onclick: () => press(text) }, text);
    this.keys.replaceChildren(...rows.map((row) => h("div", { class: "keys-row" }, row.map(key))));
    this.keysOpen = true;
  }

  turnKeys() {
    this.keysOpen = !this.keysOpen;
    this.keys.hidden = !this.keysOpen;
    this.toggle.setAttribute("aria-pressed", String(this.keysOpen));
  }

  showCommands() {
    const say = (text) => act(this.phone, "send", { text });
    const items = this.commands.map(([name, hint]) => ({ label: `/${name}`, hint, act: () => say(`/${name}`) }));
    toggleMenu(this.menu, this.node, items, "commands");
  }

  showThings() {
    const items = THINGS.map((name) => ({ label: t(`attach.${name}`), act: () => act(this.phone, name) }));
    const more = { text: t("attach.forwarded_words"), sender: t("attach.forwarded_sender") };
    items.push({ label: t("attach.forward"), act: () => act(this.phone, "forward", more) });
    toggleMenu(this.clip, this.node, items, "things");
  }

  typed(event) {
    if (event.key === "Escape") this.change(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  // Change one of her own messages; null goes back to writing a new one.
  change(message) {
    if (!message && !this.editing) return;
    this.editing = message;
    this.note.hidden = !message;
    this.field.value = message?.text ?? "";
    this.grow();
    this.field.focus();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return this.field.focus();
    const [name, more] = this.editing ? ["edit", { message_id: this.editing.id, text }] : ["send", { text }];
    if (!(await act(this.phone, name, more))) return;
    this.editing = null;
    this.note.hidden = true;
    this.field.value = "";
    this.grow();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 110)}px`;
  }
}
