import { createServer, request as ask } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * Starts a reverse proxy before a server. `handle(request, response, forward)` answers each request;
 * `forward()` asks the server, gives its answer back unchanged, and returns its status.
 */
export async function startProxy(target, handle) {
  const proxy = createServer((request, response) => {
    const forward = async () => back(await onward(target, request), response);
    Promise.resolve(handle(request, response, forward)).catch((failure) =>
      response.destroy(failure),
    );
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    stop() {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** Sends a request on to a server and gives its answer, whose body is yet to be read. */
export function onward(target, request) {
  const { hostname, port } = new URL(target);
  const { method, url: path, headers } = request;
  return new Promise((resolve, reject) => {
    const sent = ask({ hostname, port, method, path, headers }, resolve);
    sent.once('error', reject);
    request.pipe(sent);
  });
}

async function back(answer, response) {
  response.writeHead(answer.statusCode, answer.rawHeaders);
  await pipeline(answer, response);
  return answer.statusCode;
}
