package dev.mneme.history;

import java.util.List;

/**
 * What differs between two commits.
 *
 * @param from the id of the one, in hex
 * @param to the id of the other
 */
public record Comparison(String from, String to, List<FilePatch> patches) {
  public Comparison {
    patches = List.copyOf(patches);
  }
}
