package dev.mneme.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody looks for: words that must all be there, the last one perhaps only begun, and in
 * double quotes words that must follow each other. Nothing else in it has a meaning.
 *
 * @param phrases at least one; each a word, or several that follow each other
 * @param prefix whether the last word of the last phrase may be the beginning of a longer one
 */
public record SearchText(List<List<String>> phrases, boolean prefix) {
  /** More code points than this are not looked for. */
  public static final int MOST_CHARS = 1_000;

  private static final Pattern PART = Pattern.compile("\"([^\"]*)(?:\"|$)|[^\"\\s]+");

  public SearchText {
    phrases = phrases.stream().map(List::copyOf).toList();
    if (phrases.isEmpty()) {
      throw new IllegalArgumentException("no word to look for");
    }
  }

  /** Whether a text has a word to look for, and not too many. */
  public static boolean isSearchable(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARS && !Words.of(text).isEmpty();
  }

  /** What a text asks for. */
  public static SearchText of(String text) {
    List<List<String>> phrases = new ArrayList<>();
    boolean open = false;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      boolean quoted = part.group(1) != null;
      List<String> words = words(quoted ? part.group(1) : part.group());
      if (!words.isEmpty()) {
        phrases.add(words);
        open = !quoted && part.end() == text.length();
      }
    }
    return new SearchText(phrases, open);
  }

  private static List<String> words(String text) {
    return Words.of(text).stream().map(Word::folded).toList();
  }
}
