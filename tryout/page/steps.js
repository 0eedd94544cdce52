// The guided tour as a list. A step is ticked off when it happened, seen by what was sent and shown, never by words.
//
// To add one: an entry here, and `tour.<id>.title` and `tour.<id>.text` in both files of texts.
// `done(seen)` gets the phones by key, the calls so far, and how the bot is.

const offers = (phone, option) =>
  phone.messages.some((one) => one.rows.flat().some((key) => key.data?.split(":")[1] === option));
const times = (calls, method, phone) => calls.filter((one) => one.ok && one.method === method && one.phone === phone).length;
const spoke = (call, phone) => call.ok && call.phone === phone && /^(send|edit)/.test(call.method);

export const STEPS = [
  { id: "join", done: ({ phones }) => Boolean(phones.amina?.keyboard) },
  { id: "log", done: ({ phones }) => offers(phones.amina, "undo") },
  { id: "undo", done: ({ phones }) => offers(phones.amina, "redo") },
  // The menu of commands is set when she joins, and once more in each language she chooses afterwards.
  { id: "language", done: ({ calls }) => times(calls, "setMyCommands", "amina") > 1 },
  // Asked only of a contact that was logged off duty.
  { id: "evening", done: ({ phones }) => offers(phones.amina, "earlier") },
  {
    id: "kill",
    done: ({ bot, calls }) =>
      bot.state === "running" && bot.loss?.after && calls.slice(bot.loss.calls).some((one) => spoke(one, "amina")),
  },
];
