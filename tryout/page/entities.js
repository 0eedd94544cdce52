// A message's text with its marks: offsets are in UTF-16, as JavaScript counts.

import { h } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

// `hands` says what happens with a tapped code or command.
export function marked(text, entities, hands) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const box = h("div", { class: "words", dir: "auto" });
  fill(box, text, 0, text.length, ordered, hands);
  return box;
}

function fill(parent, text, start, end, entities, hands) {
  let place = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    const inner = [];
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) inner.push(entities[next++]);
    parent.append(text.slice(place, entity.offset));
    const node = element(entity, text.slice(entity.offset, stop), hands);
    fill(node, text, entity.offset, stop, inner, hands);
    parent.append(node);
    [place, index] = [stop, next];
  }
  parent.append(text.slice(place, end));
}

function element(entity, words, hands) {
  switch (entity.type) {
    case "code":
      return tappable("code", () => hands.copy(words));
    case "bot_command":
      return tappable("span", () => hands.say(words), "link");
    case "text_link":
      return link(entity.url);
    case "url":
      return link(/^https?:/.test(words) ? words : `https://${words}`);
    default:
      return h(TAGS[entity.type] ?? "span", { class: entity.type });
  }
}

function link(address) {
  const safe = /^(https?|tg|tel|mailto):/.test(address) ? address : null;
  return h("a", { class: "link", href: safe, target: "_blank", rel: "noopener noreferrer" });
}

function tappable(tag, act, name = "tappable") {
  const onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return h(tag, { class: name, role: "button", tabindex: 0, onclick: act, onkeydown });
}
