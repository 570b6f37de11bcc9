package dev.mneme.http.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** Writes HTML. Whatever is not a name of ours is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values, one after the other
   */
  Html open(String element, String... attributes) {
    tag(element, attributes);
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without anything in it, which has no end. */
  Html empty(String element, String... attributes) {
    tag(element, attributes);
    return this;
  }

  /** An element with a text in it. */
  Html element(String element, String text) {
    return open(element).text(text).close();
  }

  private void tag(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  Html text(String text) {
    text.chars().forEach(this::escape);
    return this;
  }

  private void escape(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.append((char) c);
    }
  }

  /** A style sheet of ours, in which nothing would be escaped. */
  Html style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** Sentences; what stands between backticks is code. */
  Html prose(String text) {
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        text(parts[i]);
      } else {
        element("code", parts[i]);
      }
    }
    return this;
  }

  /** The same in paragraphs, between which are empty lines. */
  Html paragraphs(String text) {
    for (String paragraph : text.split("\n\n", -1)) {
      if (!paragraph.isEmpty()) {
        open("p").prose(paragraph).close();
      }
    }
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + Objects.requireNonNull(open.peek()));
    }
    return out.toString();
  }
}
