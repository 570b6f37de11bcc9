import { describe } from 'node:test';
import { Letta as Letta12 } from 'letta-client-1.12';
import { Letta as Letta7 } from 'letta-client-1.7';

/** The clients that every case runs with. */
export const CLIENTS = [
  { version: '1.12.1', packageName: 'letta-client-1.12', Letta: Letta12 },
  { version: '1.7.8', packageName: 'letta-client-1.7', Letta: Letta7 },
];

/** Runs a group of cases once with each client. `cases` gets `connect(url, options)`. */
export function withEachClient(name, cases) {
  for (const { version, Letta } of CLIENTS) {
    describe(`${name}, letta-client ${version}`, () =>
      cases((url, options = {}) => adapted(new Letta({ baseURL: url, apiKey: 'any', ...options }))));
  }
}

/**
 * What the newer client can and the older one cannot is done with the older one's plain requests.
 * Nothing else differs in what the cases use.
 */
function adapted(client) {
  client.agents.recompile ??= (agent, { dry_run, update_timestamp } = {}) =>
    client.post(`/v1/agents/${agent}/recompile`, { query: { dry_run, update_timestamp } });
  return client;
}
