/** What the numbers of a prediction mean, from the model's manifest. */
export class Model {
  constructor(manifest) {
    this.name = manifest.name;
    this.version = manifest.version;
    let offset = 0;
    this.outputs = manifest.outputs.map(output => {
      const size = output.shape.reduce((product, n) => product * n, 1);
      const placed = { name: output.tensor, kind: output.kind, labels: output.labels ?? [], units: output.units ?? [], offset, size };
      offset += size;
      return placed;
    });
    this.labels = this.outputs.find(output => output.kind === "classification") ?? null;
    const named = name => this.outputs.find(output => output.name === name) ?? null;
    this.lower = named("lower");
    this.upper = named("upper");
    this.values = this.outputs.filter(output => output.kind !== "classification" && output !== this.lower && output !== this.upper)[0] ?? null;
  }

  /** One output of a step, as an array. */
  of(step, output) {
    return step.outputs.slice(output.offset, output.offset + output.size);
  }

  /** The first estimate of a step with its interval, if it has one. */
  estimate(step) {
    const at = output => output ? step.outputs[output.offset] : undefined;
    return { value: at(this.values), low: at(this.lower), high: at(this.upper) };
  }

  /** A step in a few words. */
  say(step) {
    if (this.labels) {
      const score = step.outputs[this.labels.offset + this.labels.labels.indexOf(step.label)];
      return [step.label, percent(score)];
    }
    const { value, low, high } = this.estimate(step);
    const unit = this.values.units[0] ?? "";
    const interval = low === undefined ? "" : ` (${number(low)} to ${number(high)})`;
    return [number(value) + (unit && " " + unit), this.values.name + interval];
  }
}

export const percent = share => `${Math.round(100 * share)} %`;

export function number(value) {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e4) return String(value);
  if (size >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  if (size >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function seconds(value, text = number) {
  if (value === undefined || !Number.isFinite(value)) return "–";
  return value >= 1 ? `${text(value)} s` : value >= 1e-3 ? `${text(1e3 * value)} ms` : `${text(1e6 * value)} µs`;
}

/** Roughly. */
export const short = value => String(Number(value.toPrecision(2)));
