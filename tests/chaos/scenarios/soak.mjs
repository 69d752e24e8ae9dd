import { sleep } from '../api.mjs';
import { quantile, seconds, waited } from '../figures.mjs';
import { memory } from '../processes.mjs';

const minute = 60_000;

export default {
  what: 'nothing is broken: ten minutes at 70 % of the most reports a second that a minute without a pause has had',
  reporters: { count: 64, pause: 0 },
  // As a server that runs for long: its code is compiled again for how it is used.
  environment: { DOTNET_TieredPGO: '1' },
  demands: [
    { what: 'growth of the memory of silos and gateways, in %,', of: run => run.growth, most: 10 },
    { what: 'p99 of the last minute, as a multiple of the second,', of: run => run.ratio, most: 1.5 },
  ],
  async run({ system, reporters, log }) {
    const held = () => system.servers.reduce((sum, name) => sum + memory(system.process(name)), 0);
    await sleep(minute / 2);
    const before = reporters.figures.acknowledged;
    await sleep(minute);
    const most = (reporters.figures.acknowledged - before) / 60;
    log(`at most ${most.toFixed(0)} reports a second`);
    reporters.pace(most * 0.7);
    const began = Date.now();
    const p99 = number => quantile(waited(reporters.waits, began + (number - 1) * minute, began + number * minute), 0.99);
    const minutes = [];
    for (let passed = 1; passed <= 10; passed++) {
      const [reports, busy] = [reporters.figures.acknowledged, process.cpuUsage()];
      // The mean of a minute: a collection of garbage falls into each.
      const seen = [];
      for (let look = 0; look < 12; look++) {
        await sleep(began + (passed - 1) * minute + (look + 1) * 5000 - Date.now());
        seen.push(held());
      }
      const { user, system: kernel } = process.cpuUsage(busy);
      const figures = {
        memory: seen.reduce((sum, one) => sum + one) / seen.length,
        // Its work is the same in every minute: where this changes, the machine's speed does.
        client: (user + kernel) / 1000 / (reporters.figures.acknowledged - reports),
      };
      minutes.push(figures);
      log(`minute ${passed}: ${figures.memory.toFixed(0)} MB, p99 ${seconds(p99(passed))} s, ${figures.client.toFixed(2)} ms of the client's processor time for a report`);
    }
    const [second, last] = [minutes[1], minutes[9]];
    return {
      growth: (last.memory / second.memory - 1) * 100, ratio: p99(10) / p99(2),
      notes: [
        `${(most * 0.7).toFixed(0)} of ${most.toFixed(0)} reports/s`, `memory ${second.memory.toFixed(0)} to ${last.memory.toFixed(0)} MB`,
        `p99 ${(p99(2) * 1000).toFixed(0)} to ${(p99(10) * 1000).toFixed(0)} ms`, `client ${second.client.toFixed(2)} to ${last.client.toFixed(2)} ms a report`,
      ],
    };
  },
};
