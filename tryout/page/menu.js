// A list that opens beside a button: arrows walk, Enter chooses, Escape closes and gives the focus back.

import { h } from "./dom.js";

let open = null;

export function closeMenu(giveBack = false) {
  if (!open) return;
  const { menu, button } = open;
  open = null;
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (giveBack) button.focus();
}

// Each item is {label, hint, act}. A second press of the button closes its list.
export function toggleMenu(button, place, items, name = "") {
  const mine = open?.button === button;
  closeMenu();
  if (mine) return;
  const menu = h("div", { class: `menu ${name}`, role: "menu", "aria-label": button.getAttribute("aria-label") ?? button.textContent });
  menu.append(...items.map((item) => entry(item)));
  menu.addEventListener("keydown", (event) => walk(event, menu));
  place.append(menu);
  button.setAttribute("aria-expanded", "true");
  open = { menu, button };
  menu.firstElementChild?.focus();
}

function entry({ label, hint, act }) {
  const choose = () => {
    closeMenu(true);
    act();
  };
  return h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: choose },
    h("span", { dir: "auto" }, label), hint ? h("span", { class: "hint", dir: "auto" }, hint) : null);
}

function walk(event, menu) {
  const items = [...menu.children];
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (event.key === "Tab") return closeMenu(true);
  if (!(event.key in steps)) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement) + steps[event.key];
  const wrapped = Number.isFinite(at) ? (at + items.length) % items.length : at < 0 ? 0 : items.length - 1;
  items[wrapped].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    event.stopPropagation();
    closeMenu(true);
  }
}, true);
document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) closeMenu();
});
