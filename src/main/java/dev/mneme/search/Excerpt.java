package dev.mneme.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a text in which most of what was looked for stands.
 *
 * @param text about {@value #WIDTH} characters, with {@code …} where something was cut off
 * @param marks where in it the words are that were found
 */
public record Excerpt(String text, List<Mark> marks) {
  private static final int WIDTH = 160;
  private static final int LEAD = 40;

  public Excerpt {
    marks = List.copyOf(marks);
  }

  /**
   * A word that was found.
   *
   * @param start its place in the excerpt, in UTF-16 units
   * @param end where it ends
   */
  public record Mark(int start, int end) {}

  /** Cuts the excerpt out of a text; its beginning if nothing of it was looked for. */
  public static Excerpt of(String text, SearchText sought) {
    List<Word> found = new ArrayList<>();
    for (Word word : Words.of(text)) {
      if (isSought(word, sought)) {
        found.add(word);
      }
    }
    int start = found.isEmpty() ? 0 : startOf(text, densest(found));
    int end = boundary(text, Math.min(text.length(), start + WIDTH));
    return cut(text, start, end, found);
  }

  private static boolean isSought(Word word, SearchText sought) {
    String last = sought.phrases().getLast().getLast();
    return sought.phrases().stream().anyMatch(phrase -> phrase.contains(word.folded()))
        || (sought.prefix() && word.folded().startsWith(last));
  }

  /** The first word of those that have the most others close behind. */
  private static Word densest(List<Word> found) {
    Word best = found.getFirst();
    int most = 0;
    int end = 0;
    for (int i = 0; i < found.size(); i++) {
      int limit = found.get(i).start() + WIDTH - LEAD;
      end = Math.max(end, i);
      while (end < found.size() && found.get(end).end() <= limit) {
        end++;
      }
      if (end - i > most) {
        most = end - i;
        best = found.get(i);
      }
    }
    return best;
  }

  private static int startOf(String text, Word word) {
    int start = Math.max(0, word.start() - LEAD);
    if (start == 0) {
      return 0;
    }
    int space = text.indexOf(' ', start);
    return boundary(text, space >= 0 && space < word.start() ? space + 1 : start);
  }

  /** Not between the halves of one character. */
  private static int boundary(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private static Excerpt cut(String text, int start, int end, List<Word> found) {
    String before = start > 0 ? "…" : "";
    String after = end < text.length() ? "…" : "";
    int shift = before.length() - start;
    List<Mark> marks =
        found.stream()
            .filter(word -> word.start() >= start && word.end() <= end)
            .map(word -> new Mark(word.start() + shift, word.end() + shift))
            .toList();
    return new Excerpt(before + text.substring(start, end) + after, marks);
  }

  /** The excerpt as HTML: escaped, each word that was found in {@code <mark>}. */
  public String html() {
    StringBuilder html = new StringBuilder();
    int done = 0;
    for (Mark mark : marks) {
      escape(text, done, mark.start(), html);
      html.append("<mark>");
      escape(text, mark.start(), mark.end(), html);
      html.append("</mark>");
      done = mark.end();
    }
    escape(text, done, text.length(), html);
    return html.toString();
  }

  private static void escape(String text, int from, int to, StringBuilder html) {
    for (int i = from; i < to; i++) {
      switch (text.charAt(i)) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        default -> html.append(text.charAt(i));
      }
    }
  }
}
