// A list of tabs: arrows walk, and the chosen one alone can be reached with Tab.

export class Tabs {
  // `chosen(name)` is called with the panel's id whenever another tab is chosen.
  constructor(list, chosen) {
    this.list = list;
    this.chosen = chosen;
    list.addEventListener("keydown", (event) => this.walk(event));
    list.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) this.choose(tab.getAttribute("aria-controls"));
    });
  }

  get tabs() {
    return [...this.list.querySelectorAll("[role=tab]")];
  }

  choose(name) {
    for (const tab of this.tabs) {
      const mine = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", String(mine));
      tab.tabIndex = mine ? 0 : -1;
    }
    this.chosen(name);
  }

  walk(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const tabs = this.tabs;
    const next = tabs[(tabs.indexOf(document.activeElement) + steps[event.key] + tabs.length) % tabs.length];
    this.choose(next.getAttribute("aria-controls"));
    next.focus();
  }
}
