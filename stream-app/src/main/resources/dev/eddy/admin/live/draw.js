/** All that is drawn. Every function takes a pen, its box in pixels, and x: time in microseconds to pixels. */

export const SECONDS = 15;

/** A pen on a canvas of the size at which it is shown. */
export function pen(canvas, height) {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

export function grid({ context, width, height }, colours) {
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let second = 5; second < SECONDS; second += 5) {
    const at = Math.round(width * second / SECONDS) + .5;
    context.moveTo(at, 0);
    context.lineTo(at, height);
  }
  context.stroke();
}

/** Each channel in a lane of its own, drawn from lowest to highest so that no peak is lost. */
export function signal({ context, height }, points, channels, x, colours) {
  const lane = height / channels;
  for (let channel = 0; channel < channels; channel++) {
    let least = Infinity, most = -Infinity;
    for (const point of points) {
      least = Math.min(least, point.low[channel]);
      most = Math.max(most, point.high[channel]);
    }
    const span = Math.max(most - least, 1e-9);
    const y = value => lane * (channel + .95 - .9 * (value - least) / span);
    context.strokeStyle = colours.signal;
    context.lineWidth = 1;
    context.beginPath();
    let before = -Infinity;
    for (const point of points) {
      const at = x(point.time);
      context[point.time - before > 500_000 ? "moveTo" : "lineTo"](at, y(point.low[channel]));
      context.lineTo(at, y(point.high[channel]));
      before = point.time;
    }
    context.stroke();
  }
}

/** The probabilities of all labels, one on top of the other. */
export function ribbon({ context, height }, steps, model, x, colours) {
  const { offset, size } = model.labels;
  for (const step of steps) {
    let from = 0;
    const left = x(step.end - step.every), width = x(step.end) - left + .5;
    for (let i = 0; i < size; i++) {
      const share = step.outputs[offset + i];
      context.fillStyle = colours.labels[i % colours.labels.length];
      context.fillRect(left, height * (1 - from - share), width, height * share + .5);
      from += share;
    }
  }
}

/** An estimate with its interval. */
export function estimate({ context, height }, steps, model, x, colours) {
  const points = steps.map(step => ({ at: x(step.end), ...model.estimate(step) }));
  const all = points.flatMap(p => [p.value, p.low ?? p.value, p.high ?? p.value]);
  const least = Math.min(...all), span = Math.max(Math.max(...all) - least, 1e-9);
  const y = value => height * (.92 - .84 * (value - least) / span);
  if (points.length && points[0].low !== undefined) {
    context.fillStyle = colours.signal;
    context.globalAlpha = .22;
    context.beginPath();
    points.forEach(p => context.lineTo(p.at, y(p.high)));
    [...points].reverse().forEach(p => context.lineTo(p.at, y(p.low)));
    context.fill();
    context.globalAlpha = 1;
  }
  context.strokeStyle = colours.warm;
  context.lineWidth = 1.5;
  context.beginPath();
  points.forEach(p => context.lineTo(p.at, y(p.value)));
  context.stroke();
}

/** The hidden state: a row for each unit, each on a scale of its own, cold below zero and warm above. */
export function heat({ context, height }, steps, most, x, colours) {
  for (const step of steps) {
    const rows = step.units.length, tall = height / rows;
    const left = x(step.end - step.every), width = x(step.end) - left + .5;
    for (let row = 0; row < rows; row++) {
      const value = step.units[row] / (most[row] || 1);
      context.fillStyle = colours.heat[Math.max(0, Math.min(32, Math.round(16 + 16 * value)))];
      context.fillRect(left, row * tall, width, tall + .5);
    }
  }
}

/** The last minute of a number. */
export function spark({ context, width, height }, values, colours) {
  if (values.length < 2) return;
  const most = Math.max(...values, 1e-12);
  context.strokeStyle = colours.signal;
  context.lineWidth = 1.25;
  context.globalAlpha = .8;
  context.beginPath();
  values.forEach((value, i) => context.lineTo(width * i / (values.length - 1), height - 2 - (height - 4) * value / most));
  context.stroke();
}

/** The colours of the theme, as the style sheet has them. */
export function colours() {
  const style = getComputedStyle(document.documentElement), of = name => style.getPropertyValue(name).trim();
  const mix = (from, to, share) => from.map((value, i) => Math.round(value + (to[i] - value) * share));
  const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const [cold, zero, warm] = ["--cold", "--zero", "--warm"].map(name => rgb(of(name)));
  const heat = Array.from({ length: 33 }, (_, i) => `rgb(${i < 16 ? mix(zero, cold, (16 - i) / 16) : mix(zero, warm, (i - 16) / 16)})`);
  return { line: of("--line"), signal: of("--signal"), warm: of("--warm"), heat, labels: Array.from({ length: 8 }, (_, i) => of(`--c${i}`)) };
}
