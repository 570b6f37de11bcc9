package dev.mneme.git;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which commits of a history are wanted.
 *
 * @param path of a file or a folder that they touch, or null; a file is followed through renames
 * @param trailers that they have, with these values
 * @param before older than this one only, or null; one that is not in the history is ignored
 * @param limit how many at most
 */
public record HistoryQuery(
    @Nullable String path, Map<String, String> trailers, @Nullable GitId before, int limit) {
  public HistoryQuery {
    trailers = Map.copyOf(trailers);
  }
}
