import { sleep } from '../api.mjs';
import { oneOf } from '../random.mjs';

export default {
  what: 'a silo is started with a clock an hour ahead, then with one an hour behind, and then with the right one (faketime)',
  times: 2,
  reporters: { count: 50, pause: 200 },
  demands: [{ what: 'longest gap', of: run => run.gap.longest, most: 20, unit: ' s' }],
  async run({ system, attendance, times, random, log, breaks }) {
    for (let time = 0; time < times; time++) {
      for (const off of ['+3600', '-3600', null]) {
        const silo = oneOf(system.silos, random);
        await breaks(`${silo} has a clock that is ${off ? `${off} seconds off` : 'right'}`, () => attendance.stop(silo));
        await attendance.begins(silo, () => system.start(silo, off && `faketime -m --exclude-monotonic -f ${off}`));
        await attendance.everythingServes();
        log('everything serves');
        await sleep(30_000);
      }
    }
  },
};
