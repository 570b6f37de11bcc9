package dev.mneme.block;

import java.util.List;

/**
 * What a rule has to say about a change.
 *
 * @param path of the file, as it is in the tree; empty if it is about the change as a whole
 * @param line in the file, the first is 1; 0 if it is about the file as a whole
 * @param rule its id, for example {@code frontmatter/unknown-key}
 * @param message what is wrong and how to mend it, on one line; never a secret or a block's value
 */
public record Finding(Severity severity, String path, int line, String rule, String message) {
  /** Whether this finding stops the change. */
  public boolean isRejection() {
    return severity == Severity.REJECTED;
  }

  /** File, line and message, as one line that is safe to print whatever the path holds. */
  public String sentence() {
    if (path.isEmpty()) {
      return message;
    }
    String place = line == 0 ? Shown.of(path) : Shown.of(path) + ":" + line;
    return place + ": " + message;
  }

  /** The sentences of several, in their order. */
  public static List<String> sentences(List<Finding> findings) {
    return findings.stream().map(Finding::sentence).toList();
  }

  /** The sentence behind the mark of its severity, as the pusher reads it. */
  @Override
  public String toString() {
    return severity.mark() + " " + sentence();
  }
}
