// What ws.mjs and sse.mjs take: URL QUERY [--variables JSON] [--token TOKEN] [--events N] [--retries N].
import { parseArgs } from 'node:util';

export function read(name) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      variables: { type: 'string' },
      token: { type: 'string' },
      events: { type: 'string', default: '1' },
      retries: { type: 'string', default: '0' },
    },
  });
  const [url, query] = positionals;
  if (!url || !query) {
    console.error(`usage: node ${name} URL QUERY [--variables JSON] [--token TOKEN] [--events N] [--retries N]`);
    process.exit(2);
  }
  return {
    url,
    query,
    variables: values.variables ? JSON.parse(values.variables) : undefined,
    token: values.token,
    events: Number(values.events),
    retries: Number(values.retries),
  };
}

// Prints one result a line, up to the wanted number; a failure goes to standard error as JSON, with exit code 1.
export async function print(results, wanted) {
  try {
    let seen = 0;
    for await (const result of results) {
      console.log(JSON.stringify(result));
      if (++seen >= wanted) break;
    }
    return 0;
  } catch (failure) {
    console.error(JSON.stringify(describe(failure)));
    return 1;
  }
}

function describe(failure) {
  if (Array.isArray(failure)) return { errors: failure };
  if (failure?.code && failure?.reason !== undefined) return { close: failure.code, reason: failure.reason };
  if (failure?.response) return { status: failure.response.status };
  return { message: String(failure?.message ?? failure) };
}
