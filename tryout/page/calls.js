// The log of the bot's calls, newest first.

import { by, h } from "./dom.js";
import { t } from "./texts.js";
import { seconds } from "./times.js";

const MOST = 200;

export class Calls {
  constructor(nameOf) {
    this.nameOf = nameOf;
    this.all = [];
  }

  clear() {
    this.all = [];
    by("log").replaceChildren();
  }

  add(rows) {
    this.all.push(...rows);
    by("log").prepend(...rows.slice(-MOST).map((row) => this.line(row)).reverse());
    while (by("log").children.length > MOST) by("log").lastChild.remove();
  }

  line({ at, method, phone, ok, code, fault }) {
    const end = ok && !fault ? "✓" : fault ? t("calls.fault", { fault: code ?? fault }) : String(code ?? t("calls.lost"));
    return h("li", { class: ok ? "" : "bad" },
      h("time", {}, seconds(at)), h("code", {}, method), h("span", {}, phone ? this.nameOf(phone) : ""), h("b", {}, end));
  }
}
