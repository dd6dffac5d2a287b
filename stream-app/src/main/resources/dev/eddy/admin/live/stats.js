import { number, seconds, short } from "./model.js";
import * as draw from "./draw.js";

const KEPT = 60;

/** What is shown of the metrics: a name, and the value from the ones now, those before, and the seconds between,
 * its text, and what is said beside its name. */
const SHOWN = [
  ["Predictions", (now, before, s) => rate(now, before, s, "stream.predictions.count"), value => `${number(value)} <small>/s</small>`],
  ["Events", (now, before, s) => rate(now, before, s, /^events\..*count$/), value => `${number(value)} <small>/s</small>`],
  ["Latency", now => now["stream.latency.p50"] / 1e9, seconds, now => `p99 ${seconds(now["stream.latency.p99"] / 1e9, short)}`],
  ["Lag", now => now["stream.lag"], value => `${number(value)} <small>events</small>`],
  ["Batch", batch, value => `${number(value)} <small>windows</small>`],
  ["Run", now => now["engine.run.p50"] / 1e9, seconds, now => `p99 ${seconds(now["engine.run.p99"] / 1e9, short)}`],
  ["Keys", now => now["keys.live"] + now["keys.cold"], value => number(value)],
  ["Dead letters", (now, before, s) => rate(now, before, s, /^dead-letters\..*count$/), value => `${number(value)} <small>/s</small>`],
];

function total(metrics, name) {
  return name instanceof RegExp
    ? Object.keys(metrics).filter(key => name.test(key)).reduce((sum, key) => sum + metrics[key], 0)
    : metrics[name];
}

function rate(now, before, s, name) {
  return before && (total(now, name) - total(before, name)) / s;
}

/** Windows in a run of the model, lately. */
function batch(now, before) {
  const since = name => now[name] - before[name];
  return before && since("engine.run.count") ? since("stream.predictions.count") / since("engine.run.count") : undefined;
}

/** Asks for the metrics every second. */
export class Stats {
  constructor(list) {
    this.tiles = SHOWN.map(([name]) => {
      const tile = document.createElement("div"), canvas = document.createElement("canvas");
      tile.innerHTML = `<dt>${name} <small></small></dt><dd>–</dd>`;
      canvas.setAttribute("aria-hidden", "true");
      const cell = document.createElement("dd");
      cell.append(canvas);
      tile.append(cell);
      list.append(tile);
      return { value: tile.children[1], aside: tile.querySelector("small"), canvas, history: [] };
    });
  }

  async ask() {
    const answer = await fetch("metrics.json");
    if (!answer.ok) throw new Error(`the metrics answer ${answer.status}`);
    const now = await answer.json(), time = performance.now();
    SHOWN.forEach(([, value, text, aside], i) => {
      const shown = value(now, this.before, (time - this.time) / 1000), tile = this.tiles[i];
      tile.value.innerHTML = shown === undefined ? "–" : text(shown);
      if (aside) tile.aside.textContent = aside(now);
      if (Number.isFinite(shown)) tile.history = [...tile.history, shown].slice(-KEPT);
    });
    this.before = now;
    this.time = time;
  }

  draw(colours) {
    this.tiles.forEach(tile => draw.spark(draw.pen(tile.canvas, 22), tile.history, colours));
  }
}
