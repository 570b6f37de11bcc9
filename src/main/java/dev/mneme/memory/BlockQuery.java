package dev.mneme.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks to list or count, ordered by creation; what is null or empty does not filter.
 *
 * @param label exactly this label
 * @param labelSearch a part of the label, in any case; likewise the next two
 * @param templateName exactly this template name ({@code name} in Letta's API)
 * @param tags with one of these tags, or with all if {@code matchAllTags}
 * @param identityId blocks have no identities, so any value matches nothing
 * @param identifierKeys likewise
 * @param connectedMoreThan attached to more than so many agents; likewise the next
 * @param connectedExactly attached to one of these numbers of agents
 * @param showHidden hidden blocks as well
 * @param page not looked at when counting
 */
public record BlockQuery(
    @Nullable String label,
    @Nullable String labelSearch,
    @Nullable String valueSearch,
    @Nullable String descriptionSearch,
    @Nullable String templateName,
    Templates templates,
    List<String> tags,
    boolean matchAllTags,
    @Nullable String projectId,
    @Nullable String identityId,
    List<String> identifierKeys,
    @Nullable Integer connectedMoreThan,
    @Nullable Integer connectedFewerThan,
    List<Integer> connectedExactly,
    boolean showHidden,
    Page page) {

  /** Whether templates are wanted. */
  public enum Templates {
    EXCLUDED,
    ONLY,
    INCLUDED
  }

  /** What Letta's API lists when nothing is said. */
  public static final BlockQuery DEFAULT = of(Templates.EXCLUDED, false, Page.first(50, Order.ASC));

  /** Every block, templates and hidden ones included: what is counted when nothing is said. */
  public static final BlockQuery EVERYTHING =
      of(Templates.INCLUDED, true, Page.first(Page.MAX_LIMIT, Order.ASC));

  public BlockQuery {
    tags = List.copyOf(tags);
    identifierKeys = List.copyOf(identifierKeys);
    connectedExactly = List.copyOf(connectedExactly);
  }

  private static BlockQuery of(Templates templates, boolean showHidden, Page page) {
    return new BlockQuery(
        null,
        null,
        null,
        null,
        null,
        templates,
        List.of(),
        false,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        showHidden,
        page);
  }
}
