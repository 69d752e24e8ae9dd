import { sleep } from '../api.mjs';
import { between, oneOf } from '../random.mjs';

export default {
  what: 'kill -9 of a random silo, which is started again at once',
  times: 100,
  reporters: { count: 150, pause: 2000 },
  demands: [
    { what: 'gap p95', of: run => run.gap.p95, most: 6, unit: ' s' },
    { what: 'longest gap', of: run => run.gap.longest, most: 15, unit: ' s' },
  ],
  async run({ system, attendance, times, random, breaks }) {
    for (let time = 0; time < times; time++) {
      const silo = oneOf(system.silos, random);
      await breaks(`kill -9 ${silo}`, () => attendance.kill(silo));
      await attendance.start(silo);
      await attendance.everythingServes();
      await sleep(between(1, 4, random));
    }
  },
};
