import fs from 'node:fs';
import { sleep } from '../api.mjs';
import { oneOf } from '../random.mjs';

/** How a server is started with another clock: libfaketime, for the time of day alone. */
function wrong(seconds) {
  const library = fs.readdirSync('/usr/lib').map(folder => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`).find(file => fs.existsSync(file));
  if (!library) throw new Error('libfaketime is not installed: apt-get install libfaketime');
  return `env LD_PRELOAD=${library} FAKETIME=${seconds} FAKETIME_DONT_FAKE_MONOTONIC=1`;
}

export default {
  what: 'a silo runs with a clock an hour ahead for 30 s, then with one an hour behind, then with the right one again (libfaketime)',
  times: 2,
  reporters: { count: 50, pause: 200 },
  demands: [{ what: 'longest gap', of: run => run.gap.longest, most: 20, unit: ' s' }],
  async run({ system, attendance, times, random, log, breaks }) {
    for (let time = 0; time < times; time++) {
      const silo = oneOf(system.silos, random);
      for (const [clock, by] of [['an hour ahead', wrong('+3600')], ['an hour behind', wrong('-3600')], ['right']]) {
        await breaks(`${silo} stops, to come back with a clock that is ${clock}`, () => attendance.stop(silo));
        await attendance.begins(silo, () => system.start(silo, by));
        await attendance.everythingServes();
        log(`everything serves, and ${silo} says it is ${system.log(silo).trimEnd().split('\n').at(-1).slice(0, 8)}`);
        await sleep(30_000);
      }
    }
  },
};
