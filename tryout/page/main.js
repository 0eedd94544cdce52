// Puts the page together: what the stand-in tells goes to whoever shows it.

import { Calls } from "./calls.js";
import { Clock } from "./clock.js";
import { by } from "./dom.js";
import { Faults } from "./faults.js";
import { Memory } from "./memory.js";
import { nameOf } from "./phone.js";
import { control, listen } from "./server.js";
import { Stage } from "./stage.js";
import { Tabs } from "./tabs.js";
import * as texts from "./texts.js";
import { Tour } from "./tour.js";

await texts.load();

const phones = {};
const called = (key) => (phones[key] ? nameOf(phones[key]) : key);
const stage = new Stage();
const clock = new Clock(called);
const faults = new Faults();
const memory = new Memory();
const calls = new Calls(called);
const tour = new Tour();
let run = 0;

function begin(number) {
  if (number === run) return;
  run = number;
  for (const key of Object.keys(phones)) delete phones[key];
  stage.clear();
  calls.clear();
  tour.begin(run);
}

function heard(name, value) {
  if (name === "stage") begin(value.run);
  if (name === "clock") clock.update(value);
  if (name === "bot") faults.update(value);
  if (name === "calls") calls.add(value);
  if (name.startsWith("phone:")) {
    phones[value.key] = value;
    stage.update(value);
  }
  if (name !== "stage" && phones.amina) tour.update({ phones, calls: calls.all, bot: faults.view });
  if (name !== "clock") memory.stir();
}

const panels = ["tour", "memory", "calls"];
const side = new Tabs(by("side-tabs"), (chosen) => {
  for (const name of panels) by(name).hidden = name !== chosen;
  memory.show(chosen === "memory");
});
side.choose("tour");

function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll(".views button")) {
    button.toggleAttribute("aria-current", button.dataset.view === name);
  }
  if (name === "phones" && stage.active) stage.activate(stage.active);
}
for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => view(button.dataset.view));
}
view("phones");

by("again").addEventListener("click", () => by("sure").showModal());
by("sure").addEventListener("close", () => {
  if (by("sure").returnValue === "yes") control("again");
  by("sure").returnValue = "";
});

control("adopt", { language: texts.language });
listen(heard, (there) => {
  by("gone").hidden = there;
  // After a pause the stand-in tells everything anew.
  if (there) calls.clear();
});
setInterval(() => {
  clock.tick();
  stage.tick();
}, 1000);
