package dev.mneme.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of some keys of frontmatter that leaves every other character as it is.
 *
 * <p>Each key is changed in the text, at the place where the reader saw it; what comes out is read
 * again, and only if it means exactly what was wanted is it taken. YAML has forms (an anchor on the
 * old value, a flow mapping) that no such edit can keep; then all keys are written anew, on a line
 * each, and only comments are lost.
 */
final class FrontmatterEdit {
  private final Header.Present header;

  /** Our keys and their new values, in the order in which they are written. */
  private final Map<String, @Nullable Object> wanted = new LinkedHashMap<>();

  private final List<String> removed = new ArrayList<>();

  FrontmatterEdit(Header.Present header) {
    this.header = header;
  }

  /** Gives a key a value: null, text, a number, true or JSON. */
  void set(String key, @Nullable Object value) {
    wanted.put(key, value);
  }

  /** Takes a key away, if it is there. */
  void remove(String key) {
    removed.add(key);
  }

  /** Whether nothing is to be done. */
  boolean isEmpty() {
    return wanted.isEmpty() && removed.isEmpty();
  }

  /**
   * The frontmatter's new text.
   *
   * @throws UnwritableBlockException if no frontmatter can say this
   */
  String apply() {
    Map<Object, @Nullable Object> meaning = wantedMeaning();
    return edited()
        .filter(yaml -> means(yaml, meaning))
        .or(() -> Optional.of(rewritten()).filter(yaml -> means(yaml, meaning)))
        .orElseThrow(() ->
            new UnwritableBlockException(
                "the frontmatter cannot hold these fields: they are too long or too deep"));
  }

  private Map<Object, @Nullable Object> wantedMeaning() {
    Map<Object, @Nullable Object> meaning = YamlMeaning.ofMapping(header.root());
    removed.forEach(meaning::remove);
    wanted.forEach((key, value) -> meaning.put(key, YamlMeaning.ofJson(value)));
    return meaning;
  }

  private static boolean means(String yaml, Map<Object, @Nullable Object> meaning) {
    return !yaml.contains(Header.CLOSING)
        && Yaml.parse(yaml) instanceof YamlResult.Parsed(var root)
        && YamlMeaning.ofMapping(root).equals(meaning);
  }

  /** All edits in the text, or empty where one of them is not possible. */
  private Optional<String> edited() {
    try {
      YamlText text = new YamlText(header);
      removed.forEach(text::remove);
      wanted.forEach(text::set);
      return Optional.of(text.toString());
    } catch (YamlText.NotEditableException e) {
      return Optional.empty();
    }
  }

  private String rewritten() {
    StringBuilder lines = new StringBuilder();
    for (YamlNode.Entry entry : header.root().entries()) {
      if (!removed.contains(entry.name()) && !wanted.containsKey(entry.name())) {
        String value = YamlMeaning.flow(entry.value());
        lines.append(YamlMeaning.flow(entry.key())).append(": ").append(value).append('\n');
      }
    }
    wanted.forEach((key, value) -> lines.append(YamlText.line(key, value)));
    return lines.toString();
  }
}
