// The guided tour: what to do next, ticked off when it happened.

import { by, h } from "./dom.js";
import { STEPS } from "./steps.js";
import { t } from "./texts.js";

export class Tour {
  constructor() {
    this.items = STEPS.map((step, index) => this.item(step, index));
    by("steps").replaceChildren(...this.items);
  }

  // Each clean start has its own ticks; they outlive a change of the page's language.
  begin(run) {
    this.kept = `sleutelbot.tour.${location.pathname}.${run}`;
    this.done = new Set(JSON.parse(sessionStorage.getItem(this.kept) ?? "[]"));
    this.draw();
  }

  item(step, index) {
    return h("li", { class: "step" },
      h("details", { name: "tour" },
        h("summary", {}, h("span", { class: "number", "aria-hidden": "true" }, String(index + 1)), t(`tour.${step.id}.title`), h("span", { class: "hidden ticked" })),
        h("p", {}, t(`tour.${step.id}.text`))));
  }

  // A later step counts only after the earlier ones, so that the tour is followed in order.
  update(seen) {
    const before = this.done.size;
    for (const step of STEPS) {
      if (!this.done.has(step.id) && !step.done(seen)) break;
      this.done.add(step.id);
    }
    if (this.done.size === before) return;
    sessionStorage.setItem(this.kept, JSON.stringify([...this.done]));
    this.draw();
  }

  draw() {
    const next = STEPS.findIndex((step) => !this.done.has(step.id));
    document.body.dataset.step = STEPS[next]?.id ?? "";
    this.items.forEach((item, index) => {
      const done = this.done.has(STEPS[index].id);
      item.classList.toggle("done", done);
      item.querySelector(".number").textContent = done ? "✓" : String(index + 1);
      item.querySelector(".ticked").textContent = done ? t("tour.ticked") : "";
      item.toggleAttribute("aria-current", index === next);
      item.querySelector("details").open = index === next;
    });
    by("progress").textContent = `${this.done.size}/${STEPS.length}`;
    by("cheer").hidden = next !== -1;
  }
}
