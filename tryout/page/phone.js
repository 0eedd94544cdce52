// One phone: its label, its frame, the chat with the bot, and what lies over it.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { by, h, icon } from "./dom.js";
import { toggleMenu } from "./menu.js";
import { Notices } from "./notices.js";
import { act, control } from "./server.js";
import { knows, t } from "./texts.js";
import { clock, now } from "./times.js";

const SHORT_MS = 300;
const LANGUAGES = { nl: "Nederlands", en: "English", ar: "العربية", uk: "Українська" };

export const nameOf = (view) => (knows(`name.${view.key}`) ? t(`name.${view.key}`) : view.name);

export class Phone {
  // `activate` is called when somebody turns to this phone; `isSeen` says whether it is looked at.
  constructor(view, activate, isSeen) {
    this.key = view.key;
    this.isSeen = isSeen;
    this.unread = 0;
    this.chat = new Chat(view.key, { copy: (text) => this.copy(text), say: (text) => act(this.key, "send", { text }), tap: (message, data) => this.tap(message, data), look, change: (message) => this.composer.change(message) });
    this.composer = new Composer(view.key);
    this.notices = new Notices(activate);
    this.node = this.build(view);
    this.node.addEventListener("pointerdown", activate);
    this.node.addEventListener("focusin", activate);
  }

  build(view) {
    this.badge = h("span", { class: "badge", hidden: true });
    this.time = h("span", { class: "time" });
    this.under = h("span", { class: "under" });
    this.invitation = h("div", { class: "invitation", hidden: true });
    const screen = h("div", { class: "screen" },
      h("div", { class: "status-bar", "aria-hidden": "true" }, this.time, h("span", { class: "signal" })),
      h("div", { class: "chat-head" }, h("img", { src: "icon.svg", alt: "", width: 36, height: 36 }),
        h("div", {}, h("b", {}, "Sleutelbot"), this.under), this.more()),
      h("div", { class: "chat" }, this.chat.list, this.invitation, this.notices.toasts),
      this.composer.node, this.notices.place);
    return h("section", { class: "phone", id: `phone-${view.key}`, "aria-label": t("stage.phone_of", { name: nameOf(view) }) }, this.label(view), h("div", { class: "frame" }, screen));
  }

  label(view) {
    const role = t(`role.${view.role ?? "stranger"}`);
    this.language = h("select", { "aria-label": t("stage.language"), title: t("stage.language"), onchange: () => act(this.key, "language", { language: this.language.value }) },
      Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, lang: code }, name)));
    return h("div", { class: "label" },
      h("div", { class: "who" }, h("h2", {}, nameOf(view), this.badge), h("p", {}, view.team ? `${role} · ${view.team}` : role)),
      h("label", { class: "speaks" }, h("span", { "aria-hidden": "true" }, "🌐"), this.language));
  }

  more() {
    const label = t("stage.more");
    const button = h("button", { type: "button", class: "tool", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false" }, icon("more"));
    button.addEventListener("click", () => toggleMenu(button, button.parentElement, this.choices(), "corner"));
    return button;
  }

  choices() {
    const { blocked, started, role } = this.view;
    const block = { label: t(blocked ? "composer.unblock" : "stage.block"), act: () => act(this.key, blocked ? "unblock" : "block") };
    const invite = { label: t("stage.invite"), act: () => control("invite", { phone: this.key }) };
    return [...(started ? [block] : []), ...(role ? [invite] : [])];
  }

  update(view) {
    const fresh = this.view ? view.messages.filter((one) => !one.out && one.id > this.newest) : [];
    this.newest = Math.max(0, ...view.messages.map((one) => one.id));
    this.view = view;
    this.language.value = view.language ?? "";
    this.under.textContent = t(view.typing ? "stage.typing" : "stage.bot");
    this.under.classList.toggle("typing", view.typing);
    this.notice(fresh);
    this.chat.update(view.messages, view.tapped ?? this.tapping);
    this.composer.update(view);
    this.notices.update(view.toasts);
    this.offer(view);
  }

  // A message on a phone that nobody looks at rings and counts; one that is edited does neither.
  notice(fresh) {
    if (!fresh.length || this.isSeen()) return;
    this.unread += fresh.length;
    this.chat.unreadFrom ??= fresh[0].id;
    this.showUnread();
    const loud = fresh.filter((one) => !one.silent);
    if (loud.length) this.notices.tell(loud.at(-1), nameOf(this.view));
  }

  read() {
    if (this.unread) this.notices.dismiss();
    this.unread = 0;
    this.showUnread();
  }

  showUnread() {
    this.badge.hidden = !this.unread;
    this.badge.textContent = this.unread || "";
    this.badge.setAttribute("aria-label", t("stage.unread", { count: this.unread }));
  }

  // The invitation as it reaches her, one tap from joining.
  offer(view) {
    const waits = Boolean(view.role) && !view.started && !view.invited;
    this.invitation.hidden = !view.invited && !waits;
    const state = `${view.invited} ${waits}`;
    if (state === this.offered) return;
    this.offered = state;
    const open = h("button", { type: "button", class: "main", disabled: waits, onclick: () => this.join() }, t(waits ? "invitation.waits" : "invitation.open"));
    this.invitation.replaceChildren(h("p", { class: "from" }, t(`invitation.from.${view.role}`)), h("p", {}, t(`invitation.words.${view.role}`)), open);
  }

  join() {
    act(this.key, "open");
    this.chat.list.focus();
  }

  async tap(message, data) {
    this.chat.unreadFrom = null;
    this.tapping = { message_id: message.id, data };
    this.chat.mark(this.tapping);
    await act(this.key, "tap", { message_id: message.id, data });
    this.tapping = null;
    // An answer that came at once and changed nothing leaves no trace but this.
    setTimeout(() => this.chat.mark(this.view.tapped), SHORT_MS);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The browser keeps its clipboard to itself; the phone would have copied.
    }
    this.notices.say(t("chat.copied", { text }));
  }

  tick() {
    this.time.textContent = clock(now());
  }
}

function look(address) {
  by("viewed").src = address;
  by("viewer").showModal();
}
