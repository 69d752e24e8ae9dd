import { sleep } from '../api.mjs';
import { between } from '../random.mjs';

export default {
  what: 'silos, gateways and PostgreSQL are killed at random for some minutes, at most two at a time',
  async run({ attendance, minutes, random, log, breaks }) {
    const killed = {};
    for (const until = Date.now() + minutes * 60_000; Date.now() < until;) {
      await sleep(between(2, 6, random));
      const victims = new Set([random() < 0.25 ? 'postgres' : random() < 0.4 ? `gateway-${1 + Math.floor(random() * 2)}` : `silo-${1 + Math.floor(random() * 3)}`]);
      if (random() < 0.2) victims.add(`silo-${1 + Math.floor(random() * 3)}`);
      victims.forEach(victim => (killed[victim.split('-')[0]] = (killed[victim.split('-')[0]] ?? 0) + 1));
      await breaks(`kill -9 ${[...victims].join(', ')}`, () => attendance.kill(...victims));
      await sleep(between(1, 6, random));
      await attendance.start(...victims);
      log(`started ${[...victims].join(', ')}`);
      // Whoever is killed before it serves is not killed twice in a row for ever.
      await sleep(between(3, 8, random));
    }
    log(`killed: ${JSON.stringify(killed)}`);
  },
};
