package dev.mneme.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Takes a text apart into words: runs of letters and digits; of scripts that put no spaces between
 * words (Chinese, Japanese, Thai, …) each character is one, so that a part of a sentence is found.
 */
public final class Words {
  private Words() {}

  /** The words of a text, in their order. */
  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      if (end > i) {
        add(words, text, i, end);
        i = end;
      } else {
        i += Character.charCount(text.codePointAt(i));
      }
    }
    return words;
  }

  private static void add(List<Word> words, String text, int start, int end) {
    String folded = fold(text.substring(start, end));
    if (!folded.isEmpty()) {
      words.add(new Word(folded, start, end));
    }
  }

  /** Where the word ends that begins at {@code start}; {@code start} if none does. */
  private static int endOfWord(String text, int start) {
    int first = text.codePointAt(start);
    if (!isPartOfWord(first)) {
      return start;
    }
    int end = start + Character.charCount(first);
    if (!standsAlone(first)) {
      end = endOfRun(text, end);
    }
    return end;
  }

  private static int endOfRun(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (!isPartOfWord(next) || standsAlone(next)) {
        return end;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  private static boolean isPartOfWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || isMark(codePoint);
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean standsAlone(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> !isMark(codePoint);
      default -> false;
    };
  }

  private static String fold(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder();
    plain.codePoints().filter(c -> !isMark(c)).forEach(folded::appendCodePoint);
    return folded.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
  }

  /** A text as the index of a database holds it: its words with one space between them. */
  public static String index(String text) {
    return of(text).stream().map(Word::folded).collect(Collectors.joining(" "));
  }
}
