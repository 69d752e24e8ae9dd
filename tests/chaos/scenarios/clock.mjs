import fs from 'node:fs';
import { sleep } from '../api.mjs';
import { until } from '../processes.mjs';
import { oneOf } from '../random.mjs';

/**
 * How a silo is started with a clock of its own: libfaketime reads from a file how far it is off, again and again, for the time of day
 * alone. With its own change of waits that are timed by the monotonic clock, .NET's end at once, and no silo starts.
 */
function byClock(file) {
  const library = fs.readdirSync('/usr/lib').map(folder => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`).find(file => fs.existsSync(file));
  if (!library) throw new Error('libfaketime is not installed: apt-get install libfaketime');
  return `env LD_PRELOAD=${library} FAKETIME_TIMESTAMP_FILE=${file} FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0`;
}

export default {
  what: "a silo's clock goes an hour wrong while it runs, ahead and behind, and is still wrong when it is started again (libfaketime)",
  times: 2,
  reporters: { count: 50, pause: 200 },
  demands: [{ what: 'longest gap', of: run => run.gap.longest, most: 20, unit: ' s' }],
  async run({ system, attendance, folder, times, random, log, breaks }) {
    for (let time = 0; time < times; time++) {
      const silo = oneOf(system.silos, random);
      const clock = `${folder}/${silo}.clock`;
      const set = seconds => fs.writeFileSync(clock, `${seconds}\n`);
      const says = async () => (await fetch(`${system.url(silo)}/health/ready`)).text();
      set('+0');
      await breaks(`${silo} stops, to come back with a clock that can be set`, () => attendance.stop(silo));
      await attendance.begins(silo, () => system.start(silo, byClock(clock)));
      await attendance.everythingServes();
      for (const [wrong, seconds] of [['ahead of', '+3600'], ['behind', '-3600']]) {
        await breaks(`the clock of ${silo} goes an hour ${wrong} the others'`, () => set(seconds));
        await until(async () => (await says()).includes(wrong), `${silo} does not say that its clock is ${wrong} the database's`, 60);
        log(`${silo} serves on, and says: ${await says()}`);
        await sleep(20_000);
        await breaks(`${silo} is started again with that clock`, () => attendance.stop(silo));
        const before = system.log(silo).length;
        await system.start(silo, byClock(clock));
        await until(() => !system.runs(silo) && system.log(silo).slice(before).includes(`${wrong} the database's`), `${silo} does not refuse to start`, 60);
        log(`${silo} refuses to start, and says why`);
        set('+0');
        await attendance.begins(silo, () => system.start(silo, byClock(clock)));
        await attendance.everythingServes();
        log(`${silo} is back with the right clock`);
      }
    }
  },
};
