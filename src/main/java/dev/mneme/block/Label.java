package dev.mneme.block;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path-like name of a block in git, for example {@code system/human}; its file is {@code
 * system/human.md}.
 *
 * <p>The label {@code skills/<name>} has the file {@code skills/<name>/SKILL.md}. Labels are
 * byte-exact: nothing is lower-cased or normalised. The label of a block that no git-enabled agent
 * has may be any text and is not one of these.
 *
 * @param value a text whose file is safe ({@link TreePath}) and leads back to it
 */
public record Label(String value) implements Comparable<Label> {
  /** What the labels of all blocks begin with that are rendered into the agent's prompt. */
  public static final String SYSTEM = "system/";

  static final String SUFFIX = ".md";
  private static final String INDEX = "MEMORY.md";
  private static final String SKILLS = "skills/";
  private static final String SKILL_FILE = "/SKILL.md";

  public Label {
    String problem = problemOf(value);
    if (problem != null) {
      throw new InvalidLabelException(value, problem);
    }
  }

  /**
   * The label with this text.
   *
   * @throws InvalidLabelException if it has no safe path that leads back to it
   */
  public static Label of(String value) {
    return new Label(value);
  }

  /**
   * The label of the block whose file this is; empty if it is not a block's: not Markdown, in a
   * dot-folder, another file of a skill, or not safe.
   */
  public static Optional<Label> ofPath(String path) {
    return isSyncable(path) && TreePath.problem(path).isEmpty()
        ? Optional.of(new Label(labelOf(path)))
        : Optional.empty();
  }

  /** The path of this block's file in the repository. */
  public String toPath() {
    return pathOf(value);
  }

  /** Whether the block is rendered into the agent's prompt. */
  public boolean isSystem() {
    return value.startsWith(SYSTEM);
  }

  /** Whether its file is an index, see {@link #isIndex(String)}. */
  boolean isIndex() {
    return isIndex(toPath());
  }

  /** The description that a block gets which came by push without one. */
  public String defaultDescription() {
    return value + " block";
  }

  /** In {@link CodePointOrder}, as all our lists. */
  @Override
  public int compareTo(Label other) {
    return CodePointOrder.INSTANCE.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** Whether a file at this path is a block by its place and name, safe or not. */
  static boolean isSyncable(String path) {
    return path.endsWith(SUFFIX)
        && !isInDotFolder(path)
        && (!path.startsWith(SKILLS) || isSkill(path));
  }

  /** Whether this is an index that clients write, which never gets frontmatter from us. */
  static boolean isIndex(String path) {
    return path.equals(INDEX) || path.endsWith("/" + INDEX);
  }

  /** Whether this is a single file where a skill should be a folder: {@code skills/x.md}. */
  static boolean isFlatSkill(String path) {
    return path.startsWith(SKILLS)
        && path.endsWith(SUFFIX)
        && path.indexOf('/', SKILLS.length()) < 0;
  }

  private static @Nullable String problemOf(String value) {
    String path = pathOf(value);
    Optional<String> unsafe = TreePath.problem(path);
    if (unsafe.isPresent()) {
      return unsafe.get();
    }
    return isSyncable(path) && labelOf(path).equals(value)
        ? null
        : "its file would be %s, and no block has that file".formatted(Shown.of(path));
  }

  private static String pathOf(String label) {
    return label.startsWith(SKILLS) && label.indexOf('/', SKILLS.length()) < 0
        ? label + SKILL_FILE
        : label + SUFFIX;
  }

  private static String labelOf(String path) {
    String suffix = isSkill(path) ? SKILL_FILE : SUFFIX;
    return path.substring(0, path.length() - suffix.length());
  }

  private static boolean isSkill(String path) {
    int end = path.length() - SKILL_FILE.length();
    return path.startsWith(SKILLS)
        && path.endsWith(SKILL_FILE)
        && end > SKILLS.length()
        && path.indexOf('/', SKILLS.length()) == end;
  }

  private static boolean isInDotFolder(String path) {
    int lastSlash = path.lastIndexOf('/');
    return lastSlash > 0 && (path.startsWith(".") || path.substring(0, lastSlash).contains("/."));
  }
}
