import { sleep } from '../api.mjs';
import { until } from '../processes.mjs';

const links = [['silo-1', 'silo-2'], ['silo-1', 'postgres'], ['gateway-1', 'silo-1']];
const lengths = [10, 60, 120];

/** What is broken: from whom to whom nothing arrives, or late, and for how long. */
const cases = [
  ...lengths.flatMap(length => links.flatMap(([one, other]) => [
    { what: `${one} and ${other} cannot reach each other for ${length} s`, length, cut: [[one, other], [other, one]] },
    { what: `nothing from ${one} arrives at ${other} for ${length} s`, length, cut: [[one, other]] },
    { what: `nothing from ${other} arrives at ${one} for ${length} s`, length, cut: [[other, one]] },
  ])),
  { what: 'everything from and to silo-1 arrives 200 ms late for 60 s', length: 60, late: 'silo-1' },
  { what: 'everything from and to postgres arrives 200 ms late for 60 s', length: 60, late: 'postgres' },
];

export default {
  what: 'the network between silos, silos and PostgreSQL, gateways and silos is cut for 10, 60 and 120 s, both ways and one way, or slow (needs root)',
  times: 1,
  place: 'network',
  reporters: { count: 30, pause: 1000 },
  demands: [{ what: 'all that was acknowledged is in the feed and everything serves after healing, longest,', of: run => run.again, most: 30, unit: ' s' }],
  async run({ system, attendance, reporters, followed, times, log, again, breaks, cleanUp }) {
    const { network } = system;
    cleanUp(() => network.heal());
    for (const { what, length, cut = [], late } of Array(times).fill(cases).flat()) {
      if (cut.flat().includes('gateway-1')) {
        // Where it has lost a silo it goes by the others from then on, and there would be nothing to cut.
        await attendance.stop('gateway-1');
        await attendance.start('gateway-1');
        await attendance.everythingServes();
        await sleep(3000);
      }
      await breaks(what, async () => {
        for (const [from, to] of cut) await network.cut(from, to);
        for (const other of late ? ['here', ...system.names].filter(name => name !== late && name !== 'nginx') : []) {
          await network.delay(late, other, 200);
          await network.delay(other, late, 200);
        }
      });
      await sleep(length * 1000);
      await network.heal();
      const healed = Date.now();
      const wanted = reporters.figures.acknowledged;
      await reporters.answered();
      await until(() => followed.reports >= wanted, 'the feed does not tell of what was acknowledged');
      await attendance.everythingServes();
      again.push((Date.now() - healed) / 1000);
      log(`healed, and converged after ${again.at(-1).toFixed(1)} s`);
      await sleep(3000);
    }
  },
};
