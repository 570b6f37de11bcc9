package dev.mneme.git;

import dev.mneme.agent.Actor;
import java.time.Instant;
import java.util.Map;

/**
 * Who makes a commit on the server, when, and why.
 *
 * @param name for example {@code User user-…}
 * @param trailers by name, in the order in which they are written; values are one line each
 */
public record Author(String name, String email, Instant when, Map<String, String> trailers) {

  /** A user, as Letta signs commits. */
  public static Author of(Actor actor, Instant when, Map<String, String> trailers) {
    String user = actor.user().value();
    return new Author("User " + user, user + "@letta.ai", when, trailers);
  }
}
