// What /graphiql runs: GraphiQL with a tab for each of the questions that this service is asked.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import './graphiql.css';
import { examples } from './examples.mjs';

const url = new URL('/graphql', location.href);
const socket = new URL(url);
socket.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
const ask = createGraphiQLFetcher({ url: url.href, subscriptionUrl: socket.href, enableIncrementalDelivery: false });

// The hint in the header box is no token: until one stands in its place, requests are anonymous.
const hint = JSON.stringify({ authorization: 'Bearer …' }, null, 2);
function fetcher(request, options) {
  const headers = Object.fromEntries(Object.entries(options?.headers ?? {}).filter(([, value]) => !String(value).includes('…')));
  return ask(request, { ...options, headers });
}

createRoot(document.getElementById('graphiql')).render(createElement(GraphiQL, {
  fetcher,
  defaultTabs: examples.map((example) => ({ headers: hint, ...example })),
  defaultHeaders: hint,
  defaultEditorToolsVisibility: 'headers',
}));
