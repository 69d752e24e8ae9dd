import { sleep } from '../api.mjs';
import { between } from '../random.mjs';

export default {
  what: 'kill -9 of PostgreSQL, all silos, all gateways and nginx at once, which are started again together',
  times: 20,
  reporters: { count: 50, pause: 500 },
  demands: [{ what: 'every report that waits is acknowledged after the start, longest,', of: run => run.again, most: 20, unit: ' s' }],
  async run({ system, attendance, reporters, times, random, log, again, breaks }) {
    for (let time = 0; time < times; time++) {
      await breaks('kill -9 of everything', () => attendance.kill(...system.names));
      await sleep(between(0, 3, random));
      const began = Date.now();
      await attendance.start(...system.names);
      await reporters.answered();
      again.push((Date.now() - began) / 1000);
      log(`serves again after ${again.at(-1).toFixed(1)} s`);
      await attendance.everythingServes();
      await sleep(between(1, 4, random));
    }
  },
};
