package dev.mneme.block;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a block: frontmatter, if it has any, and the value, byte for byte.
 *
 * <pre>{@code
 * ---
 * description: What this block contains
 * ---
 * The value.
 * }</pre>
 *
 * <p>The closing line is the first line {@code ---} after the opening one. Where that is missing,
 * or what stands between them is not a YAML mapping, the whole file is the value. Frontmatter
 * belongs to whoever wrote it: an update changes the lines of a key whose meaning changes, and
 * nothing else.
 */
public final class BlockFile {
  private final String text;
  private final String value;
  private final Header header;

  private BlockFile(String text, Header header) {
    this.text = text;
    this.header = header;
    this.value =
        header instanceof Header.Present present
            ? text.substring(
                Header.OPENING.length() + present.yaml().length() + Header.CLOSING.length() - 1)
            : text;
  }

  /**
   * Reads the text of a file; bytes are read by {@link FileContent#of(byte[])}.
   *
   * @throws UnwritableBlockException if the text cannot be in a file: NUL or half a surrogate pair
   */
  public static BlockFile parse(String text) {
    requireStorable("the file", text);
    return new BlockFile(text, Header.of(text));
  }

  /**
   * The file of a block that has none yet.
   *
   * <p>{@code description} is always there, {@code read_only} only if true, {@code limit} and
   * {@code metadata} never. A {@code MEMORY.md} is the value alone, unless that would itself be
   * read as frontmatter or it lies under {@code system/}, where the tools of the {@code letta} CLI
   * refuse to edit a file without.
   *
   * @throws UnwritableBlockException if no file can hold this block
   */
  public static BlockFile create(Label label, BlockContent content) {
    requireStorable(content);
    return label.isIndex() && !label.isSystem() && !isMistakable(content.value())
        ? parse(content.value())
        : withFrontmatter(content);
  }

  /** The value of the block. */
  public String value() {
    return value;
  }

  /** The whole text of the file. */
  public String text() {
    return text;
  }

  /** The whole file in UTF-8. */
  public byte[] toBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text between the two lines of the frontmatter; empty if the whole file is the value. */
  public Optional<String> frontmatter() {
    return header instanceof Header.Present present
        ? Optional.of(present.yaml())
        : Optional.empty();
  }

  /** Which of description, limit, read_only and metadata the file has, and what it says. */
  public BlockFields fields() {
    return header.fields();
  }

  /**
   * What a block becomes that gets this file: the value, and of the rest only what the file says.
   *
   * @param kept what the block was before
   */
  public BlockContent contentOver(BlockContent kept) {
    return fields().over(kept, value);
  }

  /** What a new block becomes that comes by push with this file. */
  public BlockContent contentOfNew(Label label) {
    BlockContent content = contentOver(BlockContent.ofNew(label));
    return content.description() != null
        ? content
        : new BlockContent(
            value,
            label.defaultDescription(),
            content.limitChars(),
            content.readOnly(),
            content.metadata());
  }

  /**
   * The file after a change of its block. The same file if nothing in it changes.
   *
   * <p>A key is touched only where {@code before} and {@code after} differ and the file does not
   * say so already. {@code limit} and {@code metadata} are written only where the file has the key,
   * so the rest of {@code after} has to be kept elsewhere. A file without frontmatter gets one when
   * the description changes or the block becomes read-only, a {@code MEMORY.md} not even then; any
   * file does whose new value would itself be read as frontmatter.
   *
   * @param label of this file
   * @param before what the block was while this file was current; whoever does not know gives
   *     {@link #contentOver}
   * @throws UnwritableBlockException if no file can hold the block
   */
  public BlockFile update(Label label, BlockContent before, BlockContent after) {
    requireStorable(after);
    return switch (header) {
      case Header.Present present -> updated(present, before, after);
      case Header.Absent absent -> updated(label, before, after);
    };
  }

  Header header() {
    return header;
  }

  private BlockFile updated(Header.Present present, BlockContent before, BlockContent after) {
    FrontmatterEdit edit = BlockEdit.of(present, before, after);
    if (edit.isEmpty()) {
      return after.value().equals(value) ? this : joined(present, after.value());
    }
    return parse(Header.OPENING + edit.apply() + Header.OPENING + after.value());
  }

  private BlockFile joined(Header.Present present, String newValue) {
    return new BlockFile(Header.OPENING + present.yaml() + Header.OPENING + newValue, present);
  }

  private BlockFile updated(Label label, BlockContent before, BlockContent after) {
    boolean says =
        !Objects.equals(before.description(), after.description())
            || (after.readOnly() && !before.readOnly());
    if ((says && !label.isIndex()) || isMistakable(after.value())) {
      return withFrontmatter(after);
    }
    return after.value().equals(value) ? this : parse(after.value());
  }

  /** Whether this text, alone in a file, would lose its head to frontmatter. */
  private static boolean isMistakable(String value) {
    return Header.of(value) instanceof Header.Present;
  }

  private static BlockFile withFrontmatter(BlockContent content) {
    String description = YamlText.line(Header.Key.DESCRIPTION, content.description());
    String readOnly = content.readOnly() ? YamlText.line(Header.Key.READ_ONLY, true) : "";
    BlockFile file =
        parse(Header.OPENING + description + readOnly + Header.OPENING + content.value());
    if (!file.value.equals(content.value())) {
      throw new UnwritableBlockException(
          "the description is too long for frontmatter: more than %s characters"
              .formatted(Shown.count(Yaml.MAX_CHARS)));
    }
    return file;
  }

  private static void requireStorable(BlockContent content) {
    requireStorable("the value", content.value());
    String description = content.description();
    if (description != null) {
      requireStorable("the description", description);
    }
  }

  private static void requireStorable(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new UnwritableBlockException(what + " has a NUL character");
    }
    if (Utf8.indexOfLoneSurrogate(text) >= 0) {
      throw new UnwritableBlockException(
          what + " has half a surrogate pair, which no UTF-8 can hold");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockFile file && file.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Without the value, which belongs into no log. */
  @Override
  public String toString() {
    return "BlockFile[%s characters]".formatted(Utf8.characters(text));
  }
}
