package dev.mneme.http;

import java.io.IOException;

/** What answers the requests of one route. Called on a virtual thread of its own; may block. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers one request. What is thrown becomes an error answer in one place.
   *
   * @throws IOException if the request's body cannot be read; the caller has gone away then
   */
  Reply answer(Exchange exchange) throws IOException;
}
