package dev.mneme.block;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands at the head of a block's file: frontmatter, or why there is none. */
sealed interface Header {
  /** The line a file with frontmatter begins with. */
  String OPENING = "---\n";

  /** The end of the last line of frontmatter and the line behind it. */
  String CLOSING = "\n---\n";

  /** What our keys say; nothing where there is no frontmatter. */
  BlockFields fields();

  /**
   * There is frontmatter.
   *
   * @param yaml its text between the two lines, with the line feed of its last line
   */
  record Present(String yaml, YamlNode.Mapping root, BlockFields fields) implements Header {
    /** The entry with this key, or null. */
    YamlNode.@Nullable Entry find(String key) {
      return root.entries().stream().filter(e -> key.equals(e.name())).findFirst().orElse(null);
    }

    /** The number of the line in the file on which this node begins; the first is 1. */
    static int lineInFile(YamlNode node) {
      return lineInFile(node.span().line());
    }

    private static int lineInFile(int lineInYaml) {
      return lineInYaml + 2;
    }
  }

  /**
   * The whole file is the value.
   *
   * @param line where the problem is in the file, the first is 1; 0 if nowhere
   * @param detail what the YAML reader said, or empty
   */
  record Absent(Reason reason, int line, String detail) implements Header {
    @Override
    public BlockFields fields() {
      return BlockFields.NONE;
    }
  }

  /** Why a file has no frontmatter. */
  enum Reason {
    /** Nothing in the file looks like it. */
    NONE,
    /** It begins with a byte order mark. */
    BYTE_ORDER_MARK,
    /** Its first line ends in CR LF. */
    CARRIAGE_RETURN,
    /** It is opened and never closed. */
    NOT_CLOSED,
    /** There is nothing in it. */
    EMPTY,
    /** It is not YAML. */
    NOT_YAML,
    /** It is YAML, but not a mapping. */
    NOT_MAPPING
  }

  /** Reads the head of a file. */
  static Header of(String text) {
    return textOf(text).map(Header::parse).orElseGet(() -> new Absent(reasonOf(text), 0, ""));
  }

  /** The text of the frontmatter, if this file has an opening and a closing line. */
  private static Optional<String> textOf(String text) {
    int end = text.startsWith(OPENING) ? text.indexOf(CLOSING, OPENING.length()) : -1;
    return end < 0 ? Optional.empty() : Optional.of(text.substring(OPENING.length(), end + 1));
  }

  private static Header parse(String yaml) {
    return switch (Yaml.parse(yaml)) {
      case YamlResult.Parsed(var root) -> new Present(yaml, root, FieldReader.read(root));
      case YamlResult.Empty() -> new Absent(Reason.EMPTY, 1, "");
      case YamlResult.NotMapping() -> new Absent(Reason.NOT_MAPPING, 1, "");
      case YamlResult.Refused(var line, var problem) ->
          new Absent(Reason.NOT_YAML, Present.lineInFile(line), problem);
    };
  }

  private static Reason reasonOf(String text) {
    if (text.startsWith(OPENING)) {
      return Reason.NOT_CLOSED;
    }
    if (text.startsWith("\ufeff")) {
      return Reason.BYTE_ORDER_MARK;
    }
    return text.startsWith("---\r\n") ? Reason.CARRIAGE_RETURN : Reason.NONE;
  }

  /** The names of our keys. */
  final class Key {
    static final String DESCRIPTION = "description";
    static final String LIMIT = "limit";
    static final String READ_ONLY = "read_only";
    static final String METADATA = "metadata";

    /** Every key that is known; the last is Letta's clients' own and means nothing to us. */
    static final List<String> KNOWN = List.of(DESCRIPTION, LIMIT, READ_ONLY, METADATA, "name");

    private Key() {}
  }
}
