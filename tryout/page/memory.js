// What the bot has stored: every row of every table, as its own command tells it.

import { by, h } from "./dom.js";
import { remembered } from "./server.js";
import { knows, t } from "./texts.js";
import { clock, now, shortDay } from "./times.js";

const FIRST = ["contact", "draft", "outbox", "inbox"];
const PART_OF = { contact_topic: "contact_id", contact_action: "contact_id", contact_role: "contact_id" };
const QUIET_MS = 900;
const MOMENT = /^\d{4}-\d\d-\d\dT/;

export class Memory {
  constructor() {
    this.open = false;
    this.opened = new Set(["contact"]);
  }

  // Look again, once nothing has changed for a moment; only while somebody looks.
  stir() {
    if (!this.open) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), QUIET_MS);
  }

  show(open) {
    this.open = open;
    if (open) this.read();
  }

  async read() {
    const tables = await remembered();
    if (!tables) return;
    const names = Object.keys(tables).filter((name) => !FIRST.includes(name) && !(name in PART_OF));
    by("counts").replaceChildren(...FIRST.map((name) => this.count(name, tables[name])));
    by("tables").replaceChildren(...[...FIRST, ...names].map((name) => this.table(name, tables)));
  }

  count(name, rows) {
    return h("div", { class: "count", "data-table": name }, h("b", {}, String(rows.length)), h("span", {}, t(`memory.${name}`)));
  }

  table(name, tables) {
    const rows = tables[name];
    const caption = knows(`memory.${name}`) ? t(`memory.${name}`) : "";
    const details = h("details", { class: "table", "data-table": name, open: this.opened.has(name) },
      h("summary", {}, h("b", {}, caption), " ", h("code", { class: "faint" }, name), ` ${rows.length}`),
      rows.length ? null : h("p", { class: "faint" }, t("memory.empty")),
      ...rows.map((row) => this.row(name, row, tables)).reverse());
    details.addEventListener("toggle", () => (details.open ? this.opened.add(name) : this.opened.delete(name)));
    return details;
  }

  row(name, row, tables) {
    const cells = Object.entries(row).map(([column, value]) => this.cell(column, value));
    if (name === "contact") cells.push(...this.parts(row.id, tables));
    return h("dl", { class: "record" }, ...cells.flat());
  }

  parts(id, tables) {
    return Object.keys(PART_OF).map((name) => {
      const own = tables[name].filter((one) => one.contact_id === id);
      const values = own.map((one) => [one.setting, one.topic, one.detail, one.action, one.role].filter(Boolean).join(" / "));
      return this.cell(name, values.join(", ") || null);
    });
  }

  cell(column, value) {
    const waits = column === "not_before" && new Date(value) > now() ? t("memory.waits_until", { when: clock(new Date(value)) }) : null;
    const shown = waits ?? (value === null ? t("memory.nothing") : MOMENT.test(value) ? this.moment(value) : String(value));
    return [h("dt", {}, column), h("dd", { class: value === null ? "faint" : "", dir: "auto" }, shown)];
  }

  moment(value) {
    const moment = new Date(value);
    return `${shortDay(moment)} ${clock(moment)}`;
  }
}
