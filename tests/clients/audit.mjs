// node audit.mjs URL: the GraphQL-over-HTTP audits of graphql-http; exits with 1 unless every one passes without a warning.
import { auditServer } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}
const results = await auditServer({ url });
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
for (const result of results) {
  counts[result.status]++;
  if (result.status !== 'ok') console.error(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
}
console.log(JSON.stringify({ total: results.length, ...counts }));
process.exit(counts.ok === results.length ? 0 : 1);
