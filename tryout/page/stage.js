// The phones beside each other, or one at a time where the page is narrow, and which one is looked at.

import { by, h } from "./dom.js";
import { toggleMenu } from "./menu.js";
import { Phone, nameOf } from "./phone.js";
import { control } from "./server.js";
import { Tabs } from "./tabs.js";
import { knows, t } from "./texts.js";

const EVERYBODY = ["second", "petro", "stranger"];
const narrow = matchMedia("(max-width: 760px)");

export class Stage {
  constructor() {
    this.phones = new Map();
    this.active = null;
    this.tabs = new Tabs(by("phone-tabs"), (id) => this.activate(id.replace("phone-", "")));
    by("add").addEventListener("click", () => this.offer());
  }

  clear() {
    this.phones.clear();
    this.active = null;
    by("phones").replaceChildren();
    by("phone-tabs").replaceChildren();
  }

  update(view) {
    if (!this.phones.has(view.key)) this.put(view);
    this.phones.get(view.key).update(view);
    this.showBadge(view.key);
  }

  put(view) {
    const seen = () => this.active === view.key && (!narrow.matches || document.body.dataset.view === "phones");
    const phone = new Phone(view, () => this.activate(view.key), seen);
    this.phones.set(view.key, phone);
    by("phones").append(phone.node);
    by("phone-tabs").append(h("button", { type: "button", role: "tab", id: `tab-${view.key}`, "aria-controls": `phone-${view.key}` }, nameOf(view), h("span", { class: "badge", hidden: true })));
    phone.tick();
    if (!this.active || this.added === view.key) this.tabs.choose(phone.node.id);
    if (this.added === view.key) phone.node.scrollIntoView({ behavior: "smooth", inline: "end", block: "nearest" });
    by("add").hidden = EVERYBODY.every((key) => this.phones.has(key));
  }

  activate(key) {
    const changed = this.active !== key;
    this.active = key;
    for (const [one, phone] of this.phones) phone.node.classList.toggle("active", one === key);
    this.phones.get(key)?.read();
    this.showBadge(key);
    if (changed && this.phones.has(key)) this.tabs.choose(`phone-${key}`);
  }

  showBadge(key) {
    const { unread } = this.phones.get(key) ?? {};
    const badge = by(`tab-${key}`)?.querySelector(".badge");
    if (!badge) return;
    badge.hidden = !unread;
    badge.textContent = unread || "";
  }

  offer() {
    const absent = EVERYBODY.filter((key) => !this.phones.has(key));
    const label = (key) => t(knows(`name.${key}`) ? `name.${key}` : "name.unknown");
    const items = absent.map((key) => ({ label: label(key), hint: t(`stage.add.${key}`), act: () => this.add(key) }));
    toggleMenu(by("add"), by("add").parentElement, items, "corner");
  }

  add(key) {
    this.added = key;
    control("add", { phone: key });
  }

  tick() {
    for (const phone of this.phones.values()) phone.tick();
  }
}
