package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import dev.mneme.block.CodePointOrder;
import dev.mneme.block.InvalidLabelException;
import dev.mneme.block.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory as the agent's model reads it: git.md §6. Pure: the same memory gives the same text.
 *
 * <p>Of an agent with git memory the blocks under {@code system/} are shown whole and everything
 * else is listed; of one without, all blocks are shown whole.
 */
public final class PromptRenderer {
  /** Where a system prompt wants its memory; without this word the memory comes at its end. */
  private static final String PLACE = "{CORE_MEMORY}";

  private static final String LISTED =
      "Not shown here, but part of this memory and there to be read:\n";

  private PromptRenderer() {}

  /**
   * A file that is listed and not shown.
   *
   * @param description what it is for, or null
   */
  public record ListedFile(String path, @Nullable String description) {}

  /** The agent's system prompt, with its memory in it. */
  public static String systemPrompt(AgentView view, Collection<ListedFile> otherFiles) {
    String system = view.agent().fields().get("system") instanceof String text ? text : "";
    String memory = memory(view, otherFiles);
    if (system.contains(PLACE)) {
      return system.replace(PLACE, memory);
    }
    return system.isEmpty() ? memory : system + "\n\n" + memory;
  }

  /**
   * The memory alone.
   *
   * @param otherFiles of the repository, that are no blocks; in any order
   */
  public static String memory(AgentView view, Collection<ListedFile> otherFiles) {
    Agent agent = view.agent();
    List<Block> shown = new ArrayList<>();
    List<ListedFile> listed = new ArrayList<>(otherFiles);
    for (Block block : view.blocks()) {
      if (!agent.hasGitMemory() || block.label().startsWith(Label.SYSTEM)) {
        shown.add(block);
      } else {
        listed.add(new ListedFile(path(block), block.description()));
      }
    }
    shown.sort(Comparator.comparing(PromptRenderer::path, CodePointOrder.INSTANCE));
    listed.sort(Comparator.comparing(ListedFile::path, CodePointOrder.INSTANCE));
    return render(shown, listed);
  }

  private static String render(List<Block> shown, List<ListedFile> listed) {
    StringBuilder out = new StringBuilder("<memory>\n");
    shown.forEach(block -> show(out, block));
    if (!listed.isEmpty()) {
      out.append("<files>\n").append(LISTED);
      listed.forEach(file -> list(out, file));
      out.append("</files>\n");
    }
    return out.append("</memory>\n").toString();
  }

  private static void show(StringBuilder out, Block block) {
    String value = block.value();
    out.append("<block path=\"").append(attribute(path(block))).append('"');
    if (block.description() != null) {
      out.append(" description=\"").append(attribute(block.description())).append('"');
    }
    int chars = value.codePointCount(0, value.length());
    out.append(" chars=\"%d\" limit=\"%d\"".formatted(chars, block.limit()));
    out.append(block.readOnly() ? " read_only=\"true\">\n" : ">\n");
    out.append(value).append(value.endsWith("\n") || value.isEmpty() ? "" : "\n");
    out.append("</block>\n");
  }

  private static void list(StringBuilder out, ListedFile file) {
    out.append("- ").append(line(file.path()));
    if (file.description() != null && !file.description().isBlank()) {
      out.append(": ").append(line(file.description()));
    }
    out.append('\n');
  }

  /** The file of a block; of a label that can be no path, what its file would be called. */
  private static String path(Block block) {
    try {
      return Label.of(block.label()).toPath();
    } catch (InvalidLabelException e) {
      return block.label() + ".md";
    }
  }

  private static String attribute(String text) {
    return line(text).replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** On one line, so that a description cannot look like something else. */
  private static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
