package dev.mneme.block;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of tags of a block or an agent.
 *
 * @param values distinct, in {@link CodePointOrder}
 */
public record Tags(List<String> values) {
  /** No tags. */
  public static final Tags NONE = new Tags(List.of());

  public Tags {
    values = values.stream().distinct().sorted(CodePointOrder.INSTANCE).toList();
  }

  /** The given tags, in any order, duplicates allowed. */
  public static Tags of(Collection<String> tags) {
    return new Tags(List.copyOf(tags));
  }

  /** Whether this tag is among them. */
  public boolean contains(String tag) {
    return values.contains(tag);
  }

  /** These tags and one more. */
  public Tags with(String tag) {
    return new Tags(Stream.concat(values.stream(), Stream.of(tag)).toList());
  }
}
