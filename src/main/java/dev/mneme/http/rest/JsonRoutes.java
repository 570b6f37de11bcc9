package dev.mneme.http.rest;

import dev.mneme.http.Endpoint;
import dev.mneme.http.Routes;
import java.util.List;

/** Routes whose requests have a JSON body or none. */
record JsonRoutes(Routes routes) {
  JsonRoutes get(String template, Endpoint endpoint) {
    return add("GET", template, endpoint);
  }

  JsonRoutes post(String template, Endpoint endpoint) {
    return add("POST", template, endpoint);
  }

  JsonRoutes put(String template, Endpoint endpoint) {
    return add("PUT", template, endpoint);
  }

  JsonRoutes patch(String template, Endpoint endpoint) {
    return add("PATCH", template, endpoint);
  }

  JsonRoutes delete(String template, Endpoint endpoint) {
    return add("DELETE", template, endpoint);
  }

  /** Every method, with a body of any type, which the endpoint must not read. */
  JsonRoutes all(String template, Endpoint endpoint) {
    List.of("GET", "POST", "PUT", "PATCH", "DELETE")
        .forEach(method -> routes.add(method, template, endpoint));
    return this;
  }

  /**
   * Also where the body is not read: a foreign page must not reach the endpoint at all. Likewise a
   * caller with a wrong name is told before the first write.
   */
  private JsonRoutes add(String method, String template, Endpoint endpoint) {
    routes.add(
        method,
        template,
        exchange -> {
          if (!method.equals("GET")) {
            exchange.requireJsonBody();
          }
          Callers.actor(exchange);
          return endpoint.answer(exchange);
        });
    return this;
  }
}
