package dev.mneme.block;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows one kind of secret.
 *
 * <p>The pattern is tried only where an anchor stands: looking for a constant costs a fraction of
 * what a search for the pattern would, and a commit waits for it.
 *
 * @param id of the rule, without {@code secrets/}
 * @param name as it ends the sentence "looks like …"
 * @param anchors constants of which each such secret begins with one
 * @param standsAlone whether a letter before the anchor makes it something else
 * @param pattern of the whole secret, from its anchor on; possessive, so that no text makes it slow
 * @param minVariety how many different characters the match must have, so that {@code xxxx} in a
 *     template is none
 */
record SecretDetector(
    String id,
    String name,
    List<String> anchors,
    boolean standsAlone,
    Pattern pattern,
    int minVariety) {
  SecretDetector {
    anchors = List.copyOf(anchors);
  }

  /** Takes every secret of this kind to the consumer: where it begins and what it is. */
  void find(String text, Sink sink) {
    anchors.forEach(anchor -> find(text, anchor, sink));
  }

  private void find(String text, String anchor, Sink sink) {
    Matcher matcher = pattern.matcher(text);
    int at = text.indexOf(anchor);
    while (at >= 0) {
      boolean apart = !standsAlone || !isInsideWord(text, at);
      boolean found = apart && matcher.region(at, text.length()).lookingAt();
      if (found && variety(text, at, matcher.end()) >= minVariety) {
        sink.accept(this, at, matcher.group());
      }
      at = text.indexOf(anchor, found ? matcher.end() : at + anchor.length());
    }
  }

  private static boolean isInsideWord(String text, int at) {
    if (!isWord(text.charAt(at)) || at == 0) {
      return false;
    }
    // An escaped line feed before it, as in JSON, is no word.
    boolean escape = at >= 2 && text.charAt(at - 2) == '\\';
    return isWord(text.charAt(at - 1)) && !escape;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static long variety(String text, int start, int end) {
    return text.substring(start, end).chars().distinct().count();
  }

  /** Takes what was found. */
  interface Sink {
    void accept(SecretDetector detector, int at, String secret);
  }
}
