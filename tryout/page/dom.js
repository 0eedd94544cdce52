// Small words for making and changing elements.

export const by = (id) => document.getElementById(id);

// An element with attributes, listeners (`onclick`) and children; what is null or false is left out.
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const DRAWN = {
  attach: "M8 12.5 14.5 6a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7L11 4",
  keys: "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M7 14h10",
  send: "M4 12 20 4l-5 16-3.5-6.5z",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  pencil: "M4 20l1-5L16 4l4 4L9 19z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  list: "M4 7h16M4 12h16M4 17h16",
};

// A drawing made of one line; decoration, so screen readers pass it by.
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", "icon"], ["aria-hidden", "true"]]) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", DRAWN[name]);
  svg.append(path);
  return svg;
}

// Make `list` hold exactly `nodes`. Those that stay are never moved, so none of them loses the focus.
export function arrange(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.childNodes]) if (!wanted.has(node)) node.remove();
  let place = list.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else list.insertBefore(node, place);
  }
}
