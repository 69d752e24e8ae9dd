// node ws.mjs URL QUERY …: runs an operation with graphql-ws and prints one result a line.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { print, read } from './arguments.mjs';

const { url, query, variables, token, events, retries } = read('ws.mjs');
const client = createClient({
  url: url.replace(/^http/, 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: token ? { Authorization: `Bearer ${token}` } : undefined,
  retryAttempts: retries,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
});
process.exitCode = await print(client.iterate({ query, variables }), events);
await client.dispose();
