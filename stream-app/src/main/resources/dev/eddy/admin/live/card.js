import * as draw from "./draw.js";

const KEEP = draw.SECONDS * 1e6, SIGNAL = 76, RIBBON = 30, ESTIMATE = 64;

/** One key: what came of it lately, and its place on the page. */
export class Card {
  constructor(key, model, drop) {
    this.key = key;
    this.model = model;
    this.points = [];
    this.steps = [];
    this.channels = 1;
    this.most = [];
    this.newest = 0;
    this.element = this.build(drop);
  }

  build(drop) {
    const article = document.createElement("article");
    const id = `key-${CSS.escape(this.key)}`;
    article.setAttribute("aria-labelledby", id);
    article.innerHTML = `
      <header><h2></h2><p><i></i><b></b> <span></span></p><button type="button">×</button></header>
      <canvas role="img"></canvas>
      <p class="about"><span></span><span></span></p>
      <canvas role="img"></canvas>
      <p class="about"><span></span><span></span></p>
      <canvas role="img"></canvas>`;
    const [title] = article.getElementsByTagName("h2"), [close] = article.getElementsByTagName("button");
    title.textContent = title.title = this.key;
    title.id = id;
    close.setAttribute("aria-label", `Hide ${this.key}`);
    close.addEventListener("click", () => drop(this.key));
    [this.trace, this.scores, this.state] = article.getElementsByTagName("canvas");
    [this.swatch] = article.getElementsByTagName("i");
    [this.label] = article.getElementsByTagName("b");
    [this.note] = article.querySelectorAll("header span");
    this.notes = article.querySelectorAll(".about span");
    return article;
  }

  signal(chunk) {
    this.channels = chunk.channels.length;
    for (let i = 0; i < chunk.channels[0].low.length; i++) {
      const time = chunk.time + i * chunk.every;
      this.points.push({ time, low: chunk.channels.map(c => c.low[i]), high: chunk.channels.map(c => c.high[i]) });
    }
    this.moved(chunk.time + chunk.channels[0].low.length * chunk.every);
  }

  step(step) {
    const before = this.steps.at(-1), bytes = atob(step.state);
    step.every = before && before.epoch === step.epoch ? step.end - before.end : step.end - step.start;
    step.units = Float32Array.from(bytes, c => (c.charCodeAt(0) << 24 >> 24) * step.scale);
    step.units.forEach((value, i) => { this.most[i] = Math.max((this.most[i] ?? 0) * .998, Math.abs(value)); });
    this.steps.push(step);
    this.moved(step.end);
  }

  moved(time) {
    this.newest = Math.max(this.newest, time);
    const oldest = this.newest - 1.1 * KEEP;
    this.points.splice(0, this.points.findIndex(point => point.time >= oldest));
    this.steps.splice(0, this.steps.findIndex(step => step.end >= oldest));
  }

  /** Words, for those who read and those who listen. */
  say() {
    const last = this.steps.at(-1);
    if (!last) return;
    const [what, note] = this.model.say(last), index = this.model.labels?.labels.indexOf(last.label) ?? -1;
    this.swatch.className = index >= 0 ? `s${index % 8}` : "";
    this.label.textContent = what;
    this.note.textContent = note;
    this.notes[0].textContent = this.model.labels ? "confidence" : "prediction" + (this.model.lower ? " with its interval" : "");
    this.notes[1].textContent = `epoch ${last.epoch}, step ${last.step}`;
    this.notes[2].textContent = "hidden state";
    this.notes[3].textContent = last.units.length < last.of ? `${last.units.length} of ${last.of} units` : `${last.of} units`;
    this.trace.setAttribute("aria-label", `Signal of ${this.key}, the last ${draw.SECONDS} seconds`);
    this.scores.setAttribute("aria-label", `Predictions of ${this.key}: now ${what}, ${note}`);
    this.state.setAttribute("aria-label", `Hidden state of ${this.key} over time, ${last.of} units`);
  }

  draw(colours) {
    const start = this.newest - KEEP;
    const x = width => time => (time - start) / KEEP * width;
    const trace = draw.pen(this.trace, SIGNAL);
    draw.grid(trace, colours);
    draw.signal(trace, this.points, this.channels, x(trace.width), colours);
    const scores = draw.pen(this.scores, this.model.labels ? RIBBON : ESTIMATE);
    draw[this.model.labels ? "ribbon" : "estimate"](scores, this.steps, this.model, x(scores.width), colours);
    const rows = this.steps.at(-1)?.units.length ?? 0;
    const state = draw.pen(this.state, Math.max(24, Math.min(96, 3 * rows)));
    draw.heat(state, this.steps, this.most, x(state.width), colours);
  }
}
