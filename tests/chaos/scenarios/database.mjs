import { sleep } from '../api.mjs';
import { until } from '../processes.mjs';
import { between } from '../random.mjs';

export default {
  what: 'PostgreSQL is killed by kill -9 and stopped at once (SIGQUIT), in turns, and started again some seconds later',
  times: 40,
  reporters: { count: 50, pause: 500 },
  demands: [{ what: 'every report that waits is acknowledged after PostgreSQL is back, longest,', of: run => run.again, most: 10, unit: ' s' }],
  async run({ system, attendance, reporters, times, random, log, again, breaks }) {
    for (let time = 0; time < times; time++) {
      await (time % 2 === 0
        ? breaks('kill -9 postgres', () => attendance.kill('postgres'))
        : breaks('immediate stop of postgres', () => attendance.ends('postgres', async () => {
          system.signal('postgres', 'SIGQUIT');
          await until(() => !system.runs('postgres'), 'PostgreSQL still runs after an immediate stop');
        })));
      await sleep(between(1, 6, random));
      await attendance.start('postgres');
      again.push(await reporters.answered());
      log(`writes again after ${again.at(-1).toFixed(1)} s`);
      await attendance.everythingServes();
      await sleep(between(1, 3, random));
    }
  },
};
