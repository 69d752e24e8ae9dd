// Figures of a run.
import fs from 'node:fs';
import os from 'node:os';

/** The value that so much of a list does not exceed; null of an empty one. */
export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] : null;
}

/** How long reports waited for their acknowledgement: mere numbers, since the client stops to tidy up objects. */
export class Waits {
  #numbers = [];

  /** From when to when, in milliseconds of the clock. */
  add(reporter, began, ended) { this.#numbers.push(reporter, began, ended); }

  *[Symbol.iterator]() {
    for (let place = 0; place < this.#numbers.length; place += 3) {
      yield { reporter: this.#numbers[place], began: this.#numbers[place + 1], ended: this.#numbers[place + 2] };
    }
  }
}

/**
 * For each break and each reporter the longest time, in seconds, that one report waited for its acknowledgement between that break and
 * the next: a gap is what a reporter sees of a break, also where it is nothing.
 */
export function gaps(waits, breaks, reporters) {
  const longest = breaks.map(() => Array(reporters).fill(null));
  for (const { reporter, began, ended } of waits) {
    for (let place = 0; place < breaks.length; place++) {
      if (ended < breaks[place] || began >= (breaks[place + 1] ?? Infinity)) continue;
      longest[place][reporter] = Math.max(longest[place][reporter] ?? 0, (ended - began) / 1000);
    }
  }
  return longest.flat().filter(gap => gap !== null);
}

/** Seconds that reports waited which began between two moments. */
export function waited(waits, from, to) {
  const found = [];
  for (const { began, ended } of waits) if (began >= from && began < to) found.push((ended - began) / 1000);
  return found;
}

/** The commit that a server was built from, as its build says. */
export function builtFrom(dll) {
  return /\+([0-9a-f]{7})[0-9a-f]{33}/.exec(fs.readFileSync(dll, 'latin1'))?.[1] ?? 'unknown';
}

/** Looks at the machine's load average each few seconds; gives its mean. */
export function watchLoad() {
  const seen = [os.loadavg()[0]];
  const timer = setInterval(() => seen.push(os.loadavg()[0]), 5000).unref();
  return () => {
    clearInterval(timer);
    return seen.reduce((sum, load) => sum + load, 0) / seen.length;
  };
}

/** A number of seconds as it is shown. */
export const seconds = value => (value === null || value === undefined ? '–' : value >= 100 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toFixed(2));
