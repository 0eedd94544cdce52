// The messages of one phone, kept in step with what the messenger has.

import { bubble } from "./bubble.js";
import { arrange, h } from "./dom.js";
import { t } from "./texts.js";
import { day } from "./times.js";

const NEAR = 80;

export class Chat {
  constructor(phone, hands) {
    this.phone = phone;
    this.hands = hands;
    this.kept = new Map();
    this.chips = new Map();
    this.unreadFrom = null;
    this.list = h("ol", { class: "messages", role: "log", tabindex: 0, "aria-label": t("chat.messages") });
    this.follows = true;
    this.list.addEventListener("scroll", () => (this.follows = this.atEnd), { passive: true });
    // Whoever reads the end still does when keys or another message take room.
    new ResizeObserver(() => this.follows && this.toEnd()).observe(this.list);
  }

  get atEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  // Bring the list up to date; what changed in place shows it for a moment.
  update(messages, tapped) {
    const focus = this.focusedKey();
    const newest = messages.at(-1);
    const spoke = newest?.out && newest.id !== this.last;
    if (spoke) this.unreadFrom = null;
    this.last = newest?.id;
    arrange(this.list, this.nodes(messages));
    this.mark(tapped);
    if (this.follows || spoke) this.toEnd();
    this.restore(focus);
  }

  nodes(messages) {
    const nodes = [];
    const kept = new Map();
    let before = null;
    for (const message of messages) {
      const today = day(message.date);
      if (today !== before) nodes.push(this.chip(today, today));
      if (message.id === this.unreadFrom) nodes.push(this.chip("unread", t("chat.unread")));
      before = today;
      kept.set(message.id, this.entry(message));
      nodes.push(kept.get(message.id).node);
    }
    this.kept = kept;
    return nodes;
  }

  entry(message) {
    const old = this.kept.get(message.id);
    const signature = JSON.stringify(message);
    if (old?.signature === signature) return old;
    const node = bubble(this.phone, message, this.hands);
    node.classList.add(!old ? "new" : message.edits > old.edits ? "changed" : "same");
    return { signature, node, edits: message.edits };
  }

  chip(name, text) {
    if (!this.chips.has(name)) this.chips.set(name, h("li", { class: `chip ${name}` }, text));
    return this.chips.get(name);
  }

  // The button that waits for the bot, and its neighbours that wait with it.
  mark(tapped) {
    for (const [id, { node }] of this.kept) {
      const waits = tapped?.message_id === id;
      node.classList.toggle("waiting", waits);
      for (const key of node.querySelectorAll("button.key")) {
        const pressed = waits && key.dataset.data === tapped.data;
        key.classList.toggle("pressed", pressed);
        key.toggleAttribute("aria-busy", pressed);
      }
    }
  }

  focusedKey() {
    const focused = document.activeElement;
    if (!this.list.contains(focused) || focused === this.list) return null;
    return { id: Number(focused.closest(".message")?.dataset.id), data: focused.dataset.data };
  }

  // A question that was answered by keyboard has become the next one: go on there.
  restore(focus) {
    if (!focus || this.list.contains(document.activeElement)) return;
    const keys = [...(this.kept.get(focus.id)?.node.querySelectorAll(".key") ?? [])];
    const next = keys.find((key) => key.dataset.data === focus.data) ?? keys[0] ?? this.list;
    next.focus({ preventScroll: next === this.list });
  }
}
