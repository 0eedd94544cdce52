// Faults on a switch: no network, too many messages, a bot that dies; and the proof that nothing was lost.

import { by } from "./dom.js";
import { control } from "./server.js";
import { t } from "./texts.js";

export class Faults {
  constructor() {
    this.view = { state: "starting" };
    by("life").addEventListener("click", () => control(this.lives ? "kill" : "start"));
    by("network").addEventListener("click", () => control("network", { away: !this.view.away }));
    by("too-many").addEventListener("click", () => control("too_many"));
  }

  get lives() {
    return this.view.state === "running" || this.view.state === "starting";
  }

  update(view) {
    this.view = view;
    by("state").dataset.state = view.away && this.lives ? "away" : view.state;
    by("state").textContent = t(`faults.state.${by("state").dataset.state}`);
    by("life").textContent = t(this.lives ? "faults.kill" : "faults.start");
    by("network").setAttribute("aria-checked", String(!view.away));
    by("too-many").setAttribute("aria-pressed", String(view.too_many > 0));
    const story = this.story(view).join(" ");
    by("lost").hidden = !story;
    if (by("lost").textContent !== story) by("lost").textContent = story;
  }

  story(view) {
    const parts = [];
    if (view.failure || view.complaint) parts.push(t("faults.failed", { reason: view.failure || view.complaint }));
    if (view.too_many) parts.push(t("faults.too_many_waits"));
    if (view.pending && (view.away || !this.lives)) parts.push(t("faults.pending", { count: view.pending }));
    if (view.away && !view.pending) parts.push(t("faults.away"));
    return [...parts, ...this.evidence(view.loss)];
  }

  evidence(loss) {
    if (!loss?.before) return [];
    const kept = (counts) => `${t("faults.contacts", { count: counts.contact })}, ${t("faults.questions", { count: counts.draft })}`;
    if (!loss.after) return [t(this.lives ? "faults.checks" : "faults.kept", { kept: kept(loss.before) })];
    const key = loss.after.contact < loss.before.contact ? "faults.fewer" : "faults.back";
    return [t(key, { before: kept(loss.before), after: kept(loss.after), count: loss.waited })];
  }
}
