// What a phone says without being asked: a line on the lock screen, and short notices after a tap.

import { h } from "./dom.js";
import { t } from "./texts.js";

const LINE_SECONDS = 7;
const TOAST_SECONDS = 4;

// `place` is where both appear: on the phone, or on the page while that phone is out of sight.
export class Notices {
  constructor(open) {
    this.open = open;
    this.place = h("div", { class: "notices" });
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.seen = null;
  }

  // The newest message as a lock screen tells it.
  tell(message, name) {
    const words = message.text || t(`chat.${message.kind}`);
    const line = h("button", { type: "button", class: "notice", onclick: () => this.dismiss(true) },
      h("img", { src: "icon.svg", alt: "", width: 22, height: 22 }),
      h("span", { class: "notice-head" }, `Sleutelbot · ${name}`),
      h("span", { class: "notice-words", dir: "auto" }, words.replace(/\s+/g, " ")));
    this.place.replaceChildren(line);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.dismiss(), LINE_SECONDS * 1000);
  }

  dismiss(opened = false) {
    this.place.replaceChildren();
    if (opened) this.open();
  }

  // Toasts that came since the last time; those of before the page was opened are not repeated.
  update(toasts) {
    const fresh = toasts.slice(this.seen ?? toasts.length);
    this.seen = toasts.length;
    for (const toast of fresh) this.say(toast.text, toast.alert);
  }

  say(text, alert = false) {
    if (alert) return this.insist(text);
    const toast = h("p", { class: "toast", dir: "auto" }, text);
    this.toasts.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_SECONDS * 1000);
  }

  insist(text) {
    const dialog = h("dialog", { class: "alert", onclose: () => dialog.remove() },
      h("p", { dir: "auto" }, text), h("form", { method: "dialog" }, h("button", {}, t("viewer.ok"))));
    this.toasts.append(dialog);
    dialog.showModal();
  }
}
