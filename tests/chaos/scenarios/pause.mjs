import { sleep } from '../api.mjs';
import { oneOf } from '../random.mjs';

export default {
  what: 'a random silo is stopped in its tracks (SIGSTOP) for 60 s, and woken',
  times: 3,
  reporters: { count: 50, pause: 500 },
  demands: [
    { what: 'longest gap', of: run => run.gap.longest, most: 20, unit: ' s' },
    { what: 'everything serves after the silo is woken, longest,', of: run => run.again, most: 30, unit: ' s' },
  ],
  async run({ system, attendance, times, random, log, again, breaks, cleanUp }) {
    const ways = { rejoined: 0, left: 0 };
    for (let time = 0; time < times; time++) {
      const silo = oneOf(system.silos, random);
      const wake = () => system.signal(silo, 'SIGCONT');
      const restarts = attendance.restarts;
      cleanUp(wake);
      await breaks(`SIGSTOP ${silo}`, async () => system.signal(silo, 'SIGSTOP'));
      await sleep(60_000);
      const woken = Date.now();
      log(`SIGCONT ${silo}`);
      wake();
      // Whether it stays or goes is seen within some seconds.
      await sleep(5000);
      await attendance.everythingServes();
      again.push((Date.now() - woken) / 1000);
      ways[attendance.restarts > restarts ? 'left' : 'rejoined']++;
      log(`everything serves ${again.at(-1).toFixed(1)} s after that: ${silo} ${attendance.restarts > restarts ? 'left and was started again' : 'goes on'}`);
    }
    return { notes: Object.entries(ways).filter(([, count]) => count).map(([way, count]) => `woken silo ${way === 'left' ? 'left and was started again' : 'went on'} ${count} times`) };
  },
};
