package dev.mneme.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one request, so that the caller learns all of it at once. */
public final class Problems {
  private static final int MOST = 50;
  private final List<Problem> found = new ArrayList<>();

  /** Notes a problem; beyond fifty they are no longer kept. */
  public void add(String type, List<Object> location, String message, @Nullable Object input) {
    if (found.size() < MOST) {
      found.add(new Problem(type, location, message, input));
    }
  }

  /** Throws {@link InvalidRequestException} if there is any. */
  public void check() {
    if (!found.isEmpty()) {
      throw new InvalidRequestException(found);
    }
  }
}
