// node table.mjs MEASUREMENTS: the medians of each side as a table, with their ratio to the peer.
import { readFileSync } from 'node:fs';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => line.split(' '));
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const sides = new Map();
for (const [row, side, ...numbers] of lines) {
  const key = `${row} ${side}`;
  if (!sides.has(key)) sides.set(key, { row, side, turns: [] });
  sides.get(key).turns.push(numbers.map(Number));
}
const column = ({ turns }, index) => median(turns.map((turn) => turn[index]));

const table = [['row', 'side', 'requests/s', 'p50 ms', 'p99 ms', 'failed', 'requests/s : peer', 'p99 : peer']];
for (const one of [...sides.values()].filter(({ row }) => row === 'ministry' || row === 'submit')) {
  const peer = sides.get(`${one.row} peer`);
  const [rate, p50, p99] = [0, 1, 2].map((index) => column(one, index));
  table.push([
    one.row, one.side, rate.toFixed(0), p50.toFixed(1), p99.toFixed(1), String(one.turns.reduce((sum, turn) => sum + turn[3], 0)),
    (rate / column(peer, 0)).toFixed(2), (p99 / column(peer, 2)).toFixed(2),
  ]);
}
print(table);

const caughtUp = [['row', 'side', 'answered', 'median ms', 'longest ms']];
for (const one of [...sides.values()].filter(({ row }) => row === 'catch-up')) {
  caughtUp.push([one.row, one.side, column(one, 0).toFixed(0), column(one, 1).toFixed(0), Math.max(...one.turns.map((turn) => turn[1])).toFixed(0)]);
}
if (caughtUp.length > 1) print(caughtUp);

const searched = [['row', 'questions', 'requests/s', 'p50 ms', 'p99 ms', 'without a hit']];
for (const one of [...sides.values()].filter(({ row }) => row === 'search')) {
  searched.push([one.row, one.side, ...[0, 1, 2].map((index) => column(one, index).toFixed(index === 0 ? 0 : 1)), column(one, 3).toFixed(0)]);
}
if (searched.length > 1) print(searched);
for (const { row, side } of [...sides.values()].filter(({ row }) => row === 'import' || row === 'first-search')) console.log(`${row}: ${side} s`);

function print(rows) {
  if (rows.length === 1) return;
  const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  console.log('');
  for (const row of rows) console.log(row.map((cell, index) => (index < 2 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join('  ').trimEnd());
}
