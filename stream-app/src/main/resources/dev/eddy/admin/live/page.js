import { Card } from "./card.js";
import { Model, number, percent, seconds } from "./model.js";
import { Stats } from "./stats.js";
import * as draw from "./draw.js";

const AT_FIRST = 6, MOST_SHOWN = 12, FOUND = 60, FRAME = 80;

const at = id => document.getElementById(id);
const cards = new Map();
const stats = new Stats(at("stats"));
let model, meaning, events, colours = draw.colours(), paused = false, chosen = false, drawn = 0;

function open() {
  const keys = [...cards.keys()].map(key => `key=${encodeURIComponent(key)}`).join("&");
  const before = events;
  events = new EventSource(`live/events?${keys}`);
  events.onopen = () => { before?.close(); state(); };
  events.onerror = () => state("Not connected; trying again.");
  events.addEventListener("signal", event => take(JSON.parse(event.data), "signal"));
  events.addEventListener("step", event => take(JSON.parse(event.data), "step"));
}

function take(event, kind) {
  if (!paused) cards.get(event.key)?.[kind](event);
}

function state(problem) {
  at("state").textContent = problem ?? (paused ? "Paused." : "Live.");
  at("state").toggleAttribute("data-good", !problem && !paused);
}

function show(keys) {
  for (const key of keys.filter(key => !cards.has(key)).slice(0, MOST_SHOWN - cards.size)) {
    const card = new Card(key, model, toggle);
    cards.set(key, card);
    at("cards").append(card.element);
  }
  at("empty").hidden = cards.size > 0;
  open();
}

function toggle(key) {
  chosen = true;
  if (!cards.has(key)) return show([key]);
  cards.get(key).element.remove();
  cards.delete(key);
  open();
  for (const button of at("found").querySelectorAll("button")) button.ariaPressed = String(cards.has(button.dataset.key));
}

async function find() {
  const answer = await fetch(`live/keys?limit=${FOUND}&search=${encodeURIComponent(at("search").value)}`);
  const { known, found, keys, refused } = await answer.json();
  if (!chosen && keys.length && cards.size < Math.min(AT_FIRST, keys.length)) show(keys.slice(0, AT_FIRST).map(each => each.key));
  at("known").textContent = `${known} known, ${found} found` + (found > keys.length ? `, the first ${keys.length} listed` : "")
    + `, ${cards.size} shown` + (cards.size >= MOST_SHOWN ? " (the most there is room for)" : "");
  list(keys);
  tell(refused);
}

/** Why a key is silent: what was wrong with the last of its events that could not be used. */
function tell(refused) {
  const [summary, entries] = at("refused").children;
  at("refused").hidden = !refused.length;
  summary.textContent = `Refused: events of ${refused.length} ${refused.length === 1 ? "key" : "keys"} lately`;
  entries.replaceChildren(...refused.map(({ key, reason, message, times, lastMillis }) => {
    const item = document.createElement("li"), name = document.createElement("b"), note = document.createElement("small");
    name.textContent = key || "(no key)";
    note.textContent = ` ${reason}, ${times} ×, last at ${new Date(lastMillis).toLocaleTimeString()}: ${message}`;
    item.append(name, note);
    return item;
  }));
}

/** Buttons stay where they are while they can: nobody's focus is taken away. */
function list(keys) {
  const present = new Map([...at("found").children].map(item => [item.dataset.key, item]));
  const wanted = new Set(keys.map(each => each.key));
  present.forEach((item, key) => { if (!wanted.has(key)) item.remove(); });
  for (const { key, last } of keys) {
    const item = present.get(key) ?? entry(key);
    const button = item.firstChild;
    button.ariaPressed = String(cards.has(key));
    button.lastChild.textContent = last.label ? ` ${last.label} ${percent(last.score)}` : "";
    if (!present.has(key)) at("found").append(item);
  }
}

function entry(key) {
  const item = document.createElement("li"), button = document.createElement("button");
  item.dataset.key = button.dataset.key = key;
  button.type = "button";
  button.append(key, document.createElement("small"));
  button.addEventListener("click", () => { toggle(key); button.ariaPressed = String(cards.has(key)); });
  item.append(button);
  return item;
}

function pause() {
  paused = !paused;
  at("pause").ariaPressed = String(paused);
  at("pause").textContent = paused ? "Go on" : "Pause";
  state();
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  at("theme").textContent = name === "dark" ? "Light" : "Dark";
  colours = draw.colours();
}

function otherTheme() {
  const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", name);
  theme(name);
}

function frame(time) {
  if (time - drawn >= FRAME) {
    drawn = time;
    if (!paused) cards.forEach(card => card.draw(colours));
    stats.draw(colours);
  }
  requestAnimationFrame(frame);
}

async function every(ms, work) {
  try {
    if (!paused && !document.hidden) await work();
  } catch (problem) {
    state(`Not connected: ${problem.message}.`);
  }
  setTimeout(() => every(ms, work), ms);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const preferred = () => theme(localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"));
dark.addEventListener("change", preferred);
preferred();
at("pause").addEventListener("click", pause);
at("theme").addEventListener("click", otherTheme);
at("search").addEventListener("input", find);
document.addEventListener("keydown", event => {
  if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = { "/": () => at("search").focus(), p: pause, t: otherTheme }[event.key];
  if (action) { event.preventDefault(); action(); }
});

function legend(labels) {
  labels.slice(0, 8).forEach((label, i) => {
    const item = document.createElement("li"), swatch = document.createElement("i");
    swatch.className = `s${i}`;
    item.append(swatch, label);
    at("legend").append(item);
  });
}

/** Which model scores, and how one that is tried does beside it. Another one may say other things: then all begins anew. */
async function models() {
  const said = await (await fetch("model")).json(), { shadow } = said;
  if (model && JSON.stringify(said.outputs) !== meaning) return location.reload();
  meaning = JSON.stringify(said.outputs);
  model ??= new Model(said);
  at("model").textContent = `${said.name} ${said.version}`;
  at("shadow").hidden = !shadow;
  at("shadow").textContent = shadow ? tried(shadow) : "";
}

function tried({ version, share, windows, failures, agreement, latencyMillis, presentLatencyMillis }) {
  return `in its shadow version ${version}, on ${percent(share)} of the keys: ${(100 * agreement).toFixed(1)} % of ${number(windows)} windows alike`
    + (failures ? `, ${number(failures)} failed` : "")
    + `, ${seconds(latencyMillis / 1e3)} each (present model ${seconds(presentLatencyMillis / 1e3)})`;
}

await models();
legend(model.labels?.labels ?? []);
open();
every(1000, () => stats.ask());
every(1500, find);
every(2000, models);
every(500, async () => { cards.forEach(card => card.say()); });
requestAnimationFrame(frame);
