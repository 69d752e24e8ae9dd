// node sse.mjs URL QUERY …: runs an operation with graphql-sse and prints one result a line.
import { createClient } from 'graphql-sse';
import { print, read } from './arguments.mjs';

const { url, query, variables, token, events, retries } = read('sse.mjs');
const client = createClient({
  url,
  headers: token ? { Authorization: `Bearer ${token}` } : undefined,
  retryAttempts: retries,
  retry: () => new Promise((resolve) => setTimeout(resolve, 100)),
});
process.exitCode = await print(client.iterate({ query, variables }), events);
client.dispose();
