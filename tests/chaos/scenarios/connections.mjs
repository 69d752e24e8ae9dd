import { sleep } from '../api.mjs';
import { Hog, sessions } from '../hog.mjs';
import { until } from '../processes.mjs';

export default {
  what: 'another application takes all connections of PostgreSQL, also those that the servers had, for 20 s',
  times: 5,
  reporters: { count: 50, pause: 200 },
  demands: [
    { what: 'every report that waits is acknowledged after the connections are given back, longest,', of: run => run.again, most: 20, unit: ' s' },
    { what: 'reasons missing in the logs', of: run => run.unexplained, most: 0 },
  ],
  async run({ system, attendance, reporters, times, log, again, breaks, cleanUp }) {
    for (let time = 0; time < times; time++) {
      let hog;
      await breaks('all connections are taken', async () => {
        hog = new Hog(system.place('postgres'), 450);
        cleanUp(() => hog.end());
        await until(() => {
          sessions(system.process('postgres')).forEach(id => process.kill(id, 'SIGTERM'));
          return !sessions(system.process('postgres')).length;
        }, 'the servers still have sessions');
      });
      const { acknowledged } = reporters.figures;
      await sleep(20_000);
      log(`${sessions(system.process('postgres')).length} sessions of the servers, ${reporters.figures.acknowledged - acknowledged} reports acknowledged meanwhile`);
      const given = Date.now();
      hog.end();
      await reporters.answered();
      again.push((Date.now() - given) / 1000);
      log(`given back, and all is acknowledged after ${again.at(-1).toFixed(1)} s`);
      await attendance.everythingServes();
      await sleep(3000);
    }
    return { unexplained: system.silos.some(silo => /too many clients/.test(system.log(silo))) ? 0 : 1 };
  },
};
