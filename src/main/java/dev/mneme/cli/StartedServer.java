package dev.mneme.cli;

import java.net.URI;
import java.util.Optional;

/** A server that answers. */
public interface StartedServer extends AutoCloseable {
  /** Where clients reach it, without a slash at the end. */
  URI url();

  /** The id of the sample agent, if there is one. */
  Optional<String> demoAgent();

  /** Waits until the server is closed by somebody else. */
  void awaitClose() throws InterruptedException;

  /** Lets the requests in flight finish, for a limited time, and stops. More than once is fine. */
  @Override
  void close();
}
