/** The same seed gives the same sequence (mulberry32); one generator for each purpose, so that timing changes neither. */
export function generator(number) {
  return () => {
    number = (number + 0x6d2b79f5) | 0;
    let t = Math.imul(number ^ (number >>> 15), 1 | number);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export const oneOf = (list, random) => list[Math.floor(random() * list.length)];

/** Milliseconds between two numbers of seconds. */
export const between = (least, most, random) => (least + random() * (most - least)) * 1000;
