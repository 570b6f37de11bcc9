package dev.mneme;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server has opened so far: closed in the reverse order, all of it, once. */
final class Opened implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Remembers what is to be closed, and gives it back. */
  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes everything; what cannot be closed is logged and does not keep the rest open. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable last = opened.pop();
      try {
        last.close();
      } catch (Exception e) {
        LOG.warn("could not close {}", last.getClass().getSimpleName(), e);
      }
    }
  }
}
