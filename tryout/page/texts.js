// The words of the page itself, in English or Dutch. What the bot says is its own business.

const LANGUAGES = ["en", "nl"];
const KEPT = "sleutelbot.language";
let texts = {};
let plural = new Intl.PluralRules("en");
export let language = "en";

function preferred() {
  const offered = [localStorage.getItem(KEPT), ...navigator.languages.map((one) => one.slice(0, 2))];
  return offered.find((one) => LANGUAGES.includes(one)) ?? "en";
}

export async function load() {
  language = preferred();
  texts = await (await fetch(`texts.${language}.json`)).json();
  plural = new Intl.PluralRules(language);
  document.documentElement.lang = language;
  fill(document);
}

// A text by its key. Where `count` is given there may be a form of its own, such as `key.one`.
export function t(key, values = {}) {
  const counted = "count" in values ? texts[`${key}.${plural.select(values.count)}`] : undefined;
  const text = counted ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const knows = (key) => key in texts;

function fill(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  }
  for (const node of root.querySelectorAll("[data-language]")) {
    node.setAttribute("aria-pressed", String(node.dataset.language === language));
    node.addEventListener("click", () => choose(node.dataset.language));
  }
}

function choose(chosen) {
  localStorage.setItem(KEPT, chosen);
  location.reload();
}
