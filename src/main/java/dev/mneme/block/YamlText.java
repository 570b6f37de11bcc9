package dev.mneme.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of frontmatter while single keys are changed in it, by the places of the old ones. */
final class YamlText {
  private static final Pattern EXPLICIT = Pattern.compile(" *(?:\\?[ \t]+)?");

  private final Header.Present header;
  private final String yaml;
  private final List<Replacement> replacements = new ArrayList<>();

  YamlText(Header.Present header) {
    this.header = header;
    this.yaml = header.yaml();
  }

  /** A key with its value on a line of its own. */
  static String line(String key, @Nullable Object value) {
    return key + ": " + lineValue(value) + "\n";
  }

  /** Takes the lines of a key away. */
  void remove(String key) {
    YamlNode.Entry entry = header.find(key);
    if (entry == null) {
      return;
    }
    if (header.root().flow()) {
      throw new NotEditableException();
    }
    replace(startOfLine(entry), endOfLine(entry), "");
  }

  /** Changes the value of a key where it stands, or adds a line. */
  void set(String key, @Nullable Object value) {
    YamlNode.Entry entry = header.find(key);
    if (entry == null) {
      add(key, value);
    } else {
      int colon = colonOf(entry);
      String text = header.root().flow() ? YamlWriter.flow(json(value)) : lineValue(value);
      replace(colon + 1, endOf(entry), " " + text + commentOn(entry, colon));
    }
  }

  /** The text with all changes made. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(yaml);
    replacements.sort(Comparator.comparingInt(Replacement::start).reversed());
    replacements.forEach(each -> text.replace(each.start(), each.end(), each.text()));
    return text.toString();
  }

  /** Behind the description, where our own files have it, else on top. */
  private void add(String key, @Nullable Object value) {
    YamlNode.Entry description = header.find(Header.Key.DESCRIPTION);
    if (header.root().flow()) {
      int brace = yaml.indexOf('{', header.root().span().start());
      String separator = header.root().entries().isEmpty() ? "" : ", ";
      insert(brace + 1, key + ": " + YamlWriter.flow(json(value)) + separator);
    } else if (description == null) {
      YamlNode.Entry first = header.root().entries().getFirst();
      insert(startOfLine(first), indentOf(first) + line(key, value));
    } else {
      insert(endOfLine(description), indentOf(description) + line(key, value));
    }
  }

  private void insert(int at, String text) {
    replace(at, at, text);
  }

  private void replace(int start, int end, String text) {
    replacements.add(new Replacement(start, end, text));
  }

  private String indentOf(YamlNode.Entry entry) {
    String before = yaml.substring(startOfLine(entry), entry.key().span().start());
    int mark = before.indexOf('?');
    return mark < 0 ? before : before.substring(0, mark);
  }

  /** Before the key there may be, besides white space, the question mark of an explicit one. */
  private int startOfLine(YamlNode.Entry entry) {
    int start = yaml.lastIndexOf('\n', entry.key().span().start() - 1) + 1;
    String before = yaml.substring(start, entry.key().span().start());
    if (!EXPLICIT.matcher(before).matches()) {
      throw new NotEditableException();
    }
    return start;
  }

  private int endOfLine(YamlNode.Entry entry) {
    return yaml.indexOf('\n', endOf(entry)) + 1;
  }

  /** Behind the last visible character of a value: the reader's end may be lines further down. */
  private int endOf(YamlNode.Entry entry) {
    int behindColon = colonOf(entry) + 1;
    int end = Math.max(entry.value().span().end(), behindColon);
    while (end > behindColon && Character.isWhitespace(yaml.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int colonOf(YamlNode.Entry entry) {
    int colon = entry.key().span().end();
    while (colon < yaml.length() && Character.isWhitespace(yaml.charAt(colon))) {
      colon++;
    }
    if (colon == yaml.length() || yaml.charAt(colon) != ':') {
      throw new NotEditableException();
    }
    return colon;
  }

  /** The comment beside a key whose value stands on the lines below; others are not in the way. */
  private String commentOn(YamlNode.Entry entry, int colon) {
    int endOfLine = yaml.indexOf('\n', colon);
    int start = entry.value().span().start();
    if (endOfLine >= endOf(entry) || (start < endOfLine && "|>".indexOf(yaml.charAt(start)) < 0)) {
      return "";
    }
    int hash = yaml.indexOf(" #", colon);
    return hash < 0 || hash > endOfLine ? "" : yaml.substring(hash, endOfLine).stripTrailing();
  }

  private static String lineValue(@Nullable Object value) {
    return value instanceof String text ? YamlWriter.text(text) : YamlWriter.flow(json(value));
  }

  private static @Nullable Object json(@Nullable Object value) {
    return value instanceof JsonMap map ? map.values() : value;
  }

  private record Replacement(int start, int end, String text) {}

  /** The key is written in a way that leaves no room for a change in place. */
  static final class NotEditableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEditableException() {
      super(null, null, false, false);
    }
  }
}
