// The clock bar: what time the bot believes it is, and what it did when time went forward.

import { by, h } from "./dom.js";
import { control } from "./server.js";
import { t } from "./texts.js";
import { clock, field, now, seconds, setAhead, shortDay } from "./times.js";

export class Clock {
  // `nameOf(key)` is what a phone is called here.
  constructor(nameOf) {
    this.nameOf = nameOf;
    for (const button of document.querySelectorAll("[data-to]")) {
      button.addEventListener("click", () => this.go(button.dataset.to));
    }
    this.input = by("moment").elements.moment;
    this.input.addEventListener("input", () => this.input.setCustomValidity(""));
    by("moment").addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(this.input.value);
    });
  }

  async go(to) {
    if (await control("clock", { to })) return;
    this.input.setCustomValidity(t("clock.only_forward"));
    this.input.reportValidity();
  }

  update({ ahead, jump }) {
    setAhead(ahead);
    this.tick();
    this.input.value = field(now());
    by("jumped").hidden = !jump;
    if (jump) by("jumped").replaceChildren(...this.story(jump));
  }

  tick() {
    const moment = now();
    const label = `${shortDay(moment)} ${seconds(moment)}`;
    if (by("now").textContent !== label) by("now").textContent = label;
  }

  story({ from, to, waits, did }) {
    const when = (moment) => `${shortDay(moment)} ${clock(moment)}`;
    const parts = [h("b", {}, t("clock.between", { from: when(from), to: when(to) })), " "];
    const deeds = did.map(({ phone, kind, times }) => t(`clock.did.${kind}`, { name: this.nameOf(phone), count: times }));
    parts.push(deeds.length ? `${deeds.join("; ")}.` : waits ? "" : t("clock.nothing"));
    if (waits) parts.push(" ", h("span", { class: "waits" }, t("clock.waits")));
    return parts;
  }
}
