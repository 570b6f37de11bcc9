package dev.mneme.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which agents to list or count; what is null or empty does not filter.
 *
 * @param name exactly this name
 * @param queryText a part of the name, in any case
 * @param tags with one of these tags, or with all if {@code matchAllTags}
 * @param projectId the agent's field {@code project_id}; likewise the next two
 * @param identityId one of the agent's {@code identity_ids}
 * @param identifierKeys one of the agent's {@code identifier_keys}
 * @param showHidden hidden agents as well
 * @param orderBy ties are broken by id, in the same direction
 * @param page not looked at when counting
 */
public record AgentQuery(
    @Nullable String name,
    @Nullable String queryText,
    List<String> tags,
    boolean matchAllTags,
    @Nullable String projectId,
    @Nullable String templateId,
    @Nullable String baseTemplateId,
    @Nullable String identityId,
    List<String> identifierKeys,
    boolean showHidden,
    OrderBy orderBy,
    Page page) {

  /** What a list of agents is ordered by. */
  public enum OrderBy {
    CREATED_AT,
    UPDATED_AT,
    /** Agents that never ran come last in both directions. */
    LAST_RUN_COMPLETION
  }

  /** What Letta's API lists when nothing is said. */
  public static final AgentQuery DEFAULT =
      new AgentQuery(
          null,
          null,
          List.of(),
          false,
          null,
          null,
          null,
          null,
          List.of(),
          false,
          OrderBy.CREATED_AT,
          Page.first(50, Order.DESC));

  public AgentQuery {
    tags = List.copyOf(tags);
    identifierKeys = List.copyOf(identifierKeys);
  }
}
