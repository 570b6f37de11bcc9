package dev.mneme.block;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one block by a push, for the pusher to read.
 *
 * @param label the label it has now
 * @param characters of its value, in code points
 * @param charactersBefore the same before the push, or null if it is new
 * @param limitChars its limit, which is told for blocks under {@code system/}
 * @param outcomes what was done, in order; at least one
 */
public record BlockLine(
    Label label,
    int characters,
    @Nullable Integer charactersBefore,
    int limitChars,
    List<Outcome> outcomes) {

  public BlockLine {
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a block to which nothing was done: " + label);
    }
  }

  /** A block that a push makes. */
  public static BlockLine created(Label label, BlockContent content) {
    return of(label, null, content, List.of(new Outcome.Created(), new Outcome.Attached()));
  }

  /** A block whose content a push changes. */
  public static BlockLine updated(Label label, BlockContent before, BlockContent after) {
    return of(label, before, after, List.of(new Outcome.Updated()));
  }

  /** A block whose file a push removes. */
  public static BlockLine detached(Label label, BlockContent content) {
    return of(label, content, content, List.of(new Outcome.Detached()));
  }

  /** A block whose file a push moves, and perhaps changes. */
  public static BlockLine renamed(Label from, Label to, BlockContent before, BlockContent after) {
    BlockLine line = of(to, before, after, List.of(new Outcome.RenamedFrom(from)));
    return before.equals(after) ? line : line.and(new Outcome.Updated());
  }

  /** The same line with another outcome at its end. */
  public BlockLine and(Outcome outcome) {
    List<Outcome> more = new ArrayList<>(outcomes);
    more.add(outcome);
    return new BlockLine(label, characters, charactersBefore, limitChars, more);
  }

  private static BlockLine of(
      Label label, @Nullable BlockContent before, BlockContent after, List<Outcome> outcomes) {
    return new BlockLine(
        label,
        Utf8.characters(after.value()),
        before == null ? null : Utf8.characters(before.value()),
        after.limitChars(),
        outcomes);
  }

  /** Something that a push did to a block. */
  public sealed interface Outcome {
    /** It is new. */
    record Created() implements Outcome {}

    /** Its value or its fields changed. */
    record Updated() implements Outcome {}

    /** The agent has it from now on. */
    record Attached() implements Outcome {}

    /** The agent has it no more; the block itself stays. */
    record Detached() implements Outcome {}

    /** It had another label, and is the same block. */
    record RenamedFrom(Label old) implements Outcome {}

    /**
     * Other agents that have the block got the change too.
     *
     * @param agents their ids
     */
    record AlsoIn(List<String> agents) implements Outcome {
      public AlsoIn {
        agents = List.copyOf(agents);
      }
    }
  }
}
